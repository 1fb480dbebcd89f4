namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>A condition on an order. Name with Values or Is is a short form of CustomField.</summary>
public sealed class OrderCondition : Condition
{
    /// <summary>Name of a custom field of the order.</summary>
    public string? Name { get; set; }

    /// <summary>As the Values of CustomField.</summary>
    public IList<string> Values { get; set; } = [];

    /// <summary>As the Is of CustomField.</summary>
    [Scalars]
    public IList<string> Is { get; set; } = [];

    internal FieldCondition? Field => Name is null && Values.Count == 0 && Is.Count == 0 ? null : new FieldCondition { Name = Name ?? "", Values = Values, Is = Is };
}
