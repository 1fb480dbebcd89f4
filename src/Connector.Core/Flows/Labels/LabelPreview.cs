using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>What the rules would have done with the orders of a time. Pure sums over its lines.</summary>
/// <param name="From">Inclusive: when the customer ordered.</param>
/// <param name="To">Exclusive.</param>
/// <param name="NotSent">Orders, or parts of them, that are not in ShipStation.</param>
/// <param name="Lines">One for each part of an order, by the time of the order.</param>
public sealed record LabelPreview(DateTimeOffset From, DateTimeOffset To, int NotSent, IReadOnlyList<PreviewLine> Lines)
{
    public PreviewSum Bought => Sum(LabelOutcome.Buy);
    public PreviewSum Proposed => Sum(LabelOutcome.Proposed);

    /// <summary>How many got neither label nor proposal, by the code of the first reason, the most frequent first.</summary>
    public IReadOnlyList<PreviewReason> Left =>
    [
        .. Lines.Where(static line => line.Outcome is not (LabelOutcome.Buy or LabelOutcome.Proposed)).GroupBy(static line => line.Code ?? "", StringComparer.Ordinal)
            .Select(static group => new PreviewReason(group.Key, group.Count(), group.First().Reason ?? "")).OrderByDescending(static r => r.Count).ThenBy(static r => r.Code, StringComparer.Ordinal)
    ];

    private PreviewSum Sum(LabelOutcome outcome)
    {
        var lines = Lines.Where(line => line.Outcome == outcome).ToList();
        return new PreviewSum(lines.Count,
        [
            .. lines.GroupBy(static line => line.Currency ?? "", StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal)
                .Select(static g => new PreviewAmount(g.Key, g.Sum(static line => line.Price ?? 0m)))
        ]);
    }
}

public sealed record PreviewSum(int Count, IReadOnlyList<PreviewAmount> Amounts);
public sealed record PreviewAmount(string Currency, decimal Amount);

/// <param name="Example">The reason of one of them.</param>
public sealed record PreviewReason(string Code, int Count, string Example);

/// <param name="Code">Why it is not simply bought; null where it is.</param>
public sealed record PreviewLine(
    string OrderNumber, string OrderKey, string Account, string Location, LabelOutcome Outcome, string? CarrierCode, string? ServiceCode, decimal? Price, string? Currency, string? Code, string? Reason)
{
    internal static PreviewLine From(DecidedLabel decided) => new(
        decided.Row.OrderNumber, decided.Row.OrderKey, decided.Row.Account, decided.Row.Location, decided.Decision.Outcome, decided.Intent?.CarrierCode, decided.Intent?.ServiceCode,
        decided.Intent?.Price, decided.Intent?.Currency, Why(decided.Decision)?.Code, Why(decided.Decision)?.Text);

    internal static PreviewLine Failed(LabelWork work, string code, string reason) => new(
        work.Row.OrderNumber, work.Row.OrderKey, work.Row.Account, work.Row.Location, LabelOutcome.NotReady, null, null, null, null, code, reason);

    private static LabelReason? Why(LabelDecision decision) => decision.Outcome switch
    {
        LabelOutcome.Buy => null,
        LabelOutcome.NoOffer => new LabelReason(LabelCodes.NoRate, decision.Rates!.Explanation),
        _ when decision.Guards is { Reasons: [var guard, ..] } => guard,
        _ => decision.Reasons.Count > 0 ? decision.Reasons[0] : null
    };
}
