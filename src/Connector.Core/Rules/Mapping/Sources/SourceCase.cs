using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A source for the orders, or lines, that a condition holds for.</summary>
public sealed class SourceCase : ValueSource
{
    /// <summary>When the source is taken. Left out, always: only the last case may do without.</summary>
    public Condition? If { get; set; }
}
