using System.Net;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>Lists, single rows and what they refuse.</summary>
public sealed class ListTests
{
    [Theory]
    [InlineData("/v2/shipments?shipment_status=pending", 1)]
    [InlineData("/v2/shipments?shipment_status=label_purchased", 2)]
    [InlineData("/v2/shipments?external_shipment_id=key-T-1", 1)]
    [InlineData("/v2/shipments?shipment_number=t-2", 1)]
    [InlineData("/v2/shipments?ship_to_name=mira", 3)]
    [InlineData("/v2/shipments?store_id=410001", 3)]
    [InlineData("/v2/shipments?store_id=se-410002", 0)]
    [InlineData("/v2/shipments?created_at_start=2026-03-03T17:20:30Z", 1)]
    [InlineData("/v2/shipments?modified_at_end=2026-03-03T17:20:30Z", 2)]
    [InlineData("/v2/labels", 2)]
    [InlineData("/v2/labels?label_status=voided", 1)]
    [InlineData("/v2/labels?label_status=completed", 1)]
    [InlineData("/v2/labels?service_code=usps_ground_advantage", 2)]
    [InlineData("/v2/labels?carrier_id=se-601103", 0)]
    [InlineData("/v2/labels?external_shipment_id=key-T-1", 1)]
    [InlineData("/v2/labels?warehouse_id=se-88001", 2)]
    [InlineData("/v2/labels?created_at_start=2026-03-03T17:20:30Z", 0)]
    public async Task Rows_are_filtered(string path, int total)
    {
        await using var account = await LabelledAccount.StartAsync();
        var (first, second) = (await account.OrderAsync("T-1"), await account.OrderAsync("T-2"));
        LabelledAccount.Ok(await account.BuyV1Async(first));
        var label = LabelledAccount.Ok(await account.BuyV1Async(second)).Json["shipmentId"];
        account.Account.Advance(60);
        await account.OrderAsync("T-3");
        if (path.StartsWith("/v2/labels", StringComparison.Ordinal)) await account.V2Async(HttpMethod.Put, $"/v2/labels/se-{label}/void");
        Assert.Equal(total, (int)LabelledAccount.Ok(await account.GetV2Async(path)).Json["total"]!);
    }

    [Fact]
    public async Task Pages_are_25_long_newest_first_and_lead_to_each_other()
    {
        await using var account = await LabelledAccount.StartAsync();
        for (var i = 0; i < 27; i++) await account.OrderAsync($"T-{i:D2}");
        var first = (await account.GetV2Async("/v2/shipments?shipment_status=pending")).Json;
        Assert.Equal((27, 1, 2, 25, "T-26"), ((int)first["total"]!, (int)first["page"]!, (int)first["pages"]!, first["shipments"]!.AsArray().Count, (string?)first["shipments"]![0]!["shipment_number"]));
        Assert.Empty(first["links"]!["prev"]!.AsObject());
        var next = (await account.GetV2Async(new Uri((string)first["links"]!["next"]!["href"]!).PathAndQuery)).Json;
        Assert.Equal(["T-01", "T-00"], next["shipments"]!.AsArray().Select(static row => (string)row!["shipment_number"]!));
        Assert.Empty(next["links"]!["next"]!.AsObject());
        Assert.Equal("T-00", (string?)(await account.GetV2Async("/v2/shipments?sort_dir=asc&page_size=1")).Json["shipments"]![0]!["shipment_number"]);
    }

    [Theory]
    [InlineData("/v2/shipments?shipment_status=lost")]
    [InlineData("/v2/shipments?page_size=501")]
    [InlineData("/v2/shipments?page=0")]
    [InlineData("/v2/labels?shipment_id=5")]
    [InlineData("/v2/labels?label_status=lost")]
    [InlineData("/v2/labels?created_at_start=soon")]
    [InlineData("/v2/labels?sort_by=size")]
    public async Task A_filter_is_refused(string path)
    {
        await using var account = await LabelledAccount.StartAsync();
        var reply = await account.GetV2Async(path);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_field_value"), (reply.Status, LabelledAccount.Code(reply)));
    }

    [Fact]
    public async Task A_shipment_is_the_order_of_v1()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("T-1", "on_hold");
        var order = await account.ReadOrderAsync(id);
        var shipment = LabelledAccount.Ok(await account.GetV2Async("/v2/shipments/external_shipment_id/key-T-1")).Json;
        Assert.Equal(($"se-{id}", "T-1", "on_hold", "se-88001"), ((string?)shipment["shipment_id"], (string?)shipment["shipment_number"], (string?)shipment["shipment_status"], (string?)shipment["warehouse_id"]));
        Assert.Equal((string?)order["shipTo"]!["street1"], (string?)shipment["ship_to"]!["address_line1"]);
        Assert.Equal(((decimal)order["weight"]!["value"]!, "ounce"), ((decimal)shipment["total_weight"]!["value"]!, (string?)shipment["total_weight"]!["unit"]));
        Assert.Equal("2026-03-03T17:20:00.000Z", (string?)shipment["created_at"]);
        Assert.Equal(["line-mug", "line-tea"], shipment["items"]!.AsArray().Select(static item => (string)item!["external_order_item_id"]!));
        Assert.Equal((LabelledAccount.Stamps, "usps_ground_advantage"), ((string?)shipment["carrier_id"], (string?)shipment["service_code"]));

        Assert.Equal(HttpStatusCode.NoContent, (await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}/cancel")).Status);
        Assert.Equal("cancelled", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
        Assert.Equal("invalid_status", LabelledAccount.Code(await account.V2Async(HttpMethod.Put, $"/v2/shipments/se-{id}/cancel")));
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async("/v2/shipments/se-5")).Status);
    }

    [Fact]
    public async Task Carriers_and_warehouses_have_the_ids_of_v1()
    {
        await using var account = await LabelledAccount.StartAsync();
        var v1 = (await account.Account.GetAsync("/carriers")).Json.AsArray().Select(static row => $"se-{row!["shippingProviderId"]} {row["code"]} {row["balance"]}");
        var v2 = (await account.GetV2Async("/v2/carriers")).Json["carriers"]!.AsArray();
        Assert.Equal(v1, v2.Select(static row => $"{row!["carrier_id"]} {row["carrier_code"]} {row["balance"]}"));
        foreach (var carrier in v2)
        {
            var id = (string)carrier!["carrier_id"]!;
            Assert.Equal(carrier["services"]!.ToJsonString(), (await account.GetV2Async($"/v2/carriers/{id}/services")).Json["services"]!.ToJsonString());
            Assert.Equal(carrier["packages"]!.ToJsonString(), (await account.GetV2Async($"/v2/carriers/{id}/packages")).Json["packages"]!.ToJsonString());
            Assert.Empty((await account.GetV2Async($"/v2/carriers/{id}/options")).Json["options"]!.AsArray());
        }
        Assert.Equal(["se-88001", "se-88002", "se-88003"], (await account.GetV2Async("/v2/warehouses")).Json["warehouses"]!.AsArray().Select(static row => (string)row!["warehouse_id"]!));
        Assert.Equal("OH", (string?)(await account.GetV2Async("/v2/warehouses/se-88001")).Json["origin_address"]!["state_province"]);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async("/v2/warehouses/se-5")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async("/v2/carriers/se-5")).Status);
    }
}
