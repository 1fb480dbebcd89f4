using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports.Labels;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.V2.Labels;

public sealed class LabelShipmentsTests
{
    private const string Stored =
        """
        { "shipment_id": "se-812000451", "external_shipment_id": "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main", "shipment_status": "pending", "created_at": "2026-03-03T17:21:20Z", "modified_at": "2026-03-03T17:21:20Z",
          "carrier_id": null, "service_code": null, "ship_date": "2026-03-01T08:00:00Z", "warehouse_id": "se-88001", "ship_from": { "name": "Warehouse" }, "confirmation": "none",
          "ship_to": { "name": "Ada Quillfeather", "phone": "503-555-0142", "address_line1": "12 Alder Way", "city_locality": "Portland" }, "tags": [], "batch_ids": [], "errors": null,
          "total_weight": { "value": 12, "unit": "ounce" }, "items": [ { "sku": "MUG", "quantity": 2, "unknown_member": { "a": [ 1 ] } } ],
          "packages": [ { "package_id": 5, "package_code": "package", "weight": { "value": 12, "unit": "ounce" }, "insured_value": { "currency": "usd", "amount": 40 }, "tracking_number": null } ] }
        """;

    private static readonly ShipmentPreparation s_preparation = new(
        812000451, 880017, "ups_ground", "package", "signature", new DateOnly(2026, 3, 4),
        [new PackageRequest(new Weight(2.5m, WeightUnit.Pounds), new Dimensions(9, 6, 4, LengthUnit.Inches)), new PackageRequest(new Weight(300, WeightUnit.Grams))]);

    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    private ILabelShipments Shipments => _rig.Labels.Shipments!;

    [Fact]
    public async Task An_order_is_read_as_V2_stores_it()
    {
        _rig.Http.Then(HttpStatusCode.OK, Stored).Then(HttpStatusCode.NotFound, "");
        var shipment = await Shipments.FindAsync(812000451, RateLane.Normal, default);
        Assert.Equal(("se-812000451", A.Key(1001), ShipmentState.Pending, "none", new DateOnly(2026, 3, 1), true), (shipment!.ShipmentId, shipment.OrderKey, shipment.State, shipment.Confirmation, shipment.ShipDate, shipment.HasOrigin));
        Assert.Equal((null, null), (shipment.CarrierAccountId, shipment.ServiceCode));
        Assert.Equal([new StoredPackage("package", new Weight(12, WeightUnit.Ounces), null)], shipment.Packages);
        Assert.Equal("shipment se-812000451, Pending, 1 packages", _rig.Journal.Exchanges[0].ResponseBody);
        Assert.Null(await Shipments.FindAsync(1, RateLane.Normal, default));
        Assert.Equal(["/v2/shipments/se-812000451", "/v2/shipments/se-1"], _rig.Http.Requests.Select(r => r.PathAndQuery));
        Assert.Equal(("default/v2", RateLane.Normal), _rig.Budget.Taken[0]);
    }

    [Fact]
    public async Task A_preparation_replaces_the_whole_and_keeps_what_it_does_not_know()
    {
        var after = Stored.Replace("\"carrier_id\": null", "\"carrier_id\": \"se-880017\"", StringComparison.Ordinal);
        _rig.Http.Then(HttpStatusCode.OK, Stored).Then(HttpStatusCode.OK, "").Then(HttpStatusCode.OK, after);
        var shipment = await Shipments.PrepareAsync(s_preparation, default);

        Assert.Equal(["GET", "PUT", "GET"], _rig.Http.Requests.Select(r => r.Method));
        Sample.IsJson(
            """
            { "external_shipment_id": "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main", "carrier_id": "se-880017", "service_code": "ups_ground", "ship_date": "2026-03-04T00:00:00Z", "warehouse_id": "se-88001",
              "confirmation": "signature", "ship_to": { "name": "Ada Quillfeather", "phone": "503-555-0142", "address_line1": "12 Alder Way", "city_locality": "Portland" },
              "items": [ { "sku": "MUG", "quantity": 2, "unknown_member": { "a": [ 1 ] } } ],
              "packages": [
                { "package_code": "package", "weight": { "value": 2.5, "unit": "pound" }, "dimensions": { "unit": "inch", "length": 9, "width": 6, "height": 4 }, "insured_value": { "currency": "usd", "amount": 40 } },
                { "package_code": "package", "weight": { "value": 300, "unit": "gram" } } ] }
            """,
            _rig.Http.Requests[1].Body);
        Assert.Equal(880017, shipment!.CarrierAccountId);
        Assert.All(_rig.Budget.Taken, taken => Assert.Equal(("default/v2", RateLane.Preparing), taken));
    }

    [Fact]
    public async Task Without_a_warehouse_the_sender_is_kept()
    {
        _rig.Http.Always = _ => Connector.TestSupport.Http.StubHttp.Json(Stored.Replace("\"se-88001\"", "null", StringComparison.Ordinal));
        await Shipments.PrepareAsync(s_preparation, default);
        Assert.Contains("\"ship_from\"", _rig.Http.Requests[1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("warehouse_id", _rig.Http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label_purchased")]
    [InlineData("cancelled")]
    [InlineData("on_hold")]
    [InlineData("processing")]
    [InlineData("new word")]
    public async Task Only_a_pending_shipment_is_written(string state)
    {
        _rig.Http.Then(HttpStatusCode.OK, Stored.Replace("pending", state, StringComparison.Ordinal));
        Rig.Is(await Rig.FailureOf(() => Shipments.PrepareAsync(s_preparation, default)), FailureKind.Rejected, ErrorCodes.LabelRefused);
        Assert.Single(_rig.Http.Requests);
    }

    [Theory]
    [InlineData(200, """{ "errors": [ "The street 12 Alder Way is unknown." ] }""")]
    [InlineData(400, """{ "errors": [ { "error_code": "invalid_address", "message": "The street 12 Alder Way is unknown." } ] }""")]
    public async Task A_refusal_may_come_with_a_success_and_repeats_no_address(int status, string body)
    {
        _rig.Http.Then(HttpStatusCode.OK, Stored).Then((HttpStatusCode)status, body);
        var failure = await Rig.FailureOf(() => Shipments.PrepareAsync(s_preparation, default));
        Rig.Is(failure, FailureKind.Rejected, ErrorCodes.LabelRefused);
        Assert.Contains("[address] is unknown", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Alder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_is_sent_once()
    {
        _rig.Http.Then(HttpStatusCode.OK, Stored).Then(HttpStatusCode.BadGateway, "");
        Rig.Is(await Rig.FailureOf(() => Shipments.PrepareAsync(s_preparation, default)), FailureKind.Transient, ErrorCodes.ServerError);
        Assert.Equal(2, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task Packages_without_weight_are_a_mistake_of_the_caller()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Shipments.PrepareAsync(s_preparation with { Packages = [] }, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Shipments.PrepareAsync(s_preparation with { ShipmentId = "se-1/x" }, default));
        Assert.Empty(_rig.Http.Requests);
    }
}
