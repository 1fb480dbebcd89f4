using System.Net;
using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.ShipStation;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class LabelPurchasesTests
{
    private readonly Rig _rig = new();

    public LabelPurchasesTests() => _rig.Options.V2ApiKey = "v2-key-1";

    public static TheoryData<PurchaseRoute> Routes => [PurchaseRoute.ByOrder, PurchaseRoute.ByRate, PurchaseRoute.ByShipment];

    private Task<PurchaseResult> BuyAsync(PurchaseRequest request) => _rig.Labels.Purchases.BuyAsync(request, default);

    private async Task<UnknownOutcome> UnknownAsync(PurchaseRoute route) => Assert.IsType<PurchaseResult.Unknown>(await BuyAsync(Sample.Purchase(route))).Outcome;

    [Fact]
    public async Task V1_buys_for_the_order_what_the_request_says()
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V1Label);
        var bought = Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase()));

        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", "https://ssapi.shipstation.com/orders/createlabelfororder", "application/json; charset=utf-8"), (sent.Method, sent.Address.ToString(), sent.ContentType));
        Sample.IsJson(
            """
            { "orderId": 812000451, "carrierCode": "stamps_com", "serviceCode": "usps_ground_advantage", "packageCode": "package", "confirmation": "none", "shipDate": "2026-03-04",
              "weight": { "value": 21, "units": "ounces" }, "dimensions": { "units": "inches", "length": 9, "width": 6, "height": 4 }, "testLabel": false }
            """,
            sent.Body);
        var label = bought.Label;
        Assert.Equal((LabelApi.V1, 455100777L, "se-455100777", LabelStatus.Completed, Sample.Tracking), (label.Api, label.ShipmentId, label.LabelId, label.Status, label.TrackingNumber));
        Assert.Equal((6.84m, 0.5m, 7.34m, null), (label.ShipmentCost, label.InsuranceCost, label.Cost, label.Currency));
        Assert.Equal([Sample.Tracking], label.TrackingNumbers);
        var document = Assert.Single(label.Documents);
        Assert.Equal((DocumentKind.Label, DocumentFormat.Pdf), (document.Kind, document.Format));
        Assert.Equal(Sample.Pdf, document.Content!.Value.ToArray());
        Assert.Equal([("default", RateLane.Normal)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task V1_sends_insurance_customs_and_the_mark_of_a_test()
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V1Label);
        await BuyAsync(Sample.Purchase() with
        {
            Confirmation = "signature", IsTest = true, Dimensions = null, Weight = new Weight(500.5m, WeightUnit.Grams), Insurance = new Insurance("carrier", true, 120.004m),
            Customs = new Customs("merchandise", "return_to_sender", [new CustomsItem("Lamp", 2, 39.80m, "940520", "PL")])
        });
        Sample.IsJson(
            """
            { "orderId": 812000451, "carrierCode": "stamps_com", "serviceCode": "usps_ground_advantage", "packageCode": "package", "confirmation": "signature", "shipDate": "2026-03-04",
              "weight": { "value": 500.5, "units": "grams" }, "insuranceOptions": { "provider": "carrier", "insureShipment": true, "insuredValue": 120.00 },
              "internationalOptions": { "contents": "merchandise", "nonDelivery": "return_to_sender",
                "customsItems": [ { "description": "Lamp", "quantity": 2, "value": 39.80, "harmonizedTariffCode": "940520", "countryOfOrigin": "PL" } ] },
              "testLabel": true }
            """,
            _rig.Http.Requests[0].Body);
    }

    [Theory]
    [InlineData(PurchaseRoute.ByRate, null, "/v2/labels/rates/se-9300001")]
    [InlineData(PurchaseRoute.ByShipment, null, "/v2/labels/shipment/se-812000451")]
    [InlineData(PurchaseRoute.ByShipment, "se-77-a", "/v2/labels/shipment/se-77-a")]
    public async Task V2_buys_by_the_id_and_sends_only_the_form_of_the_document(PurchaseRoute route, string? shipment, string path)
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V2Label);
        var bought = Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase(route) with { ShipmentId = shipment, Format = DocumentFormat.Zpl }));

        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("POST", path, "v2-key-1"), (sent.Method, sent.PathAndQuery, sent.Headers["api-key"]));
        Sample.IsJson("""{ "validate_address": "no_validation", "label_format": "zpl", "label_layout": "4x6", "label_download_type": "url", "display_scheme": "label" }""", sent.Body);
        var label = bought.Label;
        Assert.Equal((LabelApi.V2, 455100777L, "se-455100777", 812000451L, Sample.Tracking), (label.Api, label.ShipmentId, label.LabelId, label.ShippingOrderId, label.TrackingNumber));
        Assert.Equal((7.34m, "USD", "stamps_com", 880018L, "usps_ground_advantage", "package"), (label.Cost, label.Currency, label.CarrierCode, label.CarrierAccountId, label.ServiceCode, label.PackageCode));
        Assert.Equal(new Weight(7.2m, WeightUnit.Pounds), label.BilledWeight);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 17, 21, 2, 118, TimeSpan.Zero), label.CreatedAt);
        Assert.Equal((DocumentFormat.Pdf, new Uri(Sample.Link)), (label.Documents[^1].Format, label.Documents[^1].Link));
        Assert.Equal(new LabelPackage(1, Sample.Tracking, new Weight(21, WeightUnit.Ounces), new Dimensions(9, 6, 4, LengthUnit.Inches)), Assert.Single(label.Packages));
        Assert.Equal([("default/v2", RateLane.Normal)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task Several_packages_are_in_their_sequence_with_the_master_first()
    {
        _rig.Http.Then(HttpStatusCode.OK, """
            { "label_id": "se-5", "status": "completed", "tracking_number": "M1", "shipment_cost": { "currency": "usd", "amount": 30 },
              "packages": [ { "sequence": 2, "tracking_number": "T2" }, { "sequence": 3, "tracking_number": "T3", "weight": { "value": 1.5, "unit": "kilogram" } }, { "sequence": 1, "tracking_number": "M1" } ] }
            """);
        var label = Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase(PurchaseRoute.ByShipment))).Label;
        Assert.Equal([1, 2, 3], label.Packages.Select(p => p.Sequence));
        Assert.Equal(["M1", "T2", "T3"], label.TrackingNumbers);
        Assert.Equal(new Weight(1500m, WeightUnit.Grams), label.Packages[2].Weight);
    }

    [Theory]
    [InlineData("\"labelData\": \"%%% no base64\"")]
    [InlineData("\"labelData\": null")]
    [InlineData("\"labelData\": \"PGh0bWw+\"")]
    [InlineData("\"labelData\": \"JVBERi0xLjQKJ\"")]
    [InlineData("\"labelData\": { \"a\": [1] }")]
    [InlineData("\"other\": 1")]
    public async Task A_label_without_a_usable_document_is_bought(string data)
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "shipmentId": 7, "shipmentCost": 6.84, "trackingNumber": "T1", {{data}} }""");
        Assert.Empty(Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase())).Label.Documents);
    }

    public static TheoryData<PurchaseRoute, string, UnknownReason, string?> Successes => new()
    {
        { PurchaseRoute.ByOrder, "", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByOrder, "null", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByOrder, "[]", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByOrder, "<html><title>OK</title></html>", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByOrder, """{ "shipmentId": 455100777, "shipmentCost": 6.84, "trackingNumber": "94001000""", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByOrder, "{}", UnknownReason.NoIds, null },
        { PurchaseRoute.ByOrder, """{ "shipmentId": 0, "trackingNumber": "T1" }""", UnknownReason.NoIds, null },
        { PurchaseRoute.ByOrder, """{ "shipmentId": 7, "shipmentCost": 6.84, "trackingNumber": " " }""", UnknownReason.NoIds, "se-7" },
        { PurchaseRoute.ByRate, "", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByRate, """{ "label_id": "se-7", "status": "compl""", UnknownReason.Unreadable, null },
        { PurchaseRoute.ByRate, """{ "status": "completed", "tracking_number": "T1" }""", UnknownReason.NoIds, null },
        { PurchaseRoute.ByRate, """{ "label_id": "7/../x", "status": "completed", "tracking_number": "T1" }""", UnknownReason.NoIds, null },
        { PurchaseRoute.ByRate, """{ "label_id": "se-7", "status": "completed", "trackable": true }""", UnknownReason.NoIds, "se-7" },
        { PurchaseRoute.ByRate, """{ "label_id": "se-7", "status": "processing" }""", UnknownReason.Processing, "se-7" },
        { PurchaseRoute.ByShipment, """{ "label_id": "se-7", "status": "error", "tracking_number": "T1" }""", UnknownReason.LabelError, "se-7" },
        { PurchaseRoute.ByShipment, """{ "label_id": "se-7", "status": "voided", "tracking_number": "T1" }""", UnknownReason.Unreadable, "se-7" }
    };

    [Theory]
    [MemberData(nameof(Successes))]
    public async Task A_success_that_proves_nothing_is_unknown_and_names_the_label_where_it_can(PurchaseRoute route, string body, UnknownReason reason, string? labelId)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        var outcome = await UnknownAsync(route);
        Assert.Equal((reason, ErrorCodes.LabelOutcomeUnknown, labelId, labelId), (outcome.Reason, outcome.Code, outcome.LabelId, outcome.Label?.LabelId));
        Assert.Single(_rig.Http.Requests);
        Assert.DoesNotContain("redacted:", Assert.Single(_rig.Journal.Exchanges).ResponseBody ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_tracking_is_bought_without_a_number()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{ "label_id": "se-7", "status": "completed", "trackable": false }""");
        Assert.Null(Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase(PurchaseRoute.ByRate))).Label.TrackingNumber);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_gateways_error_is_unknown_and_nothing_is_sent_again(PurchaseRoute route)
    {
        foreach (var status in new[] { 408, 409, 425, 500, 501, 502, 503, 504, 302 })
        {
            _rig.Http.Then((HttpStatusCode)status, "<html><title>Bad gateway</title></html>");
            var outcome = await UnknownAsync(route);
            Assert.Equal((UnknownReason.ServerError, status), (outcome.Reason, outcome.Status));
        }
        Assert.Equal(9, _rig.Http.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_broken_connection_is_unknown_and_nothing_is_sent_again(PurchaseRoute route)
    {
        _rig.Http.Then(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")).Then(_ => throw new IOException("reset"))
            .Then(_ => throw new HttpRequestException("no more is known"));
        for (var i = 0; i < 3; i++) Assert.Equal((UnknownReason.NoResponse, 0), (await UnknownAsync(route) is var outcome ? (outcome.Reason, outcome.Status) : default));
        Assert.Equal(3, _rig.Http.Requests.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_connection_that_was_never_made_bought_nothing(HttpRequestError error)
    {
        _rig.Http.Then(_ => throw new HttpRequestException(error, "no way"));
        var postponement = Assert.IsType<PurchaseResult.Postponed>(await BuyAsync(Sample.Purchase())).Postponement;
        Assert.Equal((null, ErrorCodes.ConnectionFailed), (postponement.RetryAt, postponement.Code));
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_timeout_is_unknown_after_the_time_for_labels()
    {
        _rig.Options.TimeoutSeconds = 5;
        _rig.Options.LabelTimeoutSeconds = 130;
        var sent = new TaskCompletionSource();
        _rig.Http.ThenAsync(async (_, stop) =>
        {
            sent.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _rig.Clock, stop);
            throw new InvalidOperationException();
        });
        var buying = BuyAsync(Sample.Purchase());
        await sent.Task;
        _rig.Clock.Advance(TimeSpan.FromSeconds(129));
        Assert.False(buying.IsCompleted);
        _rig.Clock.Advance(TimeSpan.FromSeconds(2));
        var outcome = Assert.IsType<PurchaseResult.Unknown>(await buying).Outcome;
        Assert.Equal(UnknownReason.NoResponse, outcome.Reason);
        Assert.Contains("130 s", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(130), _rig.Labels.Purchases.LongestCall);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_gets_unknown_and_no_exception()
    {
        using var stop = new CancellationTokenSource();
        _rig.Http.ThenAsync(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            throw new InvalidOperationException();
        });
        var result = await _rig.Labels.Purchases.BuyAsync(Sample.Purchase(), stop.Token);
        Assert.Equal(UnknownReason.Interrupted, Assert.IsType<PurchaseResult.Unknown>(result).Outcome.Reason);
    }

    [Fact]
    public async Task A_caller_who_has_stopped_already_sends_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.Labels.Purchases.BuyAsync(Sample.Purchase(), new CancellationToken(canceled: true)));
        Assert.Empty(_rig.Http.Requests);
        Assert.Empty(_rig.Budget.Taken);
    }

    [Fact]
    public async Task What_was_bought_is_returned_although_the_journal_failed()
    {
        _rig.Journal.Failure = new StorageException(FailureKind.Transient, ErrorCodes.StorageFull, "full");
        _rig.Http.Then(HttpStatusCode.OK, Sample.V1Label).Then(HttpStatusCode.BadRequest, """{ "Message": "No." }""").Then(HttpStatusCode.BadGateway, "");
        Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase()));
        Assert.IsType<PurchaseResult.Refused>(await BuyAsync(Sample.Purchase()));
        Assert.IsType<PurchaseResult.Unknown>(await BuyAsync(Sample.Purchase()));
    }

    [Fact]
    public async Task Without_a_permit_nothing_is_sent()
    {
        _rig.Budget.Left = 0;
        var postponement = Assert.IsType<PurchaseResult.Postponed>(await BuyAsync(Sample.Purchase())).Postponement;
        Assert.Equal((Rig.Start.AddSeconds(42), ErrorCodes.RateLimited), (postponement.RetryAt, postponement.Code));
        Assert.Empty(_rig.Http.Requests);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_full_window_bought_nothing(PurchaseRoute route)
    {
        _rig.Http.Then(HttpStatusCode.TooManyRequests, "", ("Retry-After", "17"));
        var postponement = Assert.IsType<PurchaseResult.Postponed>(await BuyAsync(Sample.Purchase(route))).Postponement;
        Assert.Equal((Rig.Start.AddSeconds(18), 429), (postponement.RetryAt, postponement.Status));
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_response_beyond_the_cap_is_unknown_and_is_not_read_to_its_end()
    {
        var read = new BlankStream(64L * 1024 * 1024);
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(read) });
        Assert.Equal(UnknownReason.TooLarge, (await UnknownAsync(PurchaseRoute.ByOrder)).Reason);
        Assert.InRange(read.Taken, 16L * 1024 * 1024, 18L * 1024 * 1024);
    }

    [Fact]
    public async Task A_small_cap_for_lists_does_not_make_a_purchase_unreadable()
    {
        _rig.Options.MaxResponseMegabytes = 1;
        var large = Convert.ToBase64String([.. Sample.Pdf[..9], .. new byte[3 * 1024 * 1024], .. Sample.Pdf[9..]]);
        _rig.Http.Then(HttpStatusCode.OK, Sample.V1Label.Replace(Sample.PdfText, large, StringComparison.Ordinal));
        Assert.Single(Assert.IsType<PurchaseResult.Bought>(await BuyAsync(Sample.Purchase())).Label.Documents);
    }

    [Fact]
    public async Task A_refusal_repeats_nothing_about_people()
    {
        _rig.Http.Then(HttpStatusCode.InternalServerError, """{ "Message": "An error has occurred.", "ExceptionMessage": "UPS 120203: the address of Ada Quillfeather, 12 Alder Way, is too long", "ExceptionType": "System.Exception" }""");
        var refusal = Assert.IsType<PurchaseResult.Refused>(await BuyAsync(Sample.Purchase())).Refusal;
        Assert.Equal((RefusalKind.Address, ErrorCodes.LabelRefused, 500), (refusal.Kind, refusal.Code, refusal.Status));
        Assert.Contains("[address]", refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Quillfeather", refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Alder", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_links_the_purchase_to_the_shop_order()
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V1Label);
        await BuyAsync(Sample.Purchase());
        var exchange = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal([A.OrderId], exchange.OrderIds);
        Assert.Equal(("/orders/createlabelfororder", 1, "label 455100777, 7.34, 1 documents"), (exchange.Path, exchange.Attempt, exchange.ResponseBody));
    }
}
