using System.Net;
using System.Text.Json.Nodes;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

public sealed class RateTests
{
    private const string All = $"\"{LabelledAccount.Stamps}\", \"{LabelledAccount.FedEx}\", \"{LabelledAccount.Ups}\"";

    [Fact]
    public async Task All_carriers_are_quoted_in_one_call_and_the_price_is_what_the_label_costs()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        var reply = LabelledAccount.Ok(await account.RateAsync(id, All)).Json;
        Assert.Equal(($"se-{id}", "pending", "completed"), ((string?)reply["shipment_id"], (string?)reply["shipment_status"], (string?)reply["rate_response"]!["status"]));
        var rates = reply["rate_response"]!["rates"]!.AsArray();
        Assert.Equal([LabelledAccount.Stamps, LabelledAccount.FedEx, LabelledAccount.Ups], rates.Select(static rate => (string)rate!["carrier_id"]!).Distinct());
        foreach (var service in new[] { "usps_priority_mail", "ups_ground" })
        {
            var rate = rates.Single(row => (string?)row!["service_code"] == service)!;
            var sum = new[] { "shipping_amount", "insurance_amount", "confirmation_amount", "other_amount" }.Sum(name => (decimal)rate[name]!["amount"]!);
            var label = LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/rates/{rate["rate_id"]}")).Json;
            Assert.Equal(sum, (decimal)label["shipment_cost"]!["amount"]! + (decimal)label["insurance_cost"]!["amount"]!);
            Assert.Equal((service, (string?)rate["rate_id"]), ((string?)label["service_code"], (string?)label["rate_id"]));
        }
        Assert.Equal(rates.Count, (await account.GetV2Async($"/v2/shipments/se-{id}/rates")).Json["rate_response"]!["rates"]!.AsArray().Count);
    }

    [Fact]
    public async Task Prices_are_the_same_every_time_and_no_money_is_taken()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        var prices = new List<string>();
        for (var i = 0; i < 2; i++)
            prices.Add(string.Join(';', (await account.RateAsync(id, All)).Json["rate_response"]!["rates"]!.AsArray().Select(static rate => $"{rate!["service_code"]} {rate["shipping_amount"]!["amount"]}")));
        Assert.Equal(prices[0], prices[1]);
        await account.SwitchAsync("""{ "priceFactor": 2 }""");
        Assert.NotEqual(prices[0], string.Join(';', (await account.RateAsync(id, All)).Json["rate_response"]!["rates"]!.AsArray().Select(static rate => $"{rate!["service_code"]} {rate["shipping_amount"]!["amount"]}")));
        Assert.Equal(250m, await account.BalanceAsync());
    }

    [Theory]
    [InlineData("{}", "field_value_required")]
    [InlineData("""{ "shipment_id": "se-ID", "rate_options": {} }""", "field_value_required")]
    [InlineData("""{ "shipment_id": "se-ID", "rate_options": { "carrier_ids": [] } }""", "field_value_required")]
    [InlineData("""{ "shipment_id": "se-ID", "rate_options": { "carrier_ids": ["se-5"] } }""", "invalid_identifier")]
    [InlineData("""{ "shipment_id": "se-ID", "rate_options": { "carrier_ids": ["se-601101"], "rate_type": "free" } }""", "invalid_field_value")]
    [InlineData("""{ "shipment_id": "ID", "rate_options": { "carrier_ids": ["se-601101"] } }""", "invalid_identifier")]
    [InlineData("""{ "shipment_id": "se-ID", "shipment": {}, "rate_options": { "carrier_ids": ["se-601101"] } }""", "field_conflict")]
    [InlineData("""{ "shipment_id": "se-ID", "rate_option": { } }""", "invalid_field_value")]
    public async Task A_request_is_refused(string body, string code)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        var reply = await account.PostV2Async("/v2/rates", body.Replace("ID", id.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.BadRequest, code), (reply.Status, LabelledAccount.Code(reply)));
    }

    [Fact]
    public async Task An_unknown_shipment_and_an_unknown_rate_are_not_found()
    {
        await using var account = await LabelledAccount.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await account.RateAsync(5)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetV2Async("/v2/rates/se-5")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.GetV2Async("/v2/rates/five")).Status);
    }

    [Theory]
    [InlineData("""["ups_walleted"]""", "partial")]
    [InlineData("""["stamps_com", "fedex", "ups_walleted"]""", "error")]
    public async Task Carriers_that_fail_are_told_of_inside_of_a_200(string down, string status)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        await account.SwitchAsync($$"""{ "carriersDown": {{down}} }""");
        var response = LabelledAccount.Ok(await account.RateAsync(id, All)).Json["rate_response"]!;
        Assert.Equal(status, (string?)response["status"]);
        Assert.Equal("carrier", (string?)response["errors"]!.AsArray()[^1]!["error_source"]);
        Assert.Equal(status == "error", response["rates"]!.AsArray().Count == 0);
    }

    [Theory]
    [InlineData("null_delivery_days")]
    [InlineData("null_date")]
    [InlineData("foreign_currency")]
    [InlineData("zero_amount")]
    [InlineData("invalid_cheapest")]
    public async Task The_cheapest_rate_may_be_a_strange_one(string oddity)
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        await account.SwitchAsync($$"""{ "rateOddities": ["{{oddity}}"] }""");
        var rates = LabelledAccount.Ok(await account.RateAsync(id, All)).Json["rate_response"]!["rates"]!.AsArray();
        var cheapest = rates.MinBy(static rate => (decimal)rate!["shipping_amount"]!["amount"]!)!;
        Assert.True(oddity switch
        {
            "null_delivery_days" => cheapest["delivery_days"] is null && cheapest["estimated_delivery_date"] is not null,
            "null_date" => cheapest["estimated_delivery_date"] is null,
            "foreign_currency" => (string?)cheapest["shipping_amount"]!["currency"] == "cad",
            "zero_amount" => (decimal)cheapest["shipping_amount"]!["amount"]! == 0m,
            _ => (string?)cheapest["validation_status"] == "invalid" && cheapest["error_messages"]!.AsArray().Count == 1
        }, cheapest.ToJsonString());
    }

    [Fact]
    public async Task Media_mail_is_the_cheapest_and_two_accounts_have_two_prices()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        await account.SwitchAsync("""{ "secondAccount": true }""");
        var rates = LabelledAccount.Ok(await account.RateAsync(id, All + ", \"se-601105\"")).Json["rate_response"]!["rates"]!.AsArray();
        Assert.Equal("usps_media_mail", (string?)rates.MinBy(static rate => (decimal)rate!["shipping_amount"]!["amount"]!)!["service_code"]);
        var twice = rates.Where(static rate => (string?)rate!["service_code"] == "usps_priority_mail").ToList();
        Assert.Equal([LabelledAccount.Stamps, "se-601105"], twice.Select(static rate => (string)rate!["carrier_id"]!));
        Assert.NotEqual((decimal)twice[0]!["shipping_amount"]!["amount"]!, (decimal)twice[1]!["shipping_amount"]!["amount"]!);
        // V1 shows both under one code.
        Assert.Equal(2, (await account.Account.GetAsync("/carriers")).Json.AsArray().Count(static row => (string?)row!["code"] == "stamps_com"));
        var label = LabelledAccount.Ok(await account.PostV2Async($"/v2/labels/rates/{twice[1]!["rate_id"]}")).Json;
        Assert.Equal("se-601105", (string?)label["carrier_id"]);
        Assert.Equal(250m, (decimal)(await account.GetV2Async($"/v2/carriers/{LabelledAccount.Stamps}")).Json["balance"]!);
    }

    [Fact]
    public async Task Rates_may_still_be_in_the_making()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        await account.SwitchAsync("""{ "ratesWorkingPolls": 2 }""");
        var seen = new List<JsonNode> { (await account.RateAsync(id)).Json["rate_response"]! };
        for (var poll = 0; poll < 2; poll++) seen.Add((await account.GetV2Async($"/v2/shipments/se-{id}/rates")).Json["rate_response"]!);
        Assert.Equal(["working", "working", "completed"], seen.Select(static response => (string)response["status"]!));
        Assert.Equal([true, true, false], seen.Select(static response => response["rates"]!.AsArray().Count == 0));
    }

    [Fact]
    public async Task A_rate_for_a_shipment_inside_leaves_a_pending_one_behind_and_a_quick_one_does_not()
    {
        await using var account = await LabelledAccount.StartAsync();
        var shipment = JsonNode.Parse(InlineLabel.Body())!["shipment"]!;
        shipment.AsObject().Remove("carrier_id");
        shipment.AsObject().Remove("service_code");
        var quick = LabelledAccount.Ok(await account.PostV2Async("/v2/rates", $$"""{ "shipment": {{shipment.ToJsonString()}}, "rate_options": { "carrier_ids": ["se-601103"], "rate_type": "quick" } }""")).Json;
        Assert.Null(quick["rate_response"]!["rates"]![0]!["rate_id"]);
        Assert.Empty(await account.Account.NumbersAsync("/orders"));
        var stored = LabelledAccount.Ok(await account.PostV2Async("/v2/rates", $$"""{ "shipment": {{shipment.ToJsonString()}}, "rate_options": { "carrier_ids": ["se-601103"] } }""")).Json;
        Assert.Equal("pending", (string?)(await account.GetV2Async($"/v2/shipments/{stored["shipment_id"]}")).Json["shipment_status"]);
        Assert.Single(await account.Account.NumbersAsync("/orders"));
        Assert.Equal(250m, await account.BalanceAsync("ups_walleted"));
    }

    [Fact]
    public async Task An_estimate_is_a_bare_array_that_cannot_be_bought()
    {
        await using var account = await LabelledAccount.StartAsync();
        const string Body = """
            { "carrier_ids": ["se-601103"], "from_country_code": "US", "from_postal_code": "43004", "to_country_code": "US", "to_postal_code": "97301", "ship_date": "2026-03-04",
              "weight": { "value": 21, "unit": "ounce" } }
            """;
        Assert.All(LabelledAccount.Ok(await account.PostV2Async("/v2/rates/estimate", Body)).Json.AsArray(), static rate => Assert.Null(rate!["rate_id"]));
        Assert.Equal("field_value_required", LabelledAccount.Code(await account.PostV2Async("/v2/rates/estimate", Body.Replace("\"to_postal_code\": \"97301\",", "", StringComparison.Ordinal))));
        Assert.Equal("no_rates_returned", LabelledAccount.Code(await account.PostV2Async("/v2/rates/estimate", Body.Replace("21", "99999", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task V1_quotes_one_carrier_and_its_price_is_that_of_the_label()
    {
        await using var account = await LabelledAccount.StartAsync();
        var id = await account.OrderAsync("Q-1");
        const string Body = """
            { "carrierCode": "ups_walleted", "packageCode": "package", "fromPostalCode": "43004", "toState": "OR", "toCountry": "US", "toPostalCode": "97301", "weight": { "value": 28, "units": "ounces" },
              "dimensions": { "units": "inches", "length": 9, "width": 6, "height": 4 }, "confirmation": "none", "residential": true }
            """;
        var quote = LabelledAccount.Ok(await account.Account.PostAsync("/shipments/getrates", Body)).Json.AsArray().Single(static row => (string?)row!["serviceCode"] == "ups_ground")!;
        var label = LabelledAccount.Ok(await account.BuyV1Async(id, static body => (body["carrierCode"], body["serviceCode"]) = ("ups_walleted", "ups_ground"))).Json;
        Assert.Equal((decimal)quote["shipmentCost"]! + (decimal)quote["otherCost"]!, (decimal)label["shipmentCost"]!);
        // A home costs more, and without a word it is priced as a business.
        var business = LabelledAccount.Ok(await account.Account.PostAsync("/shipments/getrates", Body.Replace(", \"residential\": true", "", StringComparison.Ordinal))).Json[1]!;
        Assert.True((decimal)business["otherCost"]! < (decimal)quote["otherCost"]!);
        var everything = LabelledAccount.Ok(await account.Account.PostAsync("/shipments/getrates", Body.Replace("\"package\"", "null", StringComparison.Ordinal))).Json.AsArray();
        Assert.Equal(6, everything.Count(static row => (string?)row!["serviceCode"] == "ups_ground"));
        Assert.All(everything, static row => Assert.Contains(" - ", (string)row!["serviceName"]!, StringComparison.Ordinal));
    }
}
