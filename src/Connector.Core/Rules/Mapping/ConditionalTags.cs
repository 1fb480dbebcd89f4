using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping;

/// <summary>Tags for the order parts that a condition holds for.</summary>
public sealed class ConditionalTags
{
    /// <summary>When the tags are set.</summary>
    public Condition? When { get; set; }

    /// <summary>Tags (the shipping side's numbers).</summary>
    public IList<int> TagIds { get; set; } = [];
}
