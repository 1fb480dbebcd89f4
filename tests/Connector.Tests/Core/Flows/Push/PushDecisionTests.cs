using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class PushDecisionTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;
    private static readonly Reservation Fresh = new("other", 3, "h2", Now.AddMinutes(1));
    private static readonly Reservation Expired = new("other", 3, "h2", Now.AddMinutes(-1));

    private static SyncRow Row(SyncStatus status = SyncStatus.Synced, string? hash = "h1", long? shippingOrderId = 9001, Reservation? reservation = null) => new()
    {
        OrderId = "o", GroupKey = "east", OrderKey = "o-east", OrderNumber = "US-1", Account = "default", Status = status, PayloadHash = hash,
        ShippingOrderId = shippingOrderId, Reservation = reservation
    };

    private static UnverifiedCalls Lost(int minutesAgo) => new([[1]], Now.AddMinutes(-minutesAgo));

    public static TheoryData<string, SyncRow?, Type> Wanted => new()
    {
        { "never pushed", null, typeof(PushDecision.Create) },
        { "same content", Row(hash: "wanted"), typeof(PushDecision.Unchanged) },
        { "same content, shipped", Row(SyncStatus.Shipped, "wanted"), typeof(PushDecision.Unchanged) },
        { "other content", Row(), typeof(PushDecision.Update) },
        { "refused before, never there", Row(SyncStatus.Failed, null, null), typeof(PushDecision.Create) },
        { "another worker has it", Row(reservation: Fresh), typeof(PushDecision.Busy) },
        { "first call with unknown outcome", Row(SyncStatus.Reserved, null, null, Expired), typeof(PushDecision.Create) },
        { "later call with unknown outcome, even with equal content", Row(hash: "wanted", reservation: Expired), typeof(PushDecision.Update) },
        { "equal content, but a call had no answer a moment ago", Row(hash: "wanted") with { Unverified = Lost(1) }, typeof(PushDecision.Unchanged) },
        { "equal content, but a call had no answer some minutes ago", Row(hash: "wanted") with { Unverified = Lost(6) }, typeof(PushDecision.Verify) },
        { "shipped meanwhile, and a call had no answer some minutes ago", Row(SyncStatus.Shipped, "wanted") with { Unverified = Lost(6) }, typeof(PushDecision.Verify) },
        { "equal content, and what had no answer some minutes ago was the same", Row(hash: "wanted") with { Unverified = Lost(6), Payload = [1] }, typeof(PushDecision.Unchanged) },
        { "equal content, and what had no answer some minutes ago was something else", Row(hash: "wanted") with { Unverified = Lost(6), Payload = [2] }, typeof(PushDecision.Verify) },
        { "other content, and a call had no answer", Row() with { Unverified = Lost(6) }, typeof(PushDecision.Update) },
        { "changed after shipment", Row(SyncStatus.Shipped), typeof(PushDecision.Locked) },
        { "wanted again after cancellation", Row(SyncStatus.Cancelled, "wanted"), typeof(PushDecision.Locked) }
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    public void A_wanted_group(string situation, SyncRow? row, Type decision)
    {
        Assert.NotEmpty(situation);
        Assert.IsType(decision, PushDecision.ForWanted(row, "wanted", Now));
    }

    public static TheoryData<string, SyncRow, bool, Type> Unwanted => new()
    {
        { "open", Row(), false, typeof(PushDecision.Cancel) },
        { "cancelled, but another call ended later", Row(SyncStatus.Cancelled, reservation: Expired), false, typeof(PushDecision.Cancel) },
        { "already cancelled", Row(SyncStatus.Cancelled), false, typeof(PushDecision.Unchanged) },
        { "shipped", Row(SyncStatus.Shipped), false, typeof(PushDecision.Locked) },
        { "labelled", Row(), true, typeof(PushDecision.Locked) },
        { "never got there", Row(SyncStatus.Failed, null, null), false, typeof(PushDecision.Unchanged) },
        { "perhaps got there", Row(SyncStatus.Reserved, null, null, Expired), false, typeof(PushDecision.Cancel) },
        { "already cancelled, but a label was found since", Row(SyncStatus.Cancelled), true, typeof(PushDecision.Locked) },
        { "already cancelled, but a call had no answer a moment ago", Row(SyncStatus.Cancelled) with { Unverified = Lost(1) }, false, typeof(PushDecision.Unchanged) },
        { "already cancelled, but a call may have arrived since", Row(SyncStatus.Cancelled) with { Unverified = Lost(6) }, false, typeof(PushDecision.Cancel) },
        { "refused, but an earlier call had no answer", Row(SyncStatus.Failed, null, null) with { Unverified = Lost(1) }, false, typeof(PushDecision.Cancel) },
        { "another worker has it", Row(reservation: Fresh), false, typeof(PushDecision.Busy) }
    };

    [Theory]
    [MemberData(nameof(Unwanted))]
    public void A_group_of_a_cancelled_order(string situation, SyncRow row, bool hasLabel, Type decision)
    {
        Assert.NotEmpty(situation);
        Assert.IsType(decision, PushDecision.ForUnwanted(row, orderCancelled: true, hasLabel, Now));
    }

    [Fact]
    public void A_cancelled_order_with_a_label_names_its_kind()
    {
        var locked = Assert.IsType<PushDecision.Locked>(PushDecision.ForUnwanted(Row(), orderCancelled: true, hasLabel: true, Now));
        Assert.Equal(FailureKind.CancelledAfterShipment, locked.Kind);
        Assert.Equal(ErrorCodes.CancelledAfterShipment, locked.Code);
    }

    [Fact]
    public void A_shipped_group_whose_lines_moved_away_is_left_alone() =>
        Assert.IsType<PushDecision.Unchanged>(PushDecision.ForUnwanted(Row(SyncStatus.Shipped), orderCancelled: false, hasLabel: true, Now));
}
