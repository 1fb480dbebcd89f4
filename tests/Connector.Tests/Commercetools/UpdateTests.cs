using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class UpdateTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly Shop _shop = new();

    public static TheoryData<OrderChange, string> Actions => new()
    {
        {
            new OrderChange.AddDelivery("ss-1", null, [new DeliveryItem("l-1", 2)], [new NewParcel("lbl-1", new Tracking("T1", "UPS", "ShipStation", "77", false), new ParcelSize(1, 2, 3, 4), [])]),
            """{"action":"addDelivery","deliveryKey":"ss-1","items":[{"id":"l-1","quantity":2}],"parcels":[{"key":"lbl-1","measurements":{"heightInMillimeter":1,"lengthInMillimeter":2,"widthInMillimeter":3,"weightInGram":4},"trackingData":{"trackingId":"T1","carrier":"UPS","provider":"ShipStation","providerTransaction":"77","isReturn":false}}]}"""
        },
        { new OrderChange.AddDelivery("ss-1", "a", [], []), """{"action":"addDelivery","deliveryKey":"ss-1","shippingKey":"a","items":[],"parcels":[]}""" },
        { new OrderChange.RemoveDelivery("d"), """{"action":"removeDelivery","deliveryId":"d"}""" },
        { new OrderChange.SetDeliveryItems("d", [new DeliveryItem("l", 1)]), """{"action":"setDeliveryItems","deliveryId":"d","items":[{"id":"l","quantity":1}]}""" },
        {
            new OrderChange.AddParcel("d", new NewParcel("k", null, new ParcelSize(null, null, null, 5), [new DeliveryItem("l", 1)])),
            """{"action":"addParcelToDelivery","deliveryId":"d","parcelKey":"k","measurements":{"weightInGram":5},"items":[{"id":"l","quantity":1}]}"""
        },
        { new OrderChange.RemoveParcel("p"), """{"action":"removeParcelFromDelivery","parcelId":"p"}""" },
        { new OrderChange.SetParcelTracking("p", new Tracking("T", null, null, null, true)), """{"action":"setParcelTrackingData","parcelId":"p","trackingData":{"trackingId":"T","isReturn":true}}""" },
        { new OrderChange.SetParcelTracking("p", null), """{"action":"setParcelTrackingData","parcelId":"p"}""" },
        { new OrderChange.SetParcelSize("p", new ParcelSize(7, null, null, null)), """{"action":"setParcelMeasurements","parcelId":"p","measurements":{"heightInMillimeter":7}}""" },
        { new OrderChange.SetParcelItems("p", []), """{"action":"setParcelItems","parcelId":"p","items":[]}""" },
        { new OrderChange.SetShipmentState(ShipmentState.Canceled), """{"action":"changeShipmentState","shipmentState":"Canceled"}""" },
        { new OrderChange.SetOrderState(OrderState.Cancelled), """{"action":"changeOrderState","orderState":"Cancelled"}""" },
        { new OrderChange.TransitionState("sent", true), """{"action":"transitionState","state":{"typeId":"state","key":"sent"},"force":true}""" },
        {
            new OrderChange.TransitionLineState("l", LineKind.Product, 2, "s-1", "packed"),
            """{"action":"transitionLineItemState","lineItemId":"l","quantity":2,"fromState":{"typeId":"state","id":"s-1"},"toState":{"typeId":"state","key":"packed"}}"""
        },
        {
            new OrderChange.TransitionLineState("l", LineKind.Custom, 2, "s-1", "packed"),
            """{"action":"transitionCustomLineItemState","customLineItemId":"l","quantity":2,"fromState":{"typeId":"state","id":"s-1"},"toState":{"typeId":"state","key":"packed"}}"""
        },
        {
            new OrderChange.SetCustomType("order-shipstation", new Dictionary<string, JsonElement> { ["n"] = Documents.Parse("[1]") }),
            """{"action":"setCustomType","type":{"typeId":"type","key":"order-shipstation"},"fields":{"n":[1]}}"""
        },
        { new OrderChange.SetCustomField("n", Documents.Parse("\"v\"")), """{"action":"setCustomField","name":"n","value":"v"}""" },
        { new OrderChange.SetCustomField("n", null), """{"action":"setCustomField","name":"n","value":null}""" },
        {
            new OrderChange.MarkSynced("shipstation", "E1", Noon),
            """{"action":"updateSyncInfo","channel":{"typeId":"channel","key":"shipstation"},"externalId":"E1","syncedAt":"2026-03-02T12:00:00.000Z"}"""
        },
        {
            new OrderChange.AddReturn("RT", Noon, [new DeliveryItem("l", 1)], "label 7"),
            """{"action":"addReturnInfo","returnTrackingId":"RT","returnDate":"2026-03-02T12:00:00.000Z","items":[{"lineItemId":"l","quantity":1,"shipmentState":"Advised","comment":"label 7"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Each_change_is_one_action(OrderChange change, string action)
    {
        _shop.Server.On("POST /acme/orders/x", Documents.Order(version: 9));

        await _shop.Orders.UpdateAsync("x", 7, [change], default);

        Assert.Equal($$"""{"version":7,"actions":[{{action}}]}""", _shop.Server.Calls.Single().Body);
    }

    [Fact]
    public async Task All_changes_go_in_one_request_in_order_and_the_new_version_comes_back()
    {
        _shop.Server.On("POST /acme/orders/x", Documents.Order(version: 12));

        var version = await _shop.Orders.UpdateAsync("x", 7, [new OrderChange.RemoveParcel("p"), new OrderChange.RemoveDelivery("d")], default);

        Assert.Equal(12, version);
        Assert.Equal(
            """{"version":7,"actions":[{"action":"removeParcelFromDelivery","parcelId":"p"},{"action":"removeDelivery","deliveryId":"d"}]}""",
            _shop.Server.Calls.Single().Body);
        Assert.Equal("application/json", _shop.Server.Calls.Single().Headers["Content-Type"]);
        Assert.Equal(["x"], _shop.Journal.Exchanges[^1].OrderIds);
        Assert.Equal(_shop.Server.Calls.Single().Body, _shop.Journal.Exchanges[^1].RequestBody);
    }

    [Fact]
    public async Task The_version_is_the_orders_own_and_not_one_further_inside()
    {
        _shop.Server.On("POST /acme/orders/x", """{"cart":{"version":4},"lineItems":[{"version":5}],"version":12}""");

        Assert.Equal(12, await _shop.Orders.UpdateAsync("x", 7, [], default));
    }

    [Fact]
    public async Task More_changes_than_the_shop_takes_are_refused_before_anything_is_sent()
    {
        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => _shop.Orders.UpdateAsync("x", 7, [.. Enumerable.Repeat(new OrderChange.RemoveParcel("p"), 501)], default));

        Assert.Equal((FailureKind.Rejected, ErrorCodes.TooManyChanges), (failure.Kind, failure.Code));
        Assert.Empty(_shop.Server.Requests);
    }

    [Fact]
    public async Task A_state_that_the_shop_has_no_word_for_is_never_sent()
    {
        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => _shop.Orders.UpdateAsync("x", 7, [new OrderChange.SetShipmentState(ShipmentState.None)], default));

        Assert.Equal(FailureKind.Unmappable, failure.Kind);
        Assert.Empty(_shop.Server.Requests);
    }

    [Fact]
    public async Task The_journal_keeps_the_bodies_of_a_write_redacted()
    {
        _shop.Server.On("POST /acme/orders/x", Documents.Order(version: 12, more: "\"shippingAddress\":{\"lastName\":\"Lovelace\",\"city\":\"Reno\"}"));

        await _shop.Orders.UpdateAsync("x", 7, [], default);

        var kept = _shop.Journal.Exchanges[^1].ResponseBody!;
        Assert.Contains("\"city\":\"Reno\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"lastName\":\"hash:", kept, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();
}
