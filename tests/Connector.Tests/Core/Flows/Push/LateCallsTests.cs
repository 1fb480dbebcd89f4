using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class LateCallsTests
{
    private static readonly ShippingOrder Sent = A.ShippingOrder();
    private static readonly ShippingOrder Late = Sent with { ShipTo = Sent.ShipTo with { Street1 = "1 Former Street" }, Items = [Sent.Items[0]], AmountPaid = 30.95m };

    private static SyncRow Row(params ShippingOrder[] late) => A.SyncRow(null, r => r with
    {
        Unverified = new UnverifiedCalls([.. late.Select(o => PayloadJson.Compress(PayloadJson.Write(o)))], ManualTimeProvider.Start)
    });

    [Fact]
    public void What_a_late_call_put_there_is_taken_off_and_what_people_changed_stays()
    {
        var there = Late with { ShipTo = Late.ShipTo with { Street1 = "1 FORMER STREET" }, InternalNotes = "Two layers of paper" };

        var theirs = LateCalls.Undo(Row(Late), Sent, there);

        Assert.Equal(Sent.ShipTo.Street1, theirs.ShipTo.Street1);
        Assert.Equal(Sent.Items.Select(i => i.LineItemKey), theirs.Items.Select(i => i.LineItemKey));
        Assert.Equal((Sent.AmountPaid, "Two layers of paper"), (theirs.AmountPaid, theirs.InternalNotes));
    }

    [Theory]
    [InlineData("verify", 4, true)]
    [InlineData("verify", 5, false)] // it has had its time
    [InlineData("verify", -60, false)] // noted by a clock that was set back since
    [InlineData("changed", 4, false)] // another message looks when its time has come
    public void A_look_that_comes_too_early_comes_again(string reason, int minutes, bool again)
    {
        var message = new WorkMessage { Type = MessageTypes.PushOrder, Id = "1", OrderNumber = "US-1", Reason = reason, CorrelationId = "c", EnqueuedAt = ManualTimeProvider.Start };

        var at = LateCalls.LookAgainAt(message, [null, Row(Late)], ManualTimeProvider.Start.AddMinutes(minutes));

        Assert.Equal(again ? ManualTimeProvider.Start + LateCalls.VerifyAfter : null, at);
    }

    [Fact]
    public void What_was_sent_last_stays_as_it_is()
    {
        var there = Sent with { InternalNotes = "Two layers of paper", ShipTo = Sent.ShipTo with { Street1 = "14 Example Street" } };
        Assert.Same(there, LateCalls.Undo(Row(Late), Sent, there));
    }

    [Fact]
    public void A_call_with_the_content_that_was_sent_again_cannot_harm()
    {
        var there = Sent with { ShipTo = Sent.ShipTo with { Street1 = "14 Example Street" } };
        Assert.Same(there, LateCalls.Undo(Row(Sent), Sent, there));
    }

    [Fact]
    public void Of_several_calls_any_may_have_come_late()
    {
        var other = Sent with { ShipTo = Sent.ShipTo with { Street1 = "3 Other Street" } };
        Assert.Equal(Sent.ShipTo.Street1, LateCalls.Undo(Row(Late, other), Sent, other).ShipTo.Street1);
        Assert.Equal(Sent.ShipTo.Street1, LateCalls.Undo(Row(other, Late), Sent, Late).ShipTo.Street1);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(-3, false)]
    [InlineData(-60, true)] // The clock was set back since.
    public void Calls_are_looked_at_when_they_had_their_time(int minutes, bool due) =>
        Assert.Equal(due, LateCalls.AreDue(Row(Late), ManualTimeProvider.Start.AddMinutes(minutes)));

    [Fact]
    public void A_cancelled_row_keeps_what_may_still_arrive()
    {
        var now = ManualTimeProvider.Start.AddMinutes(3);
        var row = Row(Late) with { Status = SyncStatus.Reserved, Reservation = new Reservation("x#1", 1, "h", now) { Payload = [7] } };

        var gone = LateCalls.Gone(row, verified: false, now);

        Assert.Equal((SyncStatus.Cancelled, null), (gone.Status, gone.Reservation));
        Assert.Equal((2, now), (gone.Unverified!.Payloads.Count, gone.Unverified.Since));
        Assert.Null(LateCalls.Gone(row with { Reservation = null }, verified: true, now).Unverified);
    }

    [Fact]
    public void A_row_keeps_each_payload_once_and_not_too_many()
    {
        UnverifiedCalls? calls = null;
        for (byte call = 0; call < 9; call++) calls = UnverifiedCalls.With(UnverifiedCalls.With(calls, [call], ManualTimeProvider.Start), [call], ManualTimeProvider.Start);
        Assert.Equal([[5], [6], [7], [8]], calls!.Payloads);
        Assert.Equal(calls.Payloads, UnverifiedCalls.Unpack(calls.Pack(), calls.Since)!.Payloads);
    }
}
