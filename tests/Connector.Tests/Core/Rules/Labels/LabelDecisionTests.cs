using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Rates;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels;

public sealed class LabelDecisionTests
{
    /// <summary>Mode, whether the order is ready, the quote (none, again, nothing, winner), the guards, the outcome and the codes of its reasons.</summary>
    [Theory]
    [InlineData(LabelMode.Off, true, "winner", GuardAction.Buy, LabelOutcome.Off, "ModeIsOff")]
    [InlineData(LabelMode.Buy, false, "winner", GuardAction.Buy, LabelOutcome.NotReady, "Held")]
    [InlineData(LabelMode.Buy, true, "none", null, LabelOutcome.Quote, "")]
    [InlineData(LabelMode.Buy, true, "again", GuardAction.Buy, LabelOutcome.Quote, "QuoteOld")]
    [InlineData(LabelMode.Buy, true, "nothing", null, LabelOutcome.NoOffer, "NoRate")]
    [InlineData(LabelMode.Buy, true, "winner", null, LabelOutcome.Check, "")]
    [InlineData(LabelMode.Buy, true, "winner", GuardAction.Refuse, LabelOutcome.Refused, "LabelCap")]
    [InlineData(LabelMode.Buy, true, "winner", GuardAction.Wait, LabelOutcome.Waits, "LabelCap")]
    [InlineData(LabelMode.Propose, true, "winner", GuardAction.Propose, LabelOutcome.Proposed, "LabelCap")]
    [InlineData(LabelMode.Buy, true, "winner", GuardAction.Buy, LabelOutcome.Buy, "")]
    public void The_outcome_follows_from_the_parts(LabelMode mode, bool ready, string quote, GuardAction? action, LabelOutcome outcome, string codes)
    {
        var winner = new ConsideredRate(LabelSample.Rate(), LabelSample.Today, 0, null, false);
        var rates = quote switch
        {
            "none" => null,
            "again" => new RateDecision(null, false, true, [], [new LabelReason(LabelCodes.QuoteOld, "old")], ""),
            "nothing" => new RateDecision(null, false, false, [], [new LabelReason(LabelCodes.NoRate, "none")], ""),
            _ => new RateDecision(winner, false, false, [winner], [], "")
        };
        var guards = action is { } a ? new GuardVerdict(a, a == GuardAction.Buy ? [] : [new LabelReason(LabelCodes.LabelCap, "cap")], 8m, null) : null;

        var decision = new LabelDecision(LabelSample.Policy(mode: mode), ready ? [] : [new LabelReason(LabelCodes.Held, "held")], rates, guards);

        Assert.Equal((outcome, codes), (decision.Outcome, string.Join(' ', decision.Reasons.Select(r => r.Code))));
    }
}
