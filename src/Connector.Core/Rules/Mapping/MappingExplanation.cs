namespace Connector.Core.Rules.Mapping;

/// <summary>The result of a mapping with value and origin of every target field.</summary>
/// <param name="Groups">One for each shipping order of the result, in the same order; empty when the order was refused.</param>
public sealed record MappingExplanation(MappingResult Result, IReadOnlyList<GroupExplanation> Groups);

public sealed record GroupExplanation(string GroupKey, IReadOnlyList<FieldExplanation> Fields);

/// <param name="Field">Target field; fields of items with their index: "Items[2].Sku".</param>
/// <param name="Value">As people read it; null when the field is empty.</param>
/// <param name="Origin">Which source, default or rule it came from.</param>
public sealed record FieldExplanation(string Field, string? Value, string Origin)
{
    /// <summary>Of an amount; null for all other values.</summary>
    public string? Currency { get; init; }
}
