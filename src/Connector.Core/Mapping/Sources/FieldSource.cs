namespace Connector.Core.Mapping.Sources;

/// <summary>
/// Where the value of one target field comes from: exactly one of <see cref="Pointer"/>, <see cref="Attribute"/>, <see cref="CustomField"/> and
/// <see cref="Constant"/>; then the fallbacks, in order; then <see cref="WhenMissing"/>.
/// </summary>
public sealed class FieldSource
{
    /// <summary>JSON Pointer into the order document; for fields of a line into that line.</summary>
    public string? Pointer { get; set; }

    /// <summary>Name of a product attribute of the line. A dot reaches into nested attributes and objects: "dimensions.length".</summary>
    public string? Attribute { get; set; }

    /// <summary>Name of a custom field: of the line for fields of a line, else of the order. A dot reaches into objects.</summary>
    public string? CustomField { get; set; }

    /// <summary>The same text for every order.</summary>
    public string? Constant { get; set; }

    /// <summary>For fields of a line: look into the order instead of the line.</summary>
    public bool OfOrder { get; set; }

    /// <summary>One of <see cref="SourceFormats.Names"/>; left out, the format that the target field needs.</summary>
    public string? Format { get; set; }

    /// <summary>Weights: g, kg, oz, lb; lengths: mm, cm, m, in; "stated" where every value names its own ("1.2 kg").</summary>
    public string? Unit { get; set; }

    /// <summary>Tried in order when this source finds nothing, or nothing that its format can read.</summary>
    public IList<FieldSource> Fallbacks { get; set; } = [];

    /// <summary>What happens when source and fallbacks find nothing. Left out: the value that the connector takes without any rule.</summary>
    public MissingChoice? WhenMissing { get; set; }

    /// <summary>The value for <see cref="MissingChoice.Default"/>, in <see cref="Unit"/> where the field has one.</summary>
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
