namespace Connector.Core.Selection;

/// <summary>Which orders are due.</summary>
public sealed class SelectionRules
{
    /// <summary>The merchant's own condition in the shop's predicate language; added to ours. Null for none.</summary>
    public string? Predicate { get; set; }

    /// <summary>Which lines are goods.</summary>
    public LineRules Lines { get; set; } = new();
}
