using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.TestSupport;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class PromiseClocksTests
{
    /// <summary>Thursday, in Berlin an hour later.</summary>
    private static readonly DateTimeOffset Thursday = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, OrderSummary, string?> Cases => new()
    {
        { "due, and not there", Order(OrderProgress.Sending, 9), "InShipStation 26 09:30" },
        { "the label's cut-off ends before", Order(OrderProgress.Sending, 12.9), "Label 26 13:00" },
        { "there by the cut-off", Order(OrderProgress.InShipStation, 12.9), "Label 26 13:00" },
        { "due at the cut-off", Order(OrderProgress.InShipStation, 13), "Label 26 13:00" },
        { "due after it: the next day's", Order(OrderProgress.InShipStation, 13.5), "Label 27 13:00" },
        { "after Friday's comes Monday's", Order(OrderProgress.InShipStation, 24 + 14), "Label 30 13:00" },
        { "a holiday is left out", Order(OrderProgress.InShipStation, 24 * 5), "Label 02 13:00" },
        { "a location with another time", Order(OrderProgress.InShipStation, 9) with { Locations = ["East"] }, "Label 26 16:00" },
        { "a method at that location", Order(OrderProgress.InShipStation, 9) with { Locations = ["east"], Method = "Express" }, "Label 26 10:00" },
        { "a part of it still to be labelled", Order(OrderProgress.PartlyShipped, 9), "Label 26 13:00" },
        { "on hold nothing runs", Order(OrderProgress.OnHold, 9), null },
        { "but what the customer was promised", Order(OrderProgress.OnHold, 9) with { ShipBy = Thursday.AddHours(30) }, "HandOver 27 06:00" },
        { "not sent yet", Order(OrderProgress.Waiting, null), null },
        { "not sent yet, and promised", Order(OrderProgress.Waiting, null) with { ShipBy = Thursday }, "HandOver 26 00:00" },
        { "the promise ends first", Order(OrderProgress.InShipStation, 9) with { ShipBy = Thursday.AddHours(1) }, "HandOver 26 01:00" },
        { "a label, and nobody has taken it", Order(OrderProgress.Shipped, 9) with { ShipBy = Thursday.AddHours(30) }, "HandOver 27 06:00" },
        { "it has left", Order(OrderProgress.Shipped, 9) with { ShipBy = Thursday.AddHours(30), HandedOverAt = Thursday }, null },
        { "it has arrived", Order(OrderProgress.Delivered, 9) with { ShipBy = Thursday.AddHours(30) }, null },
        { "cancelled", Order(OrderProgress.Cancelled, 9) with { ShipBy = Thursday.AddHours(30) }, null }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_promise_that_ends_first_counts(string what, OrderSummary order, string? expected)
    {
        Assert.NotEmpty(what);
        var clocks = new PromiseClocks(Options.Create(new PromiseOptions
        {
            InShipStationMinutes = 30, LabelCutOff = new TimeOnly(14, 0), TimeZone = "Europe/Berlin", Holidays = [new DateOnly(2026, 12, 1)],
            CutOffs = [new PromiseCutOff { Location = "east", Method = "express", At = new TimeOnly(11, 0) }, new PromiseCutOff { Location = "east", At = new TimeOnly(17, 0) }]
        }));

        var applied = clocks.Apply(order);

        Assert.Equal(expected, applied.Deadline is { } at ? FormattableString.Invariant($"{applied.DeadlineOf} {at:dd HH:mm}") : null);
    }

    [Fact]
    public void Out_of_the_box_nothing_is_promised_about_labels_and_no_promise_is_there_where_it_is_switched_off()
    {
        Assert.Equal(PromiseKind.InShipStation, new PromiseClocks(Options.Create(new PromiseOptions())).Apply(Order(OrderProgress.Sending, 9)).DeadlineOf);
        Assert.Null(new PromiseClocks(Options.Create(new PromiseOptions())).Apply(Order(OrderProgress.InShipStation, 9)).Deadline);
        Assert.Null(new PromiseClocks(Options.Create(new PromiseOptions { InShipStationMinutes = 0 })).Apply(Order(OrderProgress.Sending, 9)).Deadline);
    }

    private static OrderSummary Order(OrderProgress progress, double? dueAtHour) => new()
    {
        OrderId = Ids.OrderId(), OrderNumber = "US-1", Progress = progress, PlacedAt = Thursday, DueAt = dueAtHour is { } hour ? Thursday.AddHours(hour) : null
    };
}
