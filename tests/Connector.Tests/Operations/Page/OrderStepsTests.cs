using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Operations.Api;
using Connector.Operations.Page.Views;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Page;

public sealed class OrderStepsTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    public static TheoryData<string, OrderSummary> Orders => new()
    {
        { "Done Current Open Open Open Open", Order(OrderProgress.Waiting) },
        { "Done Done Current Open Open Open", Order(OrderProgress.Sending) with { DueAt = T0 } },
        { "Done Done Failed Open Open Open", Order(OrderProgress.Sending) with { DueAt = T0, Problems = [new OrderProblem("PushOrder", "MissingAddress", "no address", T0)] } },
        { "Done Done Done Current Open Open", Order(OrderProgress.InShipStation) with { DueAt = T0, SentAt = T0 } },
        { "Done Done Done Done Current Open", Order(OrderProgress.Shipped) with { DueAt = T0, SentAt = T0, LabelledAt = T0 } },
        { "Done Done Done Done Done Done", Order(OrderProgress.Delivered) with { DueAt = T0, SentAt = T0, LabelledAt = T0, DeliveredAt = T0 } },
        { "Done Open Open Open Open Open", Order(OrderProgress.Cancelled) }
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_steps_say_how_far_it_is(string states, OrderSummary order) =>
        Assert.Equal(states, string.Join(' ', Assert.Single(OrderSteps.Compute(View(), OrderView.From(order, T0, T0))).Steps.Select(static s => s.State)));

    [Fact]
    public void Each_part_has_its_own_steps_with_the_time_since_the_step_before()
    {
        var order = Order(OrderProgress.PartlyShipped) with { DueAt = T0, SentAt = T0.AddMinutes(1), LabelledAt = T0.AddHours(1) };
        var label = A.Shipment(static s => s with { Account = A.Account, ShippingOrderId = 1, CreatedAt = T0.AddHours(1) });

        var bars = OrderSteps.Compute(View([label], A.SyncRow("o", static r => r with { GroupKey = "east", ShippingOrderId = 1 }), A.SyncRow("o", static r => r with { GroupKey = "west", ShippingOrderId = 2 })), OrderView.From(order, T0, T0));

        Assert.Equal(["east: Done Done Done Done Current Open", "west: Done Done Current Open Open Open"], bars.Select(static b => $"{b.Part}: {string.Join(' ', b.Steps.Select(static s => s.State))}"));
        Assert.Equal(TimeSpan.FromHours(1), bars[0].Steps[3].Gap);
    }

    private static OrderSummary Order(OrderProgress progress) => new() { OrderId = "o", OrderNumber = "US-1", Progress = progress, PlacedAt = T0.AddHours(-1), UpdatedAt = T0 };

    private static OrderTraceView View(IReadOnlyList<Shipment>? labels = null, params SyncRow[] rows) =>
        OrderTraceView.From(new OrderTrace("o", "US-1", OrderHandle.OrderId, rows, [.. (labels ?? []).Select(static s => new ShipmentRow(s, "o", null, null))], [], []), T0);
}
