using System.Net;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class LabelReadingsTests
{
    private const string V1Row =
        """
        { "shipmentId": 455100777, "orderId": 812000451, "orderKey": "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main", "userId": "u-1", "orderNumber": "CT-100045", "createDate": "2026-03-04T09:21:02.1180000", "shipDate": "2026-03-04",
          "shipmentCost": 6.84, "insuranceCost": 0.5, "trackingNumber": "9400100000000000000450", "isReturnLabel": false, "batchNumber": "100301", "carrierCode": "stamps_com",
          "serviceCode": "usps_ground_advantage", "packageCode": "package", "voided": true, "voidDate": "2026-03-04T10:00:00.0000000" }
        """;

    private static readonly DateTimeOffset s_from = new(2026, 3, 4, 17, 0, 0, TimeSpan.Zero);

    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    [Fact]
    public async Task V1_lists_the_labels_of_an_order_also_voided_ones()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "shipments": [ {{V1Row}}, { "shipmentId": 8, "orderId": 5 }, { "shipmentId": 9, "orderId": 812000451, "isReturnLabel": true }, {{V1Row}} ], "total": 4, "page": 1, "pages": 1 }""");
        var labels = await _rig.Labels.Readings.ListOfOrderAsync(812000451, LabelApi.V1, RateLane.Preparing, default);

        Assert.Equal("/shipments?orderId=812000451&page=1&pageSize=500", Assert.Single(_rig.Http.Requests).PathAndQuery);
        Assert.Equal([("default", RateLane.Preparing)], _rig.Budget.Taken);
        Assert.Equal([455100777L, 9L], labels.Select(l => l.ShipmentId!.Value));
        var label = labels[0];
        Assert.Equal((LabelApi.V1, "se-455100777", 812000451L, A.Key(1001), "CT-100045"), (label.Api, label.LabelId, label.ShippingOrderId, label.OrderKey, label.OrderNumber));
        Assert.Equal((LabelStatus.Voided, true, new DateTimeOffset(2026, 3, 4, 18, 0, 0, TimeSpan.Zero), false), (label.Status, label.IsVoided, label.VoidedAt, label.IsLive));
        Assert.Equal((new DateTimeOffset(2026, 3, 4, 17, 21, 2, 118, TimeSpan.Zero), new DateOnly(2026, 3, 4), "u-1", "100301"), (label.CreatedAt, label.ShipDate, label.CreatedBy, label.BatchId));
        Assert.Equal((7.34m, null, "stamps_com", "usps_ground_advantage", "package", Sample.Tracking), (label.Cost, label.Currency, label.CarrierCode, label.ServiceCode, label.PackageCode, label.TrackingNumber));
        Assert.False(labels[1].IsLive);
        Assert.Equal(Rig.Start, label.ObservedAt);
    }

    [Fact]
    public async Task V2_lists_the_same_labels_by_their_other_names()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "labels": [ {{Sample.V2Label}}, { "label_id": "se-8", "shipment_id": "se-5" } ], "total": 2, "page": 1, "pages": 1, "links": { "next": {} } }""");
        var labels = await _rig.Labels.Readings.ListOfOrderAsync(812000451, LabelApi.V2, RateLane.Normal, default);

        Assert.Equal("/v2/labels?page=1&page_size=100&sort_by=created_at&sort_dir=asc&shipment_id=se-812000451", Assert.Single(_rig.Http.Requests).PathAndQuery);
        Assert.Equal([("default/v2", RateLane.Normal)], _rig.Budget.Taken);
        var label = Assert.Single(labels);
        Assert.Equal((LabelApi.V2, 455100777L, "se-455100777", 812000451L, A.Key(1001), "CT-100045"), (label.Api, label.ShipmentId, label.LabelId, label.ShippingOrderId, label.OrderKey, label.OrderNumber));
        Assert.Equal((LabelStatus.Completed, true, new DateOnly(2026, 3, 4), 7.34m, "USD", 880018L), (label.Status, label.IsLive, label.ShipDate, label.Cost, label.Currency, label.CarrierAccountId));
        Assert.Null(label.BatchId);
        Assert.Equal(new Uri(Sample.Link), Assert.Single(label.Documents).Link);
        Assert.Single(label.Packages);
    }

    [Theory]
    [InlineData("2026-03-04T08:00:00Z", 4)]
    [InlineData("2026-07-04T07:00:00Z", 4)]
    [InlineData("2026-03-04T00:00:00Z", 4)]
    public async Task A_ship_date_of_V2_is_a_midnight_of_its_day(string text, int day)
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "label_id": "se-7", "ship_date": "{{text}}" }""");
        Assert.Equal(day, (await _rig.Labels.Readings.FindAsync("se-7", RateLane.Normal, default))!.ShipDate!.Value.Day);
    }

    [Theory]
    [InlineData(LabelApi.V1, """{ "shipments": [ { "orderId": 812000451 } ], "pages": 1 }""")]
    [InlineData(LabelApi.V1, """{ "shipments": [ { "shipmentId": 7, "orderId": 812000451, "createDate": "no time" } ], "pages": 1 }""")]
    [InlineData(LabelApi.V2, """{ "labels": [ { "shipment_id": "se-812000451" } ], "pages": 1 }""")]
    [InlineData(LabelApi.V2, """{ "labels": [ { "label_id": "se-7", "shipment_id": "se-812000451", "created_at": "no time" } ], "pages": 1 }""")]
    public async Task A_label_of_the_order_that_cannot_be_read_fails_the_reading(LabelApi api, string body)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        Rig.Is(await Rig.FailureOf(() => _rig.Labels.Readings.ListOfOrderAsync(812000451, api, RateLane.Normal, default)), FailureKind.Rejected, ErrorCodes.UnreadableResponse);
    }

    [Theory]
    [InlineData(LabelApi.V1, "shipments")]
    [InlineData(LabelApi.V2, "labels")]
    public async Task All_pages_of_an_order_are_read(LabelApi api, string name)
    {
        string Row(int id) => api == LabelApi.V1 ? $$"""{ "shipmentId": {{id}}, "orderId": 812000451 }""" : $$"""{ "label_id": "se-{{id}}", "shipment_id": "se-812000451" }""";
        _rig.Http.Then(HttpStatusCode.OK, $$"""{ "{{name}}": [ {{Row(1)}} ], "pages": 2 }""").Then(HttpStatusCode.OK, $$"""{ "{{name}}": [ {{Row(2)}} ], "pages": 2 }""");
        Assert.Equal([1L, 2L], (await _rig.Labels.Readings.ListOfOrderAsync(812000451, api, RateLane.Normal, default)).Select(l => l.ShipmentId!.Value));
    }

    [Theory]
    [InlineData(LabelApi.V1, false, "/shipments?sortBy=CreateDate&sortDir=ASC&createDateStart=2026-03-04%2008%3A59%3A59&createDateEnd=2026-03-04%2010%3A00%3A01&page=2&pageSize=500")]
    [InlineData(LabelApi.V1, true, "/shipments?sortBy=CreateDate&sortDir=ASC&voidDateStart=2026-03-04%2008%3A59%3A59&voidDateEnd=2026-03-04%2010%3A00%3A01&page=2&pageSize=500")]
    [InlineData(LabelApi.V2, false, "/v2/labels?page=2&page_size=100&sort_by=created_at&sort_dir=asc&created_at_start=2026-03-04T17%3A00%3A00.000Z&created_at_end=2026-03-04T18%3A00%3A00.000Z")]
    [InlineData(LabelApi.V2, true, "/v2/labels?page=2&page_size=100&sort_by=created_at&sort_dir=asc&created_at_start=2026-03-04T17%3A00%3A00.000Z&created_at_end=2026-03-04T18%3A00%3A00.000Z&label_status=voided")]
    public async Task One_call_settles_many_orders_by_a_window(LabelApi api, bool voided, string path)
    {
        _rig.Http.Then(HttpStatusCode.OK, api == LabelApi.V1 ? $$"""{ "shipments": [ {{V1Row}}, { "orderId": 1 } ], "pages": 3 }""" : $$"""{ "labels": [ {{Sample.V2Label}}, { "status": "completed" } ], "pages": 3 }""");
        var window = new ShippingWindow(s_from, s_from.AddHours(1), Page: 2);
        var readings = _rig.Labels.Readings;
        var page = voided ? await readings.ListVoidedAsync(window, api, RateLane.Background, default) : await readings.ListCreatedAsync(window, api, RateLane.Background, default);

        Assert.Equal(path, Assert.Single(_rig.Http.Requests).PathAndQuery);
        Assert.Equal((455100777L, true, 1), (Assert.Single(page.Items).ShipmentId, page.More, page.Unreadable.Count));
        Assert.Equal(RateLane.Background, Assert.Single(_rig.Budget.Taken).Lane);
    }

    [Fact]
    public async Task A_reading_is_tried_again_and_then_fails()
    {
        _rig.Http.Always = _ => Connector.TestSupport.Http.StubHttp.Response(HttpStatusCode.ServiceUnavailable, "");
        Rig.Is(await Rig.FailureOf(() => _rig.Labels.Readings.ListOfOrderAsync(1, LabelApi.V2, RateLane.Normal, default)), FailureKind.Transient, ErrorCodes.ServerError);
        Assert.Equal(3, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task One_label_is_read_with_fresh_links()
    {
        _rig.Http.Then(HttpStatusCode.OK, Sample.V2Label).Then(HttpStatusCode.NotFound, "");
        var label = await _rig.Labels.Readings.FindAsync("se-455100777", RateLane.Normal, default);
        Assert.Equal(("/v2/labels/se-455100777", new Uri(Sample.Link)), (_rig.Http.Requests[0].PathAndQuery, label!.Documents[0].Link));
        Assert.Null(await _rig.Labels.Readings.FindAsync("se-8", RateLane.Normal, default));
        Assert.Null(await _rig.Labels.Readings.FindAsync("8/void", RateLane.Normal, default));
        Assert.Equal(2, _rig.Http.Requests.Count);
    }
}
