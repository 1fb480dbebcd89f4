using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

public sealed class ParcelsOutcomeTests
{
    private const TrackingStatus NotRead = (TrackingStatus)(-1);

    public static TheoryData<string, TrackingStatus[], string?, bool> Parcels => new()
    {
        { "no parcel", [], null, false },
        { "nothing read yet", [NotRead, NotRead], null, false },
        { "a word of tomorrow", [TrackingStatus.Unknown], null, false },
        { "on its way", [TrackingStatus.InTransit], "in transit", false },
        { "the last of several", [TrackingStatus.InTransit, TrackingStatus.Accepted], "accepted by the carrier", false },
        { "only one is read", [TrackingStatus.InTransit, NotRead], "in transit", false },
        { "arrived", [TrackingStatus.Delivered], "delivered", true },
        { "all arrived", [TrackingStatus.Delivered, TrackingStatus.Delivered], "delivered", true },
        { "one of two arrived", [TrackingStatus.Delivered, TrackingStatus.InTransit], "partly delivered", false },
        { "one arrived, of the other nothing is known", [TrackingStatus.Delivered, NotRead], "partly delivered", false },
        { "one arrived, the other says nothing", [TrackingStatus.Delivered, TrackingStatus.Unknown], "partly delivered", false },
        { "held up", [TrackingStatus.Delivered, TrackingStatus.Exception], "exception", false },
        { "sent back and held up", [TrackingStatus.Exception, TrackingStatus.ReturnToSender], "returned to sender", false }
    };

    [Theory]
    [MemberData(nameof(Parcels))]
    public void What_the_parcels_of_an_order_come_to(string situation, TrackingStatus[] parcels, string? text, bool delivered)
    {
        var labels = parcels.Select((_, i) => Label(i)).ToList();
        var rows = parcels.Select((status, i) => Row(i, status)).ToList();

        var outcome = ParcelsOutcome.From(labels, rows, everythingShipped: true);

        Assert.Equal((situation, text, delivered), (situation, outcome.StatusText, outcome.AllDelivered));
        Assert.Equal(delivered ? ManualTimeProvider.Start.AddHours(parcels.Length - 1) : (DateTimeOffset?)null, outcome.DeliveredAt);
        Assert.False(ParcelsOutcome.From(labels, rows, everythingShipped: false).AllDelivered, "Something has not shipped: the order has not arrived.");
    }

    public static TheoryData<string, TrackingStatus, bool, string> News => new()
    {
        { "not shown", TrackingStatus.InTransit, false, "news" },
        { "an exception that is not shown", TrackingStatus.Exception, false, "news exception" },
        { "a return that is not shown", TrackingStatus.ReturnToSender, false, "news return" },
        { "a return that is shown", TrackingStatus.ReturnToSender, true, "" },
        { "shown", TrackingStatus.InTransit, true, "" }
    };

    [Theory]
    [MemberData(nameof(News))]
    public void News_is_what_the_order_does_not_show(string situation, TrackingStatus status, bool shown, string news)
    {
        var row = Row(0, status);
        if (shown) row = row with { WrittenBack = WrittenTracking.From(row.Reading!) };

        var outcome = ParcelsOutcome.From([Label(0)], [row], everythingShipped: true);

        string[] found = [outcome.News ? "news" : "", outcome.NewException ? "exception" : "", outcome.NewReturn ? "return" : ""];
        Assert.Equal((situation, news), (situation, string.Join(' ', found.Where(static f => f.Length > 0))));
    }

    [Fact]
    public void The_last_parcel_decides_when_all_is_expected()
    {
        TrackingRow Expected(int n, int? day) => Row(n, TrackingStatus.InTransit) is var row ? row with { Reading = row.Reading! with { EstimatedDelivery = day is { } d ? new DateOnly(2026, 3, d) : null } } : throw new InvalidOperationException();

        Assert.Equal(new DateOnly(2026, 3, 22), ParcelsOutcome.From([Label(0), Label(1), Label(2)], [Expected(0, 20), Expected(1, 22), Expected(2, null)], everythingShipped: true).EstimatedDelivery);
        Assert.Null(ParcelsOutcome.From([Label(0)], [Expected(0, null), Expected(7, 20)], everythingShipped: true).EstimatedDelivery);
    }

    [Fact]
    public void Readings_of_other_parcels_are_passed_over()
    {
        var foreign = Row(0, TrackingStatus.Delivered) with { Account = "eu" };
        Assert.Null(ParcelsOutcome.From([Label(0)], [foreign, Row(7, TrackingStatus.Delivered)], everythingShipped: true).StatusText);
        Assert.Null(ParcelsOutcome.From([Label(0) with { IsReturn = true }], [Row(0, TrackingStatus.Delivered)], everythingShipped: true).StatusText);
    }

    [Fact]
    public void Problems_name_their_parcels()
    {
        var outcome = ParcelsOutcome.From(
            [Label(0), Label(1), Label(2)], [Row(0, TrackingStatus.Exception, "Held"), Row(1, TrackingStatus.InTransit), Row(2, TrackingStatus.ReturnToSender)], everythingShipped: true);

        Assert.Equal("T0: Held; T2: returned to sender", outcome.Problem);
    }

    private static Shipment Label(long id) => A.Shipment(s => s with { Id = id, TrackingNumber = $"T{id}" });

    private static TrackingRow Row(long id, TrackingStatus status, string? problem = null) => new(A.Account, id, "o", status == NotRead ? null : new TrackingReading
    {
        Account = A.Account, ShipmentId = id, Status = status, Problem = problem, ObservedAt = ManualTimeProvider.Start,
        DeliveredAt = status == TrackingStatus.Delivered ? ManualTimeProvider.Start.AddHours(id) : null
    }, null, false);
}
