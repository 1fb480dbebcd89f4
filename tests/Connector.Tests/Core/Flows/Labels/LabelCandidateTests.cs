using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Labels;

public sealed class LabelCandidateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 4, 17, 0, 0, TimeSpan.Zero);

    /// <summary>What happened to a part, the state of its label before, and what becomes of it: state and whether it is due now.</summary>
    public static TheoryData<string, string?, string> Parts => new()
    {
        { "sent", null, "Waiting due" },
        { "unchanged", null, "Waiting due" },
        { "failed", null, "-" },
        { "cancelled", null, "-" },
        { "never there", null, "-" },
        { "unchanged", "Waiting", "-" },
        { "sent", "Waiting", "Waiting due" },
        { "sent", "Proposed", "Proposed due" },
        { "sent", "Approved", "Approved due" },
        { "cancelled", "Proposed", "Proposed due" },
        { "sent", "Bought", "-" },
        { "cancelled", "Bought", "Bought due" },
        { "ended", null, "-" },
        { "ended", "Waiting", "Waiting due" },
        { "ended", "Bought", "-" },
        { "sent", "Reserved", "-" },
        { "cancelled", "Unknown", "-" },
        { "sent", "Voided", "-" },
        { "cancelled", "Dismissed", "-" },
        { "sent", "BoughtByOthers", "-" }
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_that_went_through_the_push(string happened, string? state, string expected)
    {
        var row = A.SyncRow(with: r => r with { Status = happened == "never there" ? SyncStatus.Reserved : SyncStatus.Synced, ShippingOrderId = 9001, PayloadHash = "ab" });
        var isCancelled = happened == "cancelled";
        var planned = new PlannedGroup("main", A.Account, happened == "unchanged" ? PushAction.None : isCancelled ? PushAction.Cancel : PushAction.Create)
        {
            Row = row, Wanted = isCancelled ? null : WantedContent.From(A.ShippingOrder())
        };
        var group = new SettledGroup(planned, row) { Failure = happened == "failed" ? new GroupFailure(default, "X", "x", Final: true) : null };
        var order = new SettledOrder(new PlannedOrder(new LoadedOrder(A.PushOrder(), An.Order(), [row]), [planned]) { Cancelled = isCancelled, HasEnded = happened == "ended" }, [group]);
        var known = state is null ? [] : new[] { LabelCandidate.Create(row, "", new LabelCalendar(new LabelTimes()), s_now.AddDays(-1)) with { State = Enum.Parse<LabelState>(state), DueAt = null } };

        var next = LabelCandidate.Decide(order, group, known, "", new LabelCalendar(new LabelTimes()), s_now);

        Assert.Equal(expected, next is null ? "-" : $"{next.State}{(next.DueAt == s_now ? " due" : "")}");
    }

    [Fact]
    public void With_cut_offs_a_label_is_due_at_the_next_one()
    {
        var rules = new LabelRules { Times = new LabelTimes { When = LabelSchedule.AtCutOffs, CutOffs = ["0 18 * * *"] } };

        Assert.Equal(s_now.AddHours(1), LabelCandidate.Create(A.SyncRow(), "east", new LabelCalendar(rules.Times), s_now).DueAt);
    }

    [Fact]
    public void Labels_of_a_part_are_counted() => Assert.Equal("key/12", LabelCandidate.NextId("key/11"));
}
