namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Where the value of one target field comes from: a place to look, others to try after it, and what happens when nothing is found.</summary>
public sealed class FieldSource : ValueSource
{
    /// <summary>Tried in order when this source finds nothing, or nothing that its format can read.</summary>
    public IList<ValueSource> Fallbacks { get; set; } = [];

    /// <summary>What happens when source and fallbacks find nothing. Left out: the value that the connector takes without any rule.</summary>
    public MissingChoice? WhenMissing { get; set; }

    /// <summary>The value for WhenMissing Default, in the field's unit where it has one.</summary>
    public string? Default { get; set; }
}

/// <summary>The merchant's choice for a value that is not there.</summary>
public enum MissingChoice
{
    /// <summary>The field stays empty.</summary>
    Leave,

    /// <summary>The default value is taken, with a warning.</summary>
    Default,

    /// <summary>The order goes out on hold, with a warning.</summary>
    Hold,

    /// <summary>The order is refused and waits in the error queue.</summary>
    Reject
}
