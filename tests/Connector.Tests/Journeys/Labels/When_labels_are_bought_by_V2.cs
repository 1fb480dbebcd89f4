using System.Text.Json.Nodes;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_labels_are_bought_by_V2
{
    private const string Quotes = "POST /v2/rates";
    private const string Buys = "POST /v2/labels/rates/{id}";

    [Fact]
    public async Task An_offer_is_bought_by_its_id_with_document_and_shop_order()
    {
        await using var it = await StartAsync();

        await it.PlaceAsync("US-1");

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, null), (label.State, label.Code));
        Assert.Equal(("V2", "stamps_com", "601101"), (label.Intent!.Route, label.Intent.CarrierCode, label.Intent.CarrierId));
        Assert.NotNull(label.Intent.RateId);
        Assert.Equal($"se-{label.Purchase!.ShipmentId}", label.Purchase.LabelId);
        Assert.Equal((1L, 1L, 0L, 0L), (it.World.ShippingCalls(Quotes), it.World.ShippingCalls(Buys), it.World.ShippingCalls("POST /shipments/getrates"), it.World.ShippingCalls(LabelWorld.Buys)));
        var document = await it.World.Get<ILabelArchive>().FindAsync(label.Purchase.DocumentId!, default);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(document!.Content.Span[..5]), StringComparison.Ordinal);
        Assert.Equal("Shipped", it.World.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);

        // The reading of V1 that follows shows the same shipment.
        var writes = it.World.ShopWrites;
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(writes, it.World.ShopWrites);
        Assert.Single(it.World.ShopOrder("US-1").Deliveries());
    }

    [Fact]
    public async Task With_a_V2_key_V1_buys_what_V2_quotes()
    {
        await using var it = await LabelWorld.StartAsync(v2Key: true);

        await it.PlaceAsync("US-1", "US-2");

        Assert.All([await it.LabelAsync("US-1"), await it.LabelAsync("US-2")], label => Assert.Equal((LabelState.Bought, "V1"), (label.State, label.Intent!.Route)));
        Assert.Equal((1L, 0L, 2L, 0L), (it.World.ShippingCalls(Quotes), it.World.ShippingCalls("POST /shipments/getrates"), it.World.ShippingCalls(LabelWorld.Buys), it.World.ShippingCalls(Buys)));
        await it.IsCleanAsync(purchases: 2);
    }

    [Fact]
    public async Task A_signature_that_the_order_does_not_store_is_quoted_and_bought_by_V1_and_not_at_all_by_V2()
    {
        await using var v1 = await LabelWorld.StartAsync(v2Key: true, more: ("Labels:Purchase:Confirmation", "signature"));
        await v1.PlaceAsync("US-1");
        Assert.Equal((LabelState.Bought, "signature"), ((await v1.LabelAsync("US-1")).State, (await v1.LabelAsync("US-1")).Intent!.Confirmation));
        Assert.Equal((0L, 1L), (v1.World.ShippingCalls(Quotes), v1.World.ShippingCalls("POST /shipments/getrates")));

        await using var v2 = await StartAsync(more: ("Labels:Purchase:Confirmation", "signature"));
        await v2.PlaceAsync("US-1");
        Assert.Equal((LabelState.Waiting, LabelCodes.NotBuyable), ((await v2.LabelAsync("US-1")).State, (await v2.LabelAsync("US-1")).Code));
        await v2.IsCleanAsync(purchases: 0);
    }

    [Fact]
    public async Task The_cheapest_of_several_carriers_costs_one_quote()
    {
        await using var it = await StartAsync(more:
        [
            ("Labels:Services:By", "Cheapest"),
            ("Labels:Services:Allowed:0:Carrier", "stamps_com"), ("Labels:Services:Allowed:0:Service", "usps_priority_mail"),
            ("Labels:Services:Allowed:1:Carrier", "ups_walleted"), ("Labels:Services:Allowed:1:Service", "ups_ground")
        ]);

        await it.PlaceAsync("US-1");

        var label = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Bought, label.State);
        Assert.Contains("cheapest of 2", label.Intent!.Explanation, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (it.World.ShippingCalls(Quotes), it.World.ShippingCalls(Buys)));
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task An_order_that_changed_after_its_quote_is_quoted_again()
    {
        await using var it = await StartAsync();
        it.World.Between.At("label-sending", () => it.World.People.EditInShipStationAsync("US-1", new JsonObject { ["weight"] = new JsonObject { ["value"] = 40, ["units"] = "ounces" } }));

        await it.PlaceAsync("US-1");
        Assert.Equal(LabelState.Waiting, (await it.LabelAsync("US-1")).State);
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 0);

        await it.LaterAsync(TimeSpan.FromMinutes(20));
        await it.LaterAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Theory]
    [InlineData("""{ "route": "POST /v2/labels/rates/{id}", "drop": "after" }""")]
    [InlineData("""{ "route": "POST /v2/labels/rates/{id}", "status": 504, "apply": "after" }""")]
    public async Task A_label_whose_answer_was_lost_is_found(string fault)
    {
        await using var it = await StartAsync();
        await it.FaultAsync(fault);

        await it.PlaceAsync("US-1");
        Assert.Equal(LabelState.Unknown, (await it.LabelAsync("US-1")).State);
        await it.LaterAsync(TimeSpan.FromSeconds(30));

        var label = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Bought, label.State);
        Assert.Equal(1, it.World.ShippingCalls(Buys));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Theory]
    [MemberData(nameof(LabelWorld.PurchaseSteps), MemberType = typeof(LabelWorld))]
    public async Task Killed_between_any_two_steps_it_buys_once_in_the_end(string point)
    {
        await using var it = await StartAsync();

        await it.OutliveAsync(point);

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal("Shipped", it.World.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task An_order_that_is_too_heavy_for_one_package_gets_one_label_for_several()
    {
        await using var it = await StartAsync(more: s_several);

        await it.World.People.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 3));
        await it.World.SyncAsync();
        await it.World.People.SettleAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(20));

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, "ups_ground"), (label.State, label.Intent!.ServiceCode));
        Assert.Equal((1L, 1L), (it.World.ShippingCalls("PUT /v2/shipments/{id}"), it.World.ShippingCalls(Buys)));
        var read = Assert.Single(await it.World.Get<ILabelAccounts>().Get("default").Readings.ListOfOrderAsync(label.ShippingOrderId, LabelApi.V2, RateLane.Normal, default));
        Assert.Equal(3, read.Packages.Count);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_service_that_takes_one_package_only_is_not_bought_for_several()
    {
        await using var it = await StartAsync(more: [.. s_several, ("Services:Rules:0:Carrier", "stamps_com"), ("Services:Rules:0:Service", "usps_ground_advantage")]);

        await it.World.People.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 3));
        await it.World.SyncAsync();
        await it.World.People.SettleAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(20));

        Assert.Equal((LabelState.Waiting, LabelCodes.NotBuyable), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Code));
        Assert.Equal(0, it.World.ShippingCalls("PUT /v2/shipments/{id}"));
        await it.IsCleanAsync(purchases: 0);
    }

    /// <summary>Each mug is a package of its own.</summary>
    private static readonly (string Key, string? Value)[] s_several =
    [
        ("Services:Rules:0:Carrier", "ups_walleted"), ("Services:Rules:0:Service", "ups_ground"), ("Labels:Packages:Alone:0", "MUG-*"), ("Labels:Packages:Size:Length", "6"),
        ("Labels:Packages:Size:Width", "6"), ("Labels:Packages:Size:Height", "6"), ("Labels:Packages:Size:Unit", "Inches"), ("Mapping:Items:Weight:Constant", "1"), ("Mapping:Items:Weight:Unit", "lb")
    ];

    [Fact]
    public async Task What_V2_bought_is_voided_there()
    {
        await using var it = await StartAsync();
        await it.PlaceAsync("US-1");

        Assert.Equal(1, await it.Desk.VoidAsync([(await it.LabelAsync("US-1")).Id], "ada", default));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(LabelState.Voided, (await it.LabelAsync("US-1")).State);
        Assert.Equal((1L, 0L), (it.World.ShippingCalls("PUT /v2/labels/{id}/void"), it.World.ShippingCalls("POST /shipments/voidlabel")));
    }

    [Fact]
    public async Task Without_a_key_the_label_waits_and_says_why()
    {
        await using var it = await LabelWorld.StartAsync(more: ("Labels:Route", "V2"));

        await it.PlaceAsync("US-1");

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Waiting, LabelCodes.NotBuyable), (label.State, label.Code));
        Assert.Contains("no key", label.Reason, StringComparison.Ordinal);
        await it.IsCleanAsync(purchases: 0);
    }

    [Fact]
    public async Task Where_no_postal_code_is_configured_the_warehouse_says_where_the_parcel_leaves()
    {
        await using var it = await LabelWorld.StartAsync(more: ("Mapping:Customs:ShipFromPostalCode", null));

        await it.PlaceAsync("US-1", "US-2");

        Assert.All([await it.LabelAsync("US-1"), await it.LabelAsync("US-2")], label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Equal((1L, 1L), (it.World.ShippingCalls("GET /warehouses"), it.World.ShippingCalls("POST /shipments/getrates")));
        await it.IsCleanAsync(purchases: 2);
    }

    private static Task<LabelWorld> StartAsync(params (string Key, string? Value)[] more) => LabelWorld.StartAsync(v2Key: true, more: [("Labels:Route", "V2"), .. more]);
}
