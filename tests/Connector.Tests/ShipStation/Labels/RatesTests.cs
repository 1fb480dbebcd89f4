using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class RatesTests
{
    private const string V2Response =
        """
        { "shipment_id": "se-812000451", "shipment_status": "pending", "ship_to": { "name": "Ada Quillfeather" },
          "rate_response": { "status": "partial", "rate_request_id": "se-77001", "shipment_id": "se-812000451", "created_at": "2026-03-04T17:20:11Z",
            "invalid_rates": [ { "carrier_id": "se-880018", "carrier_code": "stamps_com", "service_code": "usps_media_mail", "shipping_amount": { "currency": "usd", "amount": 3.10 },
                "validation_status": "valid", "error_messages": [ "Not for this content." ] } ],
            "rates": [
              { "rate_id": "se-9300001", "rate_type": "shipment", "carrier_id": "se-880018", "carrier_code": "stamps_com", "carrier_nickname": "USPS",
                "service_code": "usps_ground_advantage", "service_type": "USPS Ground Advantage", "package_type": "package", "zone": 6,
                "shipping_amount": { "currency": "usd", "amount": 6.84 }, "insurance_amount": { "currency": "usd", "amount": 1.0 }, "confirmation_amount": { "currency": "usd", "amount": 0.35 },
                "other_amount": { "currency": "usd", "amount": 2.5 }, "tax_amount": { "currency": "usd", "amount": 99 }, "delivery_days": 4, "estimated_delivery_date": "2026-03-09T00:00:00Z",
                "carrier_delivery_days": "4", "guaranteed_service": false, "ship_date": "2026-03-04T08:00:00Z", "trackable": true, "validation_status": "has_warnings",
                "warning_messages": [ "Ada Quillfeather may be late." ], "error_messages": [], "rate_attributes": [ "cheapest" ] },
              { "rate_id": null, "carrier_id": "se-880018", "carrier_code": "stamps_com", "service_code": "usps_priority_mail", "package_type": null,
                "shipping_amount": { "currency": "usd", "amount": 8 }, "insurance_amount": { "currency": "eur", "amount": 1 }, "delivery_days": null, "estimated_delivery_date": "soon",
                "validation_status": "valid" },
              { "carrier_id": "se-880018", "carrier_code": "stamps_com", "shipping_amount": { "currency": "usd", "amount": 8 } } ],
            "errors": [ { "error_source": "carrier", "error_type": "business_rules", "error_code": "unspecified", "message": "A shipping carrier error occurred: service not offered to this address.",
                "carrier_id": "se-880017", "carrier_code": "ups_walleted" } ] } }
        """;

    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    private static RateRequest Request(LabelApi api) => new()
    {
        Api = api,
        ShippingOrderId = 812000451,
        OrderKey = A.Key(1001),
        Carriers = [new CarrierReference("ups_walleted", 880017), new CarrierReference("stamps_com", 880018)],
        PackageCode = "package",
        Weight = new Weight(21, WeightUnit.Ounces),
        Dimensions = new Dimensions(9, 6, 4, LengthUnit.Inches),
        From = new ShippingAddress { Name = "Warehouse", PostalCode = "83702", City = "Boise", State = "ID", Country = "US" },
        To = new ShippingAddress { Name = "Ada Quillfeather", Street1 = "12 Alder Way", City = "Portland", State = "OR", PostalCode = "97205", Country = "US", Residential = true },
        Confirmation = "none"
    };

    private Task<RateQuote> QuoteAsync(RateRequest request) => _rig.Labels.Rates.QuoteAsync(request, default);

    [Fact]
    public async Task V1_asks_each_carrier_for_what_the_request_says()
    {
        _rig.Http.Then(HttpStatusCode.OK, """
            [ { "serviceName": "UPS Ground Saver", "serviceCode": "ups_ground_saver", "shipmentCost": 6.12, "otherCost": 0.71 },
              { "serviceName": "UPS Ground", "serviceCode": "ups_ground", "shipmentCost": 8.40, "otherCost": 1.18 }, { "serviceCode": "no_price" }, null ]
            """)
            .Then(HttpStatusCode.OK, """[ { "serviceName": "USPS Ground Advantage - Package", "serviceCode": "usps_ground_advantage", "shipmentCost": 6.84, "otherCost": 0.0 } ]""");
        var quote = await QuoteAsync(Request(LabelApi.V1));

        Assert.All(_rig.Http.Requests, sent => Assert.Equal(("POST", "/shipments/getrates"), (sent.Method, sent.PathAndQuery)));
        Sample.IsJson(
            """
            { "carrierCode": "ups_walleted", "packageCode": "package", "fromPostalCode": "83702", "fromCity": "Boise", "fromState": "ID", "toState": "OR", "toCountry": "US", "toPostalCode": "97205",
              "toCity": "Portland", "weight": { "value": 21, "units": "ounces" }, "dimensions": { "units": "inches", "length": 9, "width": 6, "height": 4 }, "confirmation": "none", "residential": true }
            """,
            _rig.Http.Requests[0].Body);
        Assert.Contains("\"stamps_com\"", _rig.Http.Requests[1].Body, StringComparison.Ordinal);
        Assert.Equal((QuoteStatus.Completed, Rig.Start), (quote.Status, quote.QuotedAt));
        Assert.Equal(
            [("ups_walleted", 880017L, "ups_ground_saver", 6.83m), ("ups_walleted", 880017L, "ups_ground", 9.58m), ("stamps_com", 880018L, "usps_ground_advantage", 6.84m)],
            quote.Rates.Select(r => (r.CarrierCode, r.CarrierAccountId!.Value, r.ServiceCode, r.Price)));
        var first = quote.Rates[0];
        Assert.Equal(("UPS Ground Saver", "package", 6.12m, 0.71m), (first.ServiceName, first.PackageType, first.ShippingAmount, first.OtherAmount));
        Assert.Equal((null, null, null, null, null, RateValidity.Valid), (first.Currency, first.DeliveryDays, first.EstimatedDelivery, first.RateId, first.IsTrackable, first.Validity));
        Assert.Equal([("default", RateLane.Preparing), ("default", RateLane.Preparing)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task One_service_is_asked_for_and_several_are_chosen_from()
    {
        const string rows = """[ { "serviceCode": "a", "shipmentCost": 1 }, { "serviceCode": "b", "shipmentCost": 2 }, { "serviceCode": "c", "shipmentCost": 3 } ]""";
        _rig.Http.Always = _ => Connector.TestSupport.Http.StubHttp.Json(rows);
        var one = Request(LabelApi.V1) with { Carriers = [new CarrierReference("ups")], ServiceCodes = ["b"], IsResidential = false };
        Assert.Equal(["b"], (await QuoteAsync(one)).Rates.Select(r => r.ServiceCode));
        Assert.Contains("\"serviceCode\":\"b\"", _rig.Http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"residential\":false", _rig.Http.Requests[0].Body, StringComparison.Ordinal);
        Assert.Equal(["a", "c"], (await QuoteAsync(one with { ServiceCodes = ["c", "a"] })).Rates.Select(r => r.ServiceCode));
        Assert.DoesNotContain("serviceCode", _rig.Http.Requests[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_carrier_that_says_no_is_a_problem_and_not_an_outage()
    {
        _rig.Http.Then(HttpStatusCode.InternalServerError, """{ "Message": "An error has occurred.", "ExceptionMessage": "No applicable services were available for the configured shipment." }""")
            .Then(HttpStatusCode.OK, """[ { "serviceCode": "usps_ground_advantage", "shipmentCost": 6.84 } ]""");
        var quote = await QuoteAsync(Request(LabelApi.V1));
        Assert.Equal((QuoteStatus.Partial, "ups_walleted", ErrorCodes.LabelRefused), (quote.Status, Assert.Single(quote.Problems).CarrierCode, quote.Problems[0].Code));
        Assert.Single(quote.Rates);
        Assert.Equal(2, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task All_carriers_saying_no_is_a_failed_quote()
    {
        _rig.Http.Always = _ => Connector.TestSupport.Http.StubHttp.Json("""{ "ExceptionMessage": "No applicable services" }""", HttpStatusCode.InternalServerError);
        Assert.Equal(QuoteStatus.Failed, (await QuoteAsync(Request(LabelApi.V1))).Status);
    }

    [Theory]
    [InlineData(LabelApi.V1)]
    [InlineData(LabelApi.V2)]
    public async Task An_outage_throws_after_the_attempts_of_a_read(LabelApi api)
    {
        _rig.Http.Always = _ => Connector.TestSupport.Http.StubHttp.Response(HttpStatusCode.BadGateway, "");
        Rig.Is(await Rig.FailureOf(() => QuoteAsync(Request(api))), FailureKind.Transient, ErrorCodes.ServerError);
        Assert.Equal(3, _rig.Http.Requests.Count);
    }

    [Theory]
    [InlineData(LabelApi.V1)]
    [InlineData(LabelApi.V2)]
    public async Task A_refused_key_throws(LabelApi api)
    {
        _rig.Http.Then(HttpStatusCode.Unauthorized, "");
        Rig.Is(await Rig.FailureOf(() => QuoteAsync(Request(api))), FailureKind.Unauthorized, ErrorCodes.Unauthorized);
    }

    [Fact]
    public async Task A_refused_quote_of_V2_has_the_code_of_labels()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, """{ "errors": [ { "error_source": "ShipStation", "error_code": "field_value_required", "message": "carrier_ids" } ] }""");
        Rig.Is(await Rig.FailureOf(() => QuoteAsync(Request(LabelApi.V2))), FailureKind.Rejected, ErrorCodes.LabelRefused);
    }

    [Fact]
    public async Task V2_asks_all_carriers_about_the_shipment_that_exists()
    {
        _rig.Http.Then(HttpStatusCode.OK, V2Response);
        var quote = await QuoteAsync(Request(LabelApi.V2) with { ServiceCodes = ["usps_ground_advantage"], Carriers = [.. Request(LabelApi.V2).Carriers, new CarrierReference("fedex")] });

        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "https://api.shipstation.com/v2/rates"), (sent.Method, sent.Address.ToString()));
        Sample.IsJson(
            """{ "shipment_id": "se-812000451", "rate_options": { "carrier_ids": [ "se-880017", "se-880018" ], "service_codes": [ "usps_ground_advantage" ], "package_types": [ "package" ] } }""", sent.Body);
        Assert.Equal((QuoteStatus.Partial, "se-77001", 3), (quote.Status, quote.RequestId, quote.Rates.Count));
        var rate = quote.Rates[0];
        Assert.Equal(("stamps_com", 880018L, "usps_ground_advantage", "USPS Ground Advantage", "package"), (rate.CarrierCode, rate.CarrierAccountId, rate.ServiceCode, rate.ServiceName, rate.PackageType));
        Assert.Equal((6.84m, 1m, 0.35m, 2.5m, 10.69m, "USD"), (rate.ShippingAmount, rate.InsuranceAmount, rate.ConfirmationAmount, rate.OtherAmount, rate.Price, rate.Currency));
        Assert.Equal((4, new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero), false, true, "se-9300001", RateValidity.HasWarnings), (rate.DeliveryDays, rate.EstimatedDelivery, rate.IsGuaranteed, rate.IsTrackable, rate.RateId, rate.Validity));
        Assert.Equal(["cheapest"], rate.Attributes);
        Assert.Equal(["[name] may be late."], rate.Warnings);
        Assert.Equal([("ups_walleted", 880017L, "unspecified"), ("fedex", null, ErrorCodes.LabelRefused)], quote.Problems.Select(p => (p.CarrierCode!, p.CarrierAccountId, p.Code)));
        Assert.Equal([("default/v2", RateLane.Preparing)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task V2_offers_that_cannot_be_taken_are_marked()
    {
        _rig.Http.Then(HttpStatusCode.OK, V2Response);
        var quote = await QuoteAsync(Request(LabelApi.V2));
        var twoCurrencies = quote.Rates[1];
        Assert.Equal((RateValidity.Invalid, null, null, null, null), (twoCurrencies.Validity, twoCurrencies.Currency, twoCurrencies.RateId, twoCurrencies.EstimatedDelivery, twoCurrencies.DeliveryDays));
        Assert.Equal(["The amounts are in several currencies."], twoCurrencies.Errors);
        Assert.Equal((RateValidity.Invalid, "Not for this content."), (quote.Rates[2].Validity, Assert.Single(quote.Rates[2].Errors)));
    }

    [Theory]
    [InlineData("error", QuoteStatus.Failed)]
    [InlineData("working", QuoteStatus.Working)]
    [InlineData("completed", QuoteStatus.Completed)]
    [InlineData("news", QuoteStatus.Completed)]
    public async Task V2_says_how_far_the_quote_is(string word, QuoteStatus status)
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "rate_response": { "rates": [], "status": "{{word}}" } }""");
        Assert.Equal(status, (await QuoteAsync(Request(LabelApi.V2))).Status);
    }

    [Fact]
    public async Task V2_rates_in_the_wrong_place_are_no_rates()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{ "rates": [ { "carrier_code": "a", "service_code": "b", "shipping_amount": { "amount": 1 } } ] }""");
        Rig.Is(await Rig.FailureOf(() => QuoteAsync(Request(LabelApi.V2))), FailureKind.Transient, ErrorCodes.UnreadableResponse);
    }

    [Fact]
    public async Task The_journal_has_counts_instead_of_the_shipments_address()
    {
        _rig.Http.Then(HttpStatusCode.OK, V2Response);
        await QuoteAsync(Request(LabelApi.V2));
        var exchange = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal("Partial: 3 rates, 1 problems", exchange.ResponseBody);
        Assert.Equal([A.OrderId], exchange.OrderIds);
    }

    [Fact]
    public async Task A_request_without_what_is_needed_is_a_mistake_of_the_caller()
    {
        var v1 = Request(LabelApi.V1);
        RateRequest[] wrong = [v1 with { Weight = null }, v1 with { From = null }, v1 with { To = v1.To! with { Country = null } }, v1 with { Carriers = [] }, Request(LabelApi.V2) with { Carriers = [new CarrierReference("a")] }];
        foreach (var request in wrong) await Assert.ThrowsAsync<ArgumentException>(() => QuoteAsync(request));
        Assert.Empty(_rig.Http.Requests);
    }
}
