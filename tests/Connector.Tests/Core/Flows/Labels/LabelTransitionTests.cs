using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Rates;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using Connector.Tests.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Core.Flows.Labels;

public sealed class LabelTransitionTests
{
    private static readonly DateTimeOffset s_now = LabelSample.Now;

    /// <summary>What was decided, the state before, and what becomes of it: state, code, minutes until it is looked at again, outcome of the message.</summary>
    public static TheoryData<string, string, string> Decisions => new()
    {
        { "off", "Waiting", "Waiting ModeIsOff 1440 Skipped" },
        { "not ready: Held", "Waiting", "Waiting Held 15 Skipped" },
        { "not ready: ChangePending", "Waiting", "Waiting ChangePending 1 Skipped" },
        { "not ready: VoidedBefore", "Waiting", "Waiting VoidedBefore never Skipped" },
        { "not ready: HasLabel", "Waiting", "BoughtByOthers HasLabel never Skipped" },
        { "not ready: Held", "Approved", "Approved Held 15 Skipped" },
        { "no offer", "Waiting", "Waiting NoRate 60 Skipped" },
        { "cap: 30", "Waiting", "Waiting CapReached 30 Skipped" },
        { "cap: unknown", "Approved", "Approved CapReached 15 Skipped" },
        { "refused", "Waiting", "Refused LabelCap never DeadLetter" },
        { "proposed", "Waiting", "Proposed ModeIsPropose never Done" },
        { "proposed", "Approved", "Proposed ModeIsPropose never Done" },
        { "shipped", "Waiting", "BoughtByOthers HasLabel never Skipped" },
        { "cancelled there", "Approved", "Dismissed NotOpen never Skipped" },
        { "cancelled here", "Proposed", "Dismissed NotOpen never Skipped" },
        { "ended here", "Waiting", "Dismissed NotOpen never Skipped" }
    };

    [Theory]
    [MemberData(nameof(Decisions))]
    public void A_decision_that_buys_nothing(string situation, string state, string expected)
    {
        var row = LabelCandidate.Create(A.SyncRow(), "", new LabelCalendar(new LabelTimes()), s_now) with { State = Enum.Parse<LabelState>(state), DecidedBy = "ada" };
        var next = LabelTransition.From(Decided(situation, row), new LabelCalendar(new LabelTimes()), s_now);

        var due = next.Row.DueAt is { } at ? FormattableString.Invariant($"{(at - s_now).TotalMinutes}") : "never";
        Assert.Equal(expected, $"{next.Row.State} {next.Row.Code} {due} {next.Outcome.GetType().Name}");
        // Only what waits for its approved purchase keeps the approval.
        if (next.Row.State is LabelState.Proposed or LabelState.Refused) Assert.Null(next.Row.DecidedBy);
    }

    [Fact]
    public void What_may_be_bought_is_no_end() =>
        Assert.Throws<InvalidOperationException>(() => LabelTransition.From(Decided("buy", LabelCandidate.Create(A.SyncRow(), "", new LabelCalendar(new LabelTimes()), s_now)), new LabelCalendar(new LabelTimes()), s_now));

    private static DecidedLabel Decided(string situation, LabelRow row)
    {
        var planned = new PlannedGroup("main", A.Account, PushAction.None) { Wanted = WantedContent.From(A.ShippingOrder()) };
        var order = new PlannedOrder(new LoadedOrder(A.PushOrder(), An.Order(), []), [planned]) { Cancelled = situation == "cancelled here", HasEnded = situation == "ended here" };
        var status = situation switch { "shipped" => ShippingOrderStatus.Shipped, "cancelled there" => ShippingOrderStatus.Cancelled, _ => ShippingOrderStatus.AwaitingShipment };
        var work = new LabelWork(row, order, "main") { Group = planned, Remote = A.Snapshot(with: s => s with { Status = status }) };
        var winner = new ConsideredRate(LabelSample.Rate(), null, 0, null, false);
        var rates = new RateDecision(winner, false, false, [winner], [], "the only one");
        var policy = LabelSample.Policy(mode: situation == "off" ? LabelMode.Off : LabelMode.Buy);
        IReadOnlyList<LabelReason> notReady = situation.StartsWith("not ready: ", StringComparison.Ordinal) ? [new LabelReason(situation[11..], "why")] : [];
        var guards = situation switch
        {
            "cap: 30" => new GuardVerdict(GuardAction.Wait, [new LabelReason(LabelCodes.CapReached, "full")], 8m, s_now.AddMinutes(30)),
            "cap: unknown" => new GuardVerdict(GuardAction.Wait, [new LabelReason(LabelCodes.CapReached, "full")], 8m, null),
            "refused" => new GuardVerdict(GuardAction.Refuse, [new LabelReason(LabelCodes.LabelCap, "dear")], 8m, null),
            "proposed" => new GuardVerdict(GuardAction.Propose, [new LabelReason(LabelCodes.ModeIsPropose, "by the rules")], 8m, null),
            _ => new GuardVerdict(GuardAction.Buy, [], 8m, null)
        };
        var decision = new LabelDecision(policy, notReady, situation == "no offer" ? rates with { Winner = null } : rates, guards);
        return new DecidedLabel(work, decision, new LabelIntent("V1", "stamps_com", null, "usps_priority_mail", "package", "none", null, 7.40m, "USD", null, null));
    }
}
