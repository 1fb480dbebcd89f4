using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Lists;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Notifications;
using Connector.ShipStation.Wire;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.ShipStation;

/// <summary>Responses of the real service, where they are at hand.</summary>
public class FixtureTests
{
    [FixtureTheory("shipstation/v1-orders-list-*.json")]
    public void Every_row_of_a_list_of_orders_is_read(string file) => WholeList(ListKinds.Orders, file);

    [FixtureTheory("shipstation/v1-shipments-list*.json")]
    public void Every_row_of_a_list_of_shipments_is_read(string file) => WholeList(ListKinds.Shipments, file);

    [FixtureTheory("shipstation/v1-fulfillments-list.json")]
    public void Every_row_of_a_list_of_fulfillments_is_read(string file) => WholeList(ListKinds.Fulfillments, file);

    [FixtureTheory("shipstation/v1-order-get-recorded.json")]
    public void A_single_order_is_read_and_written_back_without_loss(string file) => ReadAndWriteBack(FixtureFolder.Read(file));

    [FixtureTheory("shipstation/v1-createorder-response.json")]
    public void The_response_to_one_order_is_an_order(string file) => ReadAndWriteBack(FixtureFolder.Read(file));

    [FixtureTheory("shipstation/v1-createorders-request.json")]
    public void A_bulk_request_is_read(string file)
    {
        var order = Assert.Single(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListWireOrder)!);
        Assert.NotEmpty(OrderFromWire.Content(order).Items);
    }

    [FixtureTheory("shipstation/v1-createorders-response-*.json")]
    public void A_bulk_response_is_matched(string file)
    {
        var results = JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.WireBulkResponse)!.Results!;
        var sent = results.Select(result => A.Order() with { OrderKey = result!.OrderKey!, OrderNumber = result.OrderNumber! }).ToList();
        Assert.All(UpsertResponses.Match(sent, results), result => Assert.True(result.Success && result.ShippingOrderId > 0));
    }

    [FixtureTheory("shipstation/v1-error-*.json")]
    public void An_error_is_reported_in_the_vendors_words(string file)
    {
        var body = FixtureFolder.Read(file);
        using var document = JsonDocument.Parse(body);
        Assert.Equal(document.RootElement.GetProperty("ExceptionMessage").GetString(), VendorMessage.Read(body));
    }

    [FixtureTheory("shipstation/v1-label-create-response.json")]
    public void The_response_to_a_label_is_a_shipment(string file) =>
        Assert.NotNull(ShipmentFromWire.Map(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.WireShipment)!, "default", default).TrackingNumber);

    [FixtureTheory("shipstation/v1-simple-answers.json")]
    public void Small_responses_are_read(string file)
    {
        using var document = JsonDocument.Parse(FixtureFolder.Read(file));
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var response = member.Value.Deserialize(WireJson.Default.WireActionResponse)!;
            Assert.True(response.Success == true || response.OrderId > 0, member.Name);
        }
    }

    [FixtureTheory("shipstation/v1-void-label-response.json")]
    public void The_response_to_a_void_is_read(string file) =>
        Assert.True(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.WireActionResponse)!.Approved);

    [FixtureTheory("shipstation/webhook-*.json")]
    public void A_delivered_webhook_is_read_and_its_address_accepted(string file)
    {
        var notification = WebhookNotificationBody.Read(FixtureFolder.Read(file)).Notification!;
        Assert.True(new ResourceUrlGuard("https://ssapi.shipstation.com/").TryAccept(notification.ResourceUrl, out var target, out var reason), reason);
        Assert.Equal(NotificationTargetKind.Shipments, target.Kind);
    }

    [FixtureTheory("shipstation/v1-stores-list.json")]
    public void Stores_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListStoreEntry)!, store => Assert.True(store.StoreId > 0 && store.Active == true));

    [FixtureTheory("shipstation/v1-warehouses-list.json")]
    public void Warehouses_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListWarehouseEntry)!, warehouse => Assert.True(warehouse.WarehouseId > 0));

    [FixtureTheory("shipstation/v1-carriers-list.json")]
    public void Carriers_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListCarrierEntry)!, carrier => Assert.NotNull(carrier.Code));

    [FixtureTheory("shipstation/v1-services-list.json")]
    public void Services_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListServiceEntry)!, service => Assert.NotNull(service.Domestic));

    [FixtureTheory("shipstation/v1-tags-list.json")]
    public void Tags_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.IReadOnlyListTagEntry)!, tag => Assert.True(tag.TagId > 0 && tag.Name is not null));

    [FixtureTheory("shipstation/v1-webhooks-list.json")]
    public void Webhooks_are_read(string file) =>
        Assert.All(JsonSerializer.Deserialize(FixtureFolder.Read(file), WireJson.Default.WireWebhooks)!.Webhooks!, hook => Assert.True(hook!.Id > 0 && hook.Url is not null && hook.Active == true));

    private static void WholeList<TWire, T>(ListKind<TWire, T> kind, string file) where TWire : class
    {
        var page = kind.Read(FixtureFolder.Read(file), "default", default).Value;
        Assert.Empty(page.Unreadable);
        Assert.NotEmpty(page.Rows);
        Assert.Equal(page.Count, page.Rows.Count);
    }

    private static void ReadAndWriteBack(byte[] body)
    {
        var content = OrderFromWire.Map(JsonSerializer.Deserialize(body, WireJson.Default.WireOrder)!, "default", default).Content;
        var again = JsonSerializer.SerializeToUtf8Bytes(OrderToWire.Map(content), WireJson.Default.WireOrder);
        Assert.Equal(PayloadJson.Write(content), PayloadJson.Write(OrderFromWire.Content(JsonSerializer.Deserialize(again, WireJson.Default.WireOrder)!)));
    }
}
