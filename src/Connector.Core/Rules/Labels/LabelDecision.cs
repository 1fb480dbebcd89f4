using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Rates;

namespace Connector.Core.Rules.Labels;

/// <summary>Everything that was decided about an order's label, as trace and page show it. Pure: the outcome follows from the parts.</summary>
/// <param name="NotReady">Empty for an order that is ready.</param>
/// <param name="Rates">Null before the quote.</param>
/// <param name="Guards">Null before the guards looked.</param>
public sealed record LabelDecision(LabelPolicy Policy, IReadOnlyList<LabelReason> NotReady, RateDecision? Rates = null, GuardVerdict? Guards = null)
{
    public LabelOutcome Outcome => this switch
    {
        { Policy.Mode: LabelMode.Off } => LabelOutcome.Off,
        { NotReady.Count: > 0 } => LabelOutcome.NotReady,
        { Rates: null or { QuoteAgain: true } } => LabelOutcome.Quote,
        { Rates.Winner: null } => LabelOutcome.NoOffer,
        { Guards: null } => LabelOutcome.Check,
        { Guards.Action: GuardAction.Refuse } => LabelOutcome.Refused,
        { Guards.Action: GuardAction.Wait } => LabelOutcome.Waits,
        { Guards.Action: GuardAction.Propose } => LabelOutcome.Proposed,
        _ => LabelOutcome.Buy
    };

    /// <summary>Why it is not simply bought.</summary>
    public IReadOnlyList<LabelReason> Reasons => Outcome switch
    {
        LabelOutcome.Off => [new LabelReason(LabelCodes.ModeIsOff, Policy.Rule is { } rule ? $"rule {rule} switches labels off" : "labels are switched off")],
        LabelOutcome.NotReady => NotReady,
        LabelOutcome.Quote or LabelOutcome.NoOffer => Rates?.Reasons ?? [],
        _ => [.. Rates?.Reasons ?? [], .. Guards?.Reasons ?? []]
    };
}

/// <summary>Where the decision about a label stands.</summary>
public enum LabelOutcome
{
    /// <summary>The rules want no label.</summary>
    Off,

    /// <summary>The order is not ready.</summary>
    NotReady,

    /// <summary>A (new) quote is needed.</summary>
    Quote,

    /// <summary>No offer can be taken.</summary>
    NoOffer,

    /// <summary>There is an offer; the guards have not looked at it.</summary>
    Check,

    /// <summary>The guards refuse it.</summary>
    Refused,

    /// <summary>It waits for room below a cap, or for a carrier's balance.</summary>
    Waits,

    /// <summary>Somebody must approve it.</summary>
    Proposed,

    /// <summary>It may be reserved and bought.</summary>
    Buy
}
