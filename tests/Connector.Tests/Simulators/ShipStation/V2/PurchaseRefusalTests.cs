using System.Net;
using Connector.Simulators.ShipStation;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>What V2 refuses at a purchase, row by row, and that nothing is bought by it.</summary>
public sealed class PurchaseRefusalTests
{
    [Fact]
    public async Task Without_the_key_access_is_denied()
    {
        await using var account = await LabelledAccount.StartAsync();
        var reply = await account.V2Async(HttpMethod.Post, "/v2/labels/rates/se-1", "{}", key: "wrong");
        var error = reply.Json["errors"]![0]!;
        Assert.Equal((HttpStatusCode.Unauthorized, "shipengine", "Access denied."), (reply.Status, (string?)error["error_source"], (string?)error["message"]));
        Assert.Equal((string?)reply.Json["request_id"], reply.Headers.GetValues("x-shipengine-requestid").Single());
    }

    [Fact]
    public async Task The_rate_comes_before_the_id()
    {
        await using var simulated = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { V2RequestsPerMinute = 1 });
        simulated.Client.DefaultRequestHeaders.Add("api-key", "demo");
        Assert.Equal(HttpStatusCode.BadRequest, (await simulated.PostAsync("/v2/labels/rates/x", "{}")).Status);
        var limited = await simulated.PostAsync("/v2/labels/rates/x", "{}");
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded", 60), (limited.Status, LabelledAccount.Code(limited), limited.Header("Retry-After")));
    }

    [Theory]
    [InlineData("/v2/labels/rates/93", "{}", 400, "invalid_identifier")]
    [InlineData("/v2/labels/rates/se-93", "{}", 404, "unspecified")]
    [InlineData("/v2/labels/shipment/se-93", "{}", 404, "unspecified")]
    [InlineData("/v2/labels/se-93/return", "{}", 404, "unspecified")]
    [InlineData("/v2/labels/rates/RATE", null, 400, "request_body_required")]
    [InlineData("/v2/labels/shipment/SHIPMENT", null, 400, "request_body_required")]
    [InlineData("/v2/labels", null, 400, "request_body_required")]
    [InlineData("/v2/labels/rates/RATE", """{ "ship_to": {} }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "test_label": true }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "label_format": "doc" }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "validate_address": "maybe" }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "label_layout": "4x8" }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "label_layout": "letter", "label_format": "png" }""", 400, "invalid_field_value")]
    [InlineData("/v2/labels/rates/RATE", """{ "label_layout": "letter", "label_format": "zpl" }""", 400, "invalid_field_value")]
    public async Task A_path_or_a_body_is_refused(string path, string? body, int status, string code)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("R-1");
        var rate = await account.RateIdAsync(id);
        var reply = await account.V2Async(HttpMethod.Post, path.Replace("RATE", rate, StringComparison.Ordinal).Replace("SHIPMENT", $"se-{id}", StringComparison.Ordinal), body);
        await NothingBought(account, reply, status, code);
    }

    public static TheoryData<string, string, int, string> Inline => new()
    {
        { "shipment_id", "se-900100001", 400, "field_conflict" },
        { "shipment.shipment_id", "se-900100001", 400, "field_conflict" },
        { "shipment.service_code", "", 400, "field_value_required" },
        { "shipment.carrier_id", "", 400, "service_not_determined" },
        { "shipment.carrier_id", "se-5", 400, "invalid_identifier" },
        { "shipment.service_code", "fedex_2day", 400, "service_not_determined" },
        { "shipment.ship_to", "", 400, "field_value_required" },
        { "shipment.warehouse_id", "", 400, "field_value_required" },
        { "shipment.packages", "", 400, "field_value_required" },
        { "shipment.ship_date", "2026-03-02", 400, "invalid_field_value" },
        { "shipment.confirmation", "by_pigeon", 400, "invalid_field_value" },
        { "shipment.confirmation", "direct_signature", 400, "confirmation_not_supported" }
    };

    [Theory]
    [MemberData(nameof(Inline))]
    public async Task A_shipment_inside_is_refused(string member, string value, int status, string code)
    {
        await using var account = await LabelledAccount.StartAsync();
        var body = InlineLabel.Body(root =>
        {
            var (target, name) = member.StartsWith("shipment.", StringComparison.Ordinal) ? (root["shipment"]!.AsObject(), member["shipment.".Length..]) : (root, member);
            if (value.Length == 0) target.Remove(name);
            else target[name] = value;
        });
        await NothingBought(account, await account.PostV2Async("/v2/labels", body), status, code);
    }

    [Fact]
    public async Task A_side_that_is_too_long_and_several_boxes_where_one_is_allowed()
    {
        await using var account = await LabelledAccount.StartAsync();
        var tooLong = await account.PostV2Async("/v2/labels", InlineLabel.Body(static root => root["shipment"]!["packages"]![0]!["dimensions"]!["length"] = 201));
        Assert.Contains("VAL_DIMENSION_MAX", tooLong.Body, StringComparison.Ordinal);
        await NothingBought(account, tooLong, 400, "invalid_field_value");
        await NothingBought(account, await account.PostV2Async("/v2/labels", InlineLabel.Body(boxes: 2)), 400, "unspecified");
    }

    public static TheoryData<string, string, string> Orders => new()
    {
        { "{ \"orderStatus\": \"cancelled\" }", "se-601101 usps_ground_advantage", "invalid_status" },
        { """{ "shipTo": { "street2": "Building seventeen, second entrance, left" } }""", "se-601103 ups_ground", "invalid_address" },
        { """{ "shipTo": { "country": "CA", "state": "ON", "postalCode": "M5V 2T6" } }""", "se-601104 dhl_express_worldwide", "customs_items_required" }
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task A_shipment_is_refused_by_its_state_or_its_carrier(string merge, string with, string code)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("R-1");
        var (carrier, service) = (with.Split(' ')[0], with.Split(' ')[1]);
        await account.Account.ControlAsync("/edit", $$"""
            { "orderId": {{id}}, "merge": { "carrierCode": "{{Codes[carrier]}}", "serviceCode": "{{service}}" } }
            """);
        await account.Account.ControlAsync("/edit", $$"""{ "orderId": {{id}}, "merge": {{merge}} }""");
        await NothingBought(account, await account.PostV2Async($"/v2/labels/shipment/se-{id}"), 400, code);
    }

    [Fact]
    public async Task A_shipment_without_a_service_or_with_a_day_that_has_passed_is_refused()
    {
        await using var account = await LabelledAccount.StartAsync();
        var bare = await account.OrderAsync("R-1", change: static order => order["serviceCode"] = null);
        await NothingBought(account, await account.PostV2Async($"/v2/labels/shipment/se-{bare}"), 400, "field_value_required");
        var none = await account.OrderAsync("R-2", change: static order => { order["serviceCode"] = null; order["carrierCode"] = null; });
        await NothingBought(account, await account.PostV2Async($"/v2/labels/shipment/se-{none}"), 400, "service_not_determined");
        var late = await account.OrderAsync("R-3", change: static order => order["shipDate"] = "2026-03-02");
        await NothingBought(account, await account.PostV2Async($"/v2/labels/shipment/se-{late}"), 400, "invalid_field_value");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("edited")]
    [InlineData("invalid")]
    public async Task A_rate_that_does_not_hold_any_longer_is_refused(string why)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("R-1");
        if (why == "invalid") await account.SwitchAsync("""{ "rateOddities": ["invalid_cheapest"] }""");
        var rate = await account.RateIdAsync(id);
        if (why == "expired") account.Account.Advance(24 * 3600 + 1);
        if (why == "edited") await account.Account.ControlAsync("/edit", $$"""{ "orderId": {{id}}, "merge": { "shipTo": { "postalCode": "97302" } } }""");
        await NothingBought(account, await account.PostV2Async($"/v2/labels/rates/{rate}"), 400, "invalid_identifier");
    }

    [Theory]
    [InlineData("""{ "priceFactor": 1000 }""", 400, "insufficient_funds")]
    [InlineData("""{ "carriersDown": ["stamps_com"] }""", 500, "unspecified")]
    public async Task The_account_refuses(string switches, int status, string code)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("R-1");
        var rate = await account.RateIdAsync(id);
        await account.SwitchAsync(switches);
        await NothingBought(account, await account.PostV2Async($"/v2/labels/rates/{rate}"), status, code);
    }

    [Fact]
    public async Task Members_that_are_not_known_are_ignored_where_the_switch_says_so()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("R-1");
        await account.SwitchAsync("""{ "ignoreUnknownFields": true }""");
        LabelledAccount.Ok(await account.BuyV2Async(id, """{ "ship_to": { "name": "Somebody" } }"""));
    }

    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["se-601101"] = "stamps_com", ["se-601103"] = "ups_walleted", ["se-601104"] = "dhl_express_worldwide"
    };

    private static async Task NothingBought(LabelledAccount account, Reply reply, int status, string code)
    {
        Assert.True(status == (int)reply.Status && code == LabelledAccount.Code(reply), $"{reply.Status} {reply.Body}");
        Assert.Equal(0, (int)(await account.Account.GetAsync("/__sim/stats")).Json["shipments"]!);
        Assert.Equal(250m, await account.BalanceAsync());
    }
}
