using Connector.Core.Flows.Push;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Reconcile;

/// <summary>What the push would do about an order, what is there, and the differences and repairs that follow.</summary>
public sealed class OrderComparisonTests
{
    private const long Own = 9001;
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;
    private static readonly Order Placed = An.Order();
    private static readonly ShippingOrder Content = A.ShippingOrder(static o => o with { OrderKey = OrderKeys.OrderKey(Placed.Id, "main"), OrderNumber = "US-1" });
    private static readonly WantedContent Wish = WantedContent.From(Content);
    private static readonly SyncRow Row = A.SyncRow(Placed.Id, static r => r with
    {
        Status = SyncStatus.Synced, ShippingOrderId = Own, ShippingNumber = "US-1", PayloadHash = Wish.Hash, Payload = Wish.Packed
    });
    private const string PresentRules = "present";
    private static readonly SyncRow OtherRules = Row with { OrderVersion = Placed.Version, RulesHash = "other" };
    private static readonly Reservation Started = new("gone#1", 3, "h", Now.AddMinutes(-1));
    private static readonly WorkOutcome Refused = new WorkOutcome.DeadLetter(FailureKind.Unmappable, "NoLines", "The order has no line items.");

    public static TheoryData<string, string> Situations => new()
    {
        { "never sent", "MissingInShipping: push" },
        { "there, without a record", "RecordMissing: push with Synced 9001 -" },
        { "shipped there, without a record", "RecordMissing: push with Shipped 9001 hash" },
        { "split off there, without a record", "MissingInShipping: push" },
        { "the first call has no known result", "UnknownOutcome: push" },
        { "the call of a change has no known result", "UnknownOutcome: push" },
        { "refused when it was sent, and not there", "MissingInShipping: push" },
        { "changed", "ChangeNotSent: push" },
        { "changed, and the rules as well", "ChangeNotSent: push" },
        { "only the rules changed", "RulesChanged: push" },
        { "not even the rules changed", "ChangeNotSent: push" },
        { "only the rules changed, a call is open", "UnknownOutcome: push" },
        { "only the rules changed, deleted there", "MissingInShipping: push with Failed - -" },
        { "the rules changed, and it is the same", "" },
        { "the rules send it from elsewhere", "RulesChanged: push" },
        { "the rules changed, cancelled in the shop", "CancelledButOpen: push" },
        { "changed, and deleted there", "MissingInShipping: push with Failed - -" },
        { "an earlier call may have been applied late", "UnknownOutcome: push" },
        { "a cancellation has no known result, cancelled there", "UnknownOutcome: push" },
        { "a cancellation has no known result, open there", "CancelledButOpen: push" },
        { "cancelled, an earlier call may have been applied late, not there", "UnknownOutcome: push" },
        { "cancelled, an earlier call may have been applied late, open there", "CancelledButOpen: push" },
        { "a call was started for a finished order", "UnknownOutcome: push with Shipped 9001 hash" },
        { "cancelled in the shop, open there", "CancelledButOpen: push" },
        { "cancelled in the shop, not seen there", "CancelledButOpen: push" },
        { "cancelled in the shop and there", "" },
        { "a part that the order no longer has, open there", "LeftoverPart: push" },
        { "cancelled on both sides, open there again", "CancelledButOpen: push with Synced 9001 -" },
        { "cancelled on both sides, shipped there", "" },
        { "sent and there", "" },
        { "sent, not changed for long", "" },
        { "sent, and deleted there", "MissingInShipping: push with Failed - -" },
        { "sent, and there under another id", "RecordMissing: push with Synced 9002 -" },
        { "sent, and cancelled under another id", "" },
        { "locked", "" },
        { "its time has not come", "" },
        { "cannot be sent, and never was", "MissingInShipping: push" },
        { "cannot be sent, and was before", "" },
        { "an unknown part is open there", "LeftoverPart: push with Synced 9003 -" },
        { "an unknown part is open there, order cancelled", "CancelledButOpen: push with Synced 9003 -" },
        { "an unknown part is open there, order not selected", "" },
        { "an unknown part is open there, order cannot be sent", "" },
        { "an unknown part is cancelled there", "" },
        { "the key is there twice", "DuplicateInShipping: cancel 9002" },
        { "the key is there twice, the second cancelled", "" },
        { "the number and the goods are there twice", "DuplicateInShipping: -" },
        { "the number is there twice", "DuplicateInShipping: -" },
        { "the number is there twice, in another store", "" },
        { "a part of a cancelled order is open", "CancelledButOpen: push that reads 9005" },
        { "a part of a cancelled order is cancelled", "" },
        { "units of a part are in the original as well", "DuplicateInShipping: push that reads 9001 9005" },
        { "a part has its own units", "" },
        { "merged into another, with all goods", "" },
        { "merged into another, which lacks some of its goods", "MissingInShipping: record the status of 9006" }
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void An_order(string situation, string expected)
    {
        var (work, there, isGone) = Situation(situation);
        var index = new ShippingIndex();
        foreach (var read in there) index.Add(read);

        var found = OrderComparison.Compare(work, index.OrdersOf(Placed.Id), isGone ? new HashSet<string> { Row.OrderKey } : [], index, PresentRules);

        Assert.Equal(expected, string.Join("; ", found.Select(d => $"{d.Kind}: {Short(d.Repair)}")));
        Assert.All(found, static d => Assert.Equal((Placed.Id, Placed.Number), (d.OrderId, d.OrderNumber)));
    }

    private static (PlannedOrder Work, ShippingOrderSnapshot[] There, bool IsGone) Situation(string name) => name switch
    {
        "never sent" => (Planned(Wanted(PushAction.Create, null)), [], false),
        "there, without a record" => (Planned(Wanted(PushAction.Create, null)), [There()], false),
        "shipped there, without a record" => (Planned(Wanted(PushAction.Create, null)), [There(ShippingOrderStatus.Shipped)], false),
        "split off there, without a record" => (Planned(Wanted(PushAction.Create, null)), [There() with { ParentId = 1 }], false),
        "the first call has no known result" => (Planned(Wanted(PushAction.Create, Row with { Reservation = Started, ShippingOrderId = null })), [], false),
        "the call of a change has no known result" => (Planned(Wanted(PushAction.Update, Row with { Reservation = Started })), [There()], false),
        "refused when it was sent, and not there" => (Planned(Wanted(PushAction.Create, Row with { Status = SyncStatus.Failed, ShippingOrderId = null })), [], false),
        "changed" => (Planned(Wanted(PushAction.Update, Row)), [There()], false),
        "changed, and the rules as well" => (Planned(Wanted(PushAction.Update, OtherRules with { OrderVersion = Placed.Version - 1 })), [There()], false),
        "only the rules changed" => (Planned(Wanted(PushAction.Update, OtherRules)), [There()], false),
        "not even the rules changed" => (Planned(Wanted(PushAction.Update, OtherRules with { RulesHash = PresentRules })), [There()], false),
        "only the rules changed, a call is open" => (Planned(Wanted(PushAction.Update, OtherRules with { Reservation = Started })), [There()], false),
        "only the rules changed, deleted there" => (Planned(Wanted(PushAction.Update, OtherRules)), [], true),
        "the rules changed, and it is the same" => (Planned(Wanted(PushAction.None, OtherRules)), [There()], false),
        "the rules send it from elsewhere" => (Planned(Unwanted(PushAction.Cancel, OtherRules)), [There()], false),
        "the rules changed, cancelled in the shop" => (Cancelled(Unwanted(PushAction.Cancel, OtherRules)), [There()], false),
        "changed, and deleted there" => (Planned(Wanted(PushAction.Update, Row)), [], true),
        "an earlier call may have been applied late" => (Planned(Wanted(PushAction.Verify, Row)), [There()], false),
        "a cancellation has no known result, cancelled there" => (Cancelled(Unwanted(PushAction.Cancel, Row with { Reservation = Started })), [There(ShippingOrderStatus.Cancelled)], false),
        "a cancellation has no known result, open there" => (Cancelled(Unwanted(PushAction.Cancel, Row with { Reservation = Started })), [There()], false),
        "cancelled, an earlier call may have been applied late, not there" => (Cancelled(Unwanted(PushAction.Cancel, Row) with { Verifies = true }), [], false),
        "cancelled, an earlier call may have been applied late, open there" => (Cancelled(Unwanted(PushAction.Cancel, Row) with { Verifies = true }), [There()], false),
        "a call was started for a finished order" => (Planned(Wanted(PushAction.None, Row with { Status = SyncStatus.Shipped, Reservation = Started })), [There(ShippingOrderStatus.Shipped)], false),
        "cancelled in the shop, open there" => (Cancelled(Unwanted(PushAction.Cancel, Row)), [There(ShippingOrderStatus.OnHold)], false),
        "cancelled in the shop, not seen there" => (Cancelled(Unwanted(PushAction.Cancel, Row)), [], false),
        "cancelled in the shop and there" => (Cancelled(Unwanted(PushAction.Cancel, Row)), [There(ShippingOrderStatus.Cancelled)], false),
        "a part that the order no longer has, open there" => (Planned(Unwanted(PushAction.Cancel, Row)), [There()], false),
        "cancelled on both sides, open there again" => (Cancelled(Unwanted(PushAction.None, Row with { Status = SyncStatus.Cancelled })), [There()], false),
        "cancelled on both sides, shipped there" => (Cancelled(Unwanted(PushAction.None, Row with { Status = SyncStatus.Cancelled })), [There(ShippingOrderStatus.Shipped)], false),
        "sent and there" => (Planned(Wanted(PushAction.None, Row)), [There()], false),
        "sent, not changed for long" => (Planned(Wanted(PushAction.None, Row)), [], false),
        "sent, and deleted there" => (Planned(Wanted(PushAction.None, Row)), [], true),
        "sent, and there under another id" => (Planned(Wanted(PushAction.None, Row)), [There(id: 9002)], false),
        "sent, and cancelled under another id" => (Planned(Wanted(PushAction.None, Row)), [There(ShippingOrderStatus.Cancelled, 9002)], false),
        "locked" => (Planned(Wanted(PushAction.None, Row) with { Failure = new GroupFailure(FailureKind.Rejected, ErrorCodes.ChangedAfterShipment, "changed too late", Final: true) }), [There(ShippingOrderStatus.Shipped, 9002)], false),
        "its time has not come" => (Planned(Wanted(PushAction.Create, null)) with { Outcome = new WorkOutcome.RetryAt(Now.AddHours(1), FailureKind.RateLimited, "NotYet", "for the next batch") }, [], false),
        "cannot be sent, and never was" => (Without(Refused), [], false),
        "cannot be sent, and was before" => (Without(Refused, Row), [There()], false),
        "an unknown part is open there" => (Planned(Wanted(PushAction.None, Row)), [There(), There(id: 9003, group: "west")], false),
        "an unknown part is open there, order cancelled" => (Without(new WorkOutcome.Skipped("cancelled")) with { Cancelled = true }, [There(id: 9003, group: "west")], false),
        "an unknown part is open there, order not selected" => (Without(new WorkOutcome.Skipped("digital only")), [There(id: 9003, group: "west")], false),
        "an unknown part is open there, order cannot be sent" => (Without(Refused, Row), [There(id: 9003, group: "west")], false),
        "an unknown part is cancelled there" => (Planned(Wanted(PushAction.None, Row)), [There(), There(ShippingOrderStatus.Cancelled, 9003, "west")], false),
        "the key is there twice" => (Planned(Wanted(PushAction.None, Row)), [There(), There(id: 9002)], false),
        "the key is there twice, the second cancelled" => (Planned(Wanted(PushAction.None, Row)), [There(), There(ShippingOrderStatus.Cancelled, 9002)], false),
        "the number and the goods are there twice" => (Planned(Wanted(PushAction.None, Row)), [There(), Foreign()], false),
        "the number is there twice" => (Planned(Wanted(PushAction.None, Row)), [There(), Foreign(static c => c with { Items = [A.Item("CUP")] })], false),
        "the number is there twice, in another store" => (Planned(Wanted(PushAction.None, Row)), [There(), Foreign(static c => c with { StoreId = 41_002 })], false),
        "a part of a cancelled order is open" => (Cancelled(Unwanted(PushAction.None, Row with { Status = SyncStatus.Cancelled })), [There(ShippingOrderStatus.Cancelled), Part(Content)], false),
        "a part of a cancelled order is cancelled" => (Cancelled(Unwanted(PushAction.None, Row with { Status = SyncStatus.Cancelled })), [There(ShippingOrderStatus.Cancelled), Part(Content) with { Status = ShippingOrderStatus.Cancelled }], false),
        "units of a part are in the original as well" => (Planned(Wanted(PushAction.None, Row)), [There() with { MergedOrSplit = true }, Part(Content with { Items = [Content.Items[1]] })], false),
        "a part has its own units" => (
            Planned(Wanted(PushAction.None, Row)), [There() with { MergedOrSplit = true, Content = Content with { Items = [Content.Items[0]] } }, Part(Content with { Items = [Content.Items[1]] })], false),
        "merged into another, with all goods" => (Planned(Wanted(PushAction.None, Row)), [Survivor(Content)], false),
        "merged into another, which lacks some of its goods" => (Planned(Wanted(PushAction.None, Row)), [Survivor(Content with { Items = [Content.Items[0]] })], false),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null)
    };

    private static PlannedGroup Wanted(PushAction action, SyncRow? row) => new("main", A.Account, action) { Row = row, ShippingOrderId = row?.ShippingOrderId, Wanted = Wish, ToSend = Content };

    private static PlannedGroup Unwanted(PushAction action, SyncRow row) => new("main", A.Account, action) { Row = row, ShippingOrderId = row.ShippingOrderId };

    private static PlannedOrder Planned(PlannedGroup group) => new(new LoadedOrder(A.PushOrder(Placed.Id), Placed, group.Row is { } row ? [row] : []), [group]);

    private static PlannedOrder Cancelled(PlannedGroup group) => Planned(group) with { Cancelled = true };

    private static PlannedOrder Without(WorkOutcome outcome, params SyncRow[] rows) => new(new LoadedOrder(A.PushOrder(Placed.Id), Placed, rows), []) { Outcome = outcome };

    private static ShippingOrderSnapshot There(ShippingOrderStatus status = ShippingOrderStatus.AwaitingShipment, long id = Own, string group = "main") =>
        A.Snapshot(Content with { ShippingOrderId = id, OrderKey = OrderKeys.OrderKey(Placed.Id, group), Status = status });

    private static ShippingOrderSnapshot Foreign(Func<ShippingOrder, ShippingOrder>? with = null) =>
        A.Snapshot((with?.Invoke(Content) ?? Content) with { ShippingOrderId = 9004, OrderKey = "made by hand" });

    private static ShippingOrderSnapshot Part(ShippingOrder content) =>
        A.Snapshot(content with { ShippingOrderId = 9005, OrderNumber = "US-1-1" }, static s => s with { ParentId = Own, MergedOrSplit = true });

    private static ShippingOrderSnapshot Survivor(ShippingOrder content) =>
        A.Snapshot(content with { ShippingOrderId = 9006, OrderKey = OrderKeys.OrderKey(Ids.OrderId(), "main"), OrderNumber = "US-2" }, static s => s with { MergedIds = [Own], MergedOrSplit = true });

    private static string Short(Repair? repair) => repair switch
    {
        null => "-",
        Repair.CancelThere cancel => $"cancel {cancel.ShippingOrderId}",
        Repair.Push { Row: { } row } => $"push with {row.Status} {(row.ShippingOrderId is { } id ? $"{id}" : "-")} {(row.PayloadHash is null ? "-" : "hash")}" + (row.Reservation is null ? "" : " reserved"),
        Repair.Push { Read: { } read } => "push that reads " + string.Join(' ', read.Select(static r => r.ShippingOrderId).Order()),
        Repair.Push => "push",
        Repair.RecordStatus status => "record the status of " + string.Join(' ', status.Read.Select(static r => r.ShippingOrderId)),
        _ => repair.ToString()!
    };
}
