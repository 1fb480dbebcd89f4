namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>What a condition may ask at its place.</summary>
/// <param name="Order">False where a line is judged by itself.</param>
/// <param name="NoWeight">Why no weight is known there; null where it is.</param>
/// <param name="NoLocation">Why no location is known there; null where it is.</param>
internal sealed record ConditionScope(bool Order, string? NoWeight, string? NoLocation)
{
    /// <summary>The locations that there are; null leaves that unchecked.</summary>
    public IReadOnlyCollection<string>? Keys { get; init; }

    private const string NotRouted = "the location is not decided yet here; allowed: in Services, Mapping and Labels";

    /// <summary>What is known of a part that is routed and weighed.</summary>
    public static readonly ConditionScope Part = new(true, null, null);

    /// <summary>A part whose items are not mapped yet.</summary>
    public static readonly ConditionScope Unweighed = new(true, "the weight is not known yet here; allowed: in Services, Labels, and fields of Mapping.Order other than Gift and GiftMessage", null);

    public static readonly ConditionScope Line = new(false, "a line by itself has no order", NotRouted);

    /// <summary>An order that is not routed yet.</summary>
    /// <param name="weighed">Whether Routing.Weight names an attribute.</param>
    public static ConditionScope Unrouted(bool weighed) => weighed ? s_unrouted : s_unroutedAndUnweighed;

    private static readonly ConditionScope s_unrouted = new(true, null, NotRouted);
    private static readonly ConditionScope s_unroutedAndUnweighed =
        new(true, "can never match without a weight; allowed: with Routing.Weight, which names the attribute and its unit", NotRouted);
}
