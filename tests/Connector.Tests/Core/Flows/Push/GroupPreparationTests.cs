using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>From a planned change and what is there now to what goes out.</summary>
public sealed class GroupPreparationTests
{
    private static readonly ShippingOrder Sent = A.ShippingOrder();
    private static readonly ShippingOrder Wanted = Sent with { CustomerNotes = "ring twice" };

    /// <summary>What is there, by its status; nothing there for null. With what becomes of it.</summary>
    public static TheoryData<string, ShippingOrderStatus?, string> Views => new()
    {
        { "Update", ShippingOrderStatus.AwaitingShipment, "Update" },
        { "Update", null, "Create" },
        { "Update", ShippingOrderStatus.Shipped, "Update, ChangedAfterShipment" },
        { "Update", ShippingOrderStatus.Cancelled, "Update, LockedInShipping" },
        { "Update", ShippingOrderStatus.PendingFulfillment, "Update, LockedInShipping" },
        { "Cancel", ShippingOrderStatus.AwaitingShipment, "Cancel" },
        { "Cancel", ShippingOrderStatus.Cancelled, "Cancel, done" },
        { "Cancel", null, "Cancel, done" },
        { "Cancel", ShippingOrderStatus.Shipped, "Cancel, CancelledAfterShipment" },
        { "Verify", ShippingOrderStatus.AwaitingShipment, "None" },
        { "Verify", null, "None" }
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void A_planned(string action, ShippingOrderStatus? there, string expected)
    {
        var group = Planned(Enum.Parse<PushAction>(action));
        var prepared = GroupPreparation.Prepare(group, Snapshot(there));

        Assert.Equal(expected, prepared.Action + (prepared.IsDone ? ", done" : "") + (prepared.Failure is { } failure ? ", " + failure.Code : ""));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Preparing_twice_gives_the_same_and_leaves_the_plan_as_it_was(string action, ShippingOrderStatus? there, string expected)
    {
        Assert.NotEmpty(expected);
        var group = Planned(Enum.Parse<PushAction>(action));
        var (before, snapshot) = (Describe(group), Snapshot(there));

        var first = Describe(GroupPreparation.Prepare(group, snapshot));

        Assert.Equal(first, Describe(GroupPreparation.Prepare(group, snapshot)));
        Assert.Equal(before, Describe(group));
    }

    [Fact]
    public void What_people_changed_there_stays_and_is_said()
    {
        var there = Snapshot(ShippingOrderStatus.AwaitingShipment)! with { Content = Sent with { InternalNotes = "call first" } };

        var prepared = GroupPreparation.Prepare(Planned(PushAction.Update), there);

        Assert.Equal(("ring twice", "call first"), (prepared.ToSend!.CustomerNotes, prepared.ToSend.InternalNotes));
        Assert.Contains("internalNotes", Assert.Single(prepared.Remarks), StringComparison.Ordinal);
    }

    private static PlannedGroup Planned(PushAction action)
    {
        var row = A.SyncRow(null, r => r with { OrderKey = Sent.OrderKey, Status = SyncStatus.Synced, ShippingOrderId = 9001, PayloadHash = "sent", Payload = PayloadJson.Compress(PayloadJson.Write(Sent)) });
        var group = new PlannedGroup(row.GroupKey, row.Account, action) { Row = row, ShippingOrderId = 9001 };
        return action == PushAction.Cancel ? group : group with { Wanted = WantedContent.From(Wanted), ToSend = Wanted };
    }

    private static ShippingOrderSnapshot? Snapshot(ShippingOrderStatus? status) => status is { } there ? A.Snapshot(Sent with { Status = there, ShippingOrderId = 9001 }) : null;

    private static string Describe(PlannedGroup group) =>
        $"{group.Action} {group.ShippingOrderId} {group.Verifies} {group.IsDone} {group.Failure} {group.Row} {string.Join(' ', group.Remarks)} "
        + (group.ToSend is { } content ? Convert.ToBase64String(PayloadJson.Write(content)) : "-");
}
