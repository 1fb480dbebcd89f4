using System.Globalization;
using System.Net;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>Dangerous purchases: accepted, charged and noted; or refused where the switch says so.</summary>
public sealed class ViolationTests
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "second_live_label", "v1" }, { "second_live_label", "v2" }, { "order_on_hold", "v1" }, { "order_on_hold", "v2" }, { "order_unpaid", "v1" }, { "order_unpaid", "v2" },
        { "order_closed", "v1" }, { "order_closed", "v2" }, { "repeat_after_unknown", "v1" }, { "repeat_after_unknown", "v2" }, { "label_after_void", "v1" }, { "label_after_void", "v2" },
        { "orphan_label", "v1" }, { "orphan_label", "v2" }
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_accepted_charged_and_noted(string kind, string api)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await PrepareAsync(account, kind);
        var before = await account.BalanceAsync();
        LabelledAccount.Ok(await BuyAsync(account, kind, api, id));
        Assert.Equal([kind], await account.ViolationsAsync());
        Assert.True(await account.BalanceAsync() < before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task It_is_refused_where_the_switch_is_on(string kind, string api)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await PrepareAsync(account, kind);
        var before = await account.BalanceAsync();
        await account.SwitchAsync($$"""{ "refuse": ["{{kind}}"] }""");
        var reply = await BuyAsync(account, kind, api, id);
        if (api == "v1") Assert.Equal((HttpStatusCode.InternalServerError, true), (reply.Status, reply.Body.Contains("ExceptionMessage", StringComparison.Ordinal)));
        else Assert.Equal((HttpStatusCode.BadRequest, "invalid_status"), (reply.Status, LabelledAccount.Code(reply)));
        var noted = Assert.Single((await account.LedgerAsync())["violations"]!.AsArray())!;
        Assert.Equal((kind, true), ((string?)noted["kind"], (bool)noted["refused"]!));
        Assert.Equal(before, await account.BalanceAsync());
    }

    [Fact]
    public async Task A_look_at_the_labels_ends_the_unknown_and_a_release_the_void()
    {
        await using var account = await LabelledAccount.StartAsync();
        var unknown = await PrepareAsync(account, "repeat_after_unknown");
        await account.ListedV1Async(unknown);
        LabelledAccount.Ok(await account.BuyV1Async(unknown));
        var voided = await PrepareAsync(account, "label_after_void");
        account.Account.Advance(1);
        await account.Account.ControlAsync("/release", $$"""{ "orderId": {{voided}} }""");
        LabelledAccount.Ok(await account.BuyV1Async(voided));
        Assert.Empty(await account.ViolationsAsync());
    }

    [Theory]
    [InlineData("GET /orders")]
    [InlineData("GET /v2/shipments")]
    public async Task A_look_at_the_order_alone_proves_nothing(string look)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await PrepareAsync(account, "repeat_after_unknown");
        if (look == "GET /orders") await account.ReadOrderAsync(id);
        else await account.GetV2Async($"/v2/shipments/se-{id}");
        LabelledAccount.Ok(await account.BuyV1Async(id));
        Assert.Equal(["repeat_after_unknown"], await account.ViolationsAsync());
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Funds_are_never_added(string api)
    {
        await using var account = await LabelledAccount.StartAsync();
        var reply = api == "v1"
            ? await account.Account.PostAsync("/carriers/addfunds", """{ "carrierCode": "stamps_com", "amount": 100 }""")
            : await account.V2Async(HttpMethod.Put, $"/v2/carriers/{LabelledAccount.Stamps}/add_funds", """{ "currency": "usd", "amount": 100 }""");
        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Equal(["add_funds"], await account.ViolationsAsync());
        Assert.Equal(250m, await account.BalanceAsync());
    }

    [Fact]
    public async Task An_ordinary_purchase_violates_nothing()
    {
        await using var account = await LabelledAccount.StartAsync();
        LabelledAccount.Ok(await account.BuyV1Async(await account.OrderAsync("N-1")));
        LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("N-2")));
        Assert.Empty(await account.ViolationsAsync());
    }

    private static async Task<long> PrepareAsync(LabelledAccount account, string kind)
    {
        var id = await account.OrderAsync("P-" + kind, kind switch { "order_on_hold" => "on_hold", "order_unpaid" => "awaiting_payment", _ => "awaiting_shipment" });
        switch (kind)
        {
            case "second_live_label":
                LabelledAccount.Ok(await account.BuyV1Async(id));
                break;
            case "order_closed":
                await account.Account.PostAsync("/orders/markasshipped", $$"""{ "orderId": {{id}}, "carrierCode": "usps" }""");
                break;
            case "repeat_after_unknown":
                // A gateway's word before anything was bought: from outside it looks like the other kind.
                await account.Account.ControlAsync("/faults", """{ "route": "POST /orders/createlabelfororder", "status": 504 }""");
                Assert.Equal(HttpStatusCode.GatewayTimeout, (await account.BuyV1Async(id)).Status);
                break;
            case "label_after_void":
                var bought = LabelledAccount.Ok(await account.BuyV1Async(id)).Json;
                LabelledAccount.Ok(await account.Account.PostAsync("/shipments/voidlabel", $$"""{ "shipmentId": {{bought["shipmentId"]}} }"""));
                break;
        }
        return id;
    }

    private static async Task<Reply> BuyAsync(LabelledAccount account, string kind, string api, long id)
    {
        if (kind == "orphan_label")
            return api == "v1" ? await account.Account.PostAsync("/shipments/createlabel", V1RefusalTests.Orphan()) : await account.PostV2Async("/v2/labels", V2.InlineLabel.Body());
        if (api == "v1") return await account.BuyV1Async(id);
        // By the stored service: no look at labels is needed for it.
        return await account.PostV2Async(string.Create(CultureInfo.InvariantCulture, $"/v2/labels/shipment/se-{id}"));
    }
}
