using System.Net;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.Labels;

/// <summary>How purchases, reads and voids go wrong.</summary>
public sealed class FaultPlanTests
{
    private const string V1 = "POST /orders/createlabelfororder";
    private const string ByRate = "POST /v2/labels/rates/{id}";

    public static TheoryData<string, string> Lost => new()
    {
        { "gateway", """ "status": 504, "apply": "after" """ }, { "bad gateway, HTML", """ "status": 502, "apply": "after" """ }, { "unavailable", """ "status": 503, "apply": "after" """ },
        { "reset", """ "drop": "after" """ }, { "cut JSON", """ "truncateAt": 40 """ }, { "empty 200", """ "status": 200, "body": "", "apply": "after" """ }
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task It_was_bought_and_the_response_is_lost(string name, string fault)
    {
        foreach (var route in new[] { V1, ByRate })
        {
            await using var account = await LabelledAccount.StartAsync();
            var id = await account.OrderAsync("F-1");
            await account.Account.ControlAsync("/faults", $$"""{ "route": "{{route}}", {{fault}} }""");
            await BuyBlindAsync(account, route, id);
            Assert.True(await account.BalanceAsync() < 250m, name);
            account.Account.Advance(2);
            Assert.Single(await account.ListedV1Async(id));
            Assert.Single(await account.ListedV2Async(id));
        }
    }

    [Theory]
    [InlineData("""{ "status": 504 }""")]
    [InlineData("""{ "drop": "before" }""")]
    public async Task It_was_not_bought_and_looks_the_same(string fault)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("F-1");
        await account.Account.ControlAsync("/faults", fault);
        await BuyBlindAsync(account, V1, id);
        account.Account.Advance(2);
        Assert.Equal((0, 250m), ((await account.ListedV1Async(id)).Length, await account.BalanceAsync()));
    }

    [Fact]
    public async Task Both_kinds_of_504_have_one_body()
    {
        await using var account = await LabelledAccount.StartAsync();
        var (first, second) = (await account.OrderAsync("F-1"), await account.OrderAsync("F-2"));
        await account.Account.ControlAsync("/faults", """[{ "status": 504 }, { "status": 504, "apply": "after" }]""");
        var (before, after) = (await account.BuyV1Async(first), await account.BuyV1Async(second));
        Assert.Equal((before.Status, before.Body), (after.Status, after.Body));
    }

    [Fact]
    public async Task A_caller_that_gives_up_has_bought_and_does_not_know()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("F-1");
        await account.Account.ControlAsync("/faults", $$"""{ "route": "{{V1}}", "delayMilliseconds": 600000, "apply": "after" }""");
        using var patience = new CancellationTokenSource();
        using var body = new StringContent(LabelledAccount.V1Body(id).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var call = account.Account.Client.PostAsync("/orders/createlabelfororder", body, patience.Token);
        while ((int)(await account.Account.GetAsync("/__sim/stats")).Json["shipments"]! == 0) await Task.Yield();
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.True(await account.BalanceAsync() < 250m);
    }

    [Fact]
    public async Task A_fault_is_for_one_order_and_for_its_nth_call()
    {
        await using var account = await LabelledAccount.StartAsync();
        var (first, second) = (await account.OrderAsync("F-1"), await account.OrderAsync("F-2"));
        await account.Account.ControlAsync("/faults", $$"""[{ "route": "{{V1}}", "order": "F-2", "skip": 1, "status": 503 }, { "route": "{{ByRate}}", "order": "key-F-1", "status": 503 }]""");
        LabelledAccount.Ok(await account.BuyV1Async(first));
        LabelledAccount.Ok(await account.BuyV1Async(second));
        LabelledAccount.Ok(await account.BuyV1Async(first));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await account.BuyV1Async(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await account.BuyV2Async(second)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await account.BuyV2Async(first)).Status);
    }

    [Theory]
    [InlineData("", 60)]
    [InlineData(", \"retryAfterSeconds\": 17", 17)]
    [InlineData(", \"retryAfterSeconds\": 0", null)]
    public async Task A_429_of_V2_names_the_wait_or_does_not(string member, int? seconds)
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.Account.ControlAsync("/faults", $$"""{ "route": "GET /v2/labels", "status": 429{{member}} }""");
        var reply = await account.GetV2Async("/v2/labels");
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded"), (reply.Status, LabelledAccount.Code(reply)));
        Assert.Equal(seconds, reply.Headers.RetryAfter?.Delta is { } wait ? (int)wait.TotalSeconds : null);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(90, 0)]
    [InlineData(0, 900)]
    public async Task Each_api_lists_a_label_after_a_time_of_its_own(int v1, int v2)
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync($$"""{ "visibilitySecondsV1": {{v1}}, "visibilitySecondsV2": {{v2}} }""");
        var id = await account.OrderAsync("F-1");
        LabelledAccount.Ok(await account.BuyV1Async(id));
        for (var at = 0; at <= 900; at += 30)
        {
            Assert.Equal((at >= v1, at >= v2), ((await account.ListedV1Async(id)).Length == 1, (await account.ListedV2Async(id)).Length == 1));
            account.Account.Advance(30);
        }
    }

    [Fact]
    public async Task The_event_may_come_before_the_response_twice_or_never()
    {
        await using var hooks = await HookReceiver.StartAsync();
        await using var account = await LabelledAccount.StartAsync(new ShipStationSimulatorOptions { WebhookUrl = hooks.Address });
        var ids = new List<long>();
        foreach (var number in new[] { "F-1", "F-2", "F-3" }) ids.Add(await account.OrderAsync(number));
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        hooks.Take();
        await account.Account.ControlAsync("/faults", $$"""{ "route": "{{V1}}", "delayMilliseconds": 300, "apply": "after" }""");
        var call = account.BuyV1Async(ids[0]);
        while (hooks.Calls < 8) await Task.Yield();
        Assert.False(call.IsCompleted);
        LabelledAccount.Ok(await call);

        await account.Account.ControlAsync("/webhooks", """{ "duplicate": true }""");
        await account.BuyV1Async(ids[1]);
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Equal(2 + 4, hooks.Take().Count);
        await account.Account.ControlAsync("/webhooks", """{ "off": true }""");
        await account.BuyV1Async(ids[2]);
        await account.Account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        Assert.Empty(hooks.Take());
    }

    [Theory]
    [InlineData("/labels", "{ \"orderNumber\": \"F-1\" }", 200, "second_live_label")]
    [InlineData("/edit", "{ \"orderNumber\": \"F-1\", \"merge\": { \"orderStatus\": \"on_hold\" } }", 200, "order_on_hold")]
    [InlineData("/edit", "{ \"orderNumber\": \"F-1\", \"merge\": { \"shipTo\": { \"street1\": \"9 Elm Lane\" } } }", 400, null)]
    [InlineData("/split", "{ \"orderNumber\": \"F-1\", \"items\": [{ \"sku\": \"TEA-50\", \"quantity\": 1 }] }", 400, null)]
    public async Task People_are_at_the_order_between_quote_and_purchase(string path, string body, int status, string? violation)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("F-1");
        await account.Account.ControlAsync("/faults", $$"""{ "route": "{{ByRate}}", "meanwhile": [{ "path": "{{path}}", "body": {{body}} }] }""");
        Assert.Equal(status, (int)(await account.BuyV2Async(id)).Status);
        Assert.Equal(violation is null ? [] : [violation], await account.ViolationsAsync());
    }

    [Fact]
    public async Task People_void_the_label_before_the_response_is_there()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("F-1");
        await account.Account.ControlAsync("/faults", $$"""{ "route": "{{V1}}", "meanwhile": [{ "path": "/void", "body": { "orderNumber": "F-1" }, "after": true }] }""");
        LabelledAccount.Ok(await account.BuyV1Async(id));
        Assert.Equal("awaiting_shipment", (string?)(await account.ReadOrderAsync(id))["orderStatus"]);
    }

    [Theory]
    [InlineData("""{ "status": 504, "apply": "after" }""", true)]
    [InlineData("""{ "status": 200, "body": "{\"approved\":false,\"message\":\"no\",\"reason_code\":\"contact_carrier\"}" }""", false)]
    [InlineData("""{ "status": 200, "body": "{\"message\":\"Refund request submitted.\"}", "apply": "after" }""", true)]
    public async Task A_void_is_done_and_lost_or_refused_or_without_a_word(string fault, bool isVoid)
    {
        await using var account = await LabelledAccount.StartAsync();
        var label = (string)LabelledAccount.Ok(await account.BuyV2Async(await account.OrderAsync("F-1"))).Json["label_id"]!;
        await account.Account.ControlAsync("/faults", fault);
        await account.V2Async(HttpMethod.Put, $"/v2/labels/{label}/void");
        Assert.Equal(isVoid, (bool)(await account.GetV2Async($"/v2/labels/{label}")).Json["voided"]!);
    }

    [Theory]
    [InlineData("1.03")]
    [InlineData("2")]
    public async Task The_price_at_purchase_and_the_weight_may_differ_from_the_quote(string factor)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("F-1");
        var rate = (await account.GetV2Async($"/v2/rates/{await account.RateIdAsync(id)}")).Json;
        await account.SwitchAsync($$"""{ "purchasePriceFactor": {{factor}}, "carrierWeightFactor": 4 }""");
        var label = LabelledAccount.Ok(await account.BuyV2Async(id)).Json;
        var expected = decimal.Round((decimal)rate["shipping_amount"]!["amount"]! * decimal.Parse(factor, System.Globalization.CultureInfo.InvariantCulture), 2);
        Assert.Equal((expected, 112m), ((decimal)label["shipment_cost"]!["amount"]!, (decimal)label["carrier_weight"]!["value"]!));
    }

    private static async Task BuyBlindAsync(LabelledAccount account, string route, long id)
    {
        var rate = route == ByRate ? await account.RateIdAsync(id) : "";
        try
        {
            var reply = route == ByRate ? await account.PostV2Async($"/v2/labels/rates/{rate}") : await account.BuyV1Async(id);
            // Nothing that could be read as a label.
            Assert.ThrowsAny<System.Text.Json.JsonException>(() => reply.Json);
        }
        catch (HttpRequestException)
        {
            // The connection broke.
        }
    }
}
