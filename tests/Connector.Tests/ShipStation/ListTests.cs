using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class ListTests
{
    private static readonly ShippingWindow Window = new(Rig.Start, Rig.Start.AddHours(1));
    private readonly Rig _rig = new();

    [Fact]
    public async Task Orders_are_asked_for_by_change_oldest_first_with_pacific_bounds()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orders":[],"total":0,"page":1,"pages":0}""");
        await _rig.Account.ListOrdersAsync(Window with { Page = 3, PageSize = 200 }, RateLane.Background, default);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("GET", "/orders"), (sent.Method, sent.Address.AbsolutePath));
        Assert.Equal(("2026-03-03 09:19:59", "2026-03-03 10:20:01"), (sent.Query("modifyDateStart"), sent.Query("modifyDateEnd")));
        Assert.Equal(("ModifyDate", "ASC", "3", "200"), (sent.Query("sortBy"), sent.Query("sortDir"), sent.Query("page"), sent.Query("pageSize")));
        Assert.Equal("", sent.Body);
    }

    [Fact]
    public async Task An_open_window_has_no_end()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orders":null}""");
        Assert.Empty((await _rig.Account.ListOrdersAsync(Window with { To = null }, RateLane.Background, default)).Items);
        Assert.Null(_rig.Http.Requests[0].Query("modifyDateEnd"));
    }

    [Theory]
    [InlineData(false, "createDate")]
    [InlineData(true, "voidDate")]
    public async Task Labels_are_asked_for_with_their_items_by_creation_or_void(bool voided, string field)
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"shipments":[]}""");
        await _rig.Account.ListShipmentsAsync(Window, voided, RateLane.Background, default);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("/shipments", "true", "CreateDate", "ASC"), (sent.Address.AbsolutePath, sent.Query("includeShipmentItems"), sent.Query("sortBy"), sent.Query("sortDir")));
        Assert.Equal(("2026-03-03 09:19:59", "2026-03-03 10:20:01"), (sent.Query(field + "Start"), sent.Query(field + "End")));
        Assert.Null(sent.Query((voided ? "createDate" : "voidDate") + "Start"));
    }

    [Fact]
    public async Task Fulfillments_are_asked_for_by_creation()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"fulfillments":[{"fulfillmentId":5,"orderId":6}]}""");
        var page = await _rig.Account.ListFulfillmentsAsync(Window, RateLane.Background, default);
        Assert.Equal("ssf-5", Assert.Single(page.Items).Key);
        Assert.Equal(("/fulfillments", "CreateDate"), (_rig.Http.Requests[0].Address.AbsolutePath, _rig.Http.Requests[0].Query("sortBy")));
    }

    [Theory]
    [InlineData(2, 1, 1, true)] // a full page: another may follow whatever is reported
    [InlineData(2, 1, 0, true)]
    [InlineData(1, 1, 1, false)]
    [InlineData(1, 1, 0, false)]
    [InlineData(1, 1, 3, true)] // rows lost inside a page: what is reported counts too
    [InlineData(0, 4, 3, false)]
    public async Task More_may_follow_when_the_page_is_full_or_the_response_says_so(int rows, int page, int pages, bool more)
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{"orders":[{{Rows(1, rows)}}],"total":9,"page":{{page}},"pages":{{pages}}}""");
        Assert.Equal(more, (await _rig.Account.ListOrdersAsync(Window with { Page = page, PageSize = 2 }, RateLane.Background, default)).More);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_left_out_and_named()
    {
        var tower = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        _rig.Http.Then(HttpStatusCode.OK, $$"""
            {"total":6,"orders":[{"orderId":1},null,{"items":[{"quantity":"many"}],"orderId":3},{"orderId":4,"modifyDate":"soon"},"row",{"orderNumber":"no id"},
            {"orderId":7,"items":{{tower}} },{"orderId":8}],"page":1,"pages":1}
            """);
        var page = await _rig.Account.ListOrdersAsync(Window with { PageSize = 8 }, RateLane.Background, default);
        Assert.Equal([1, 8], page.Items.Select(order => order.ShippingOrderId));
        Assert.Equal(
            [
                "orders[1]: null", "orders[2] (orderId 3): $.items[0].quantity", "orders[4]: $", "orders[6] (orderId 7): $.items[0]",
                "orders (orderId 4): modifyDate", "orders (orderId ): orderId"
            ],
            page.Unreadable);
        Assert.True(page.More); // all eight rows count
    }

    [Theory]
    [InlineData("""{"total":0}""")]
    [InlineData("""{"orders":{}}""")]
    [InlineData("""[]""")]
    [InlineData("""{"orders":[{"orderId":1},{"orderId":2""")]
    [InlineData("""{"orders":[{"orderId":1}]""")]
    [InlineData("""{"orders":[]} and more""")]
    public async Task A_response_that_is_no_list_or_cut_is_unreadable(string body)
    {
        _rig.Http.Then(HttpStatusCode.OK, body);
        Rig.Is(
            await Rig.FailureOf(() => _rig.Account.ListOrdersAsync(Window, RateLane.Background, default)), FailureKind.Transient, ErrorCodes.UnreadableResponse);
    }

    [Fact]
    public async Task A_search_by_number_reads_all_pages_and_keeps_exact_matches_only()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orders":[{"orderId":1,"orderNumber":"T-1"},{"orderId":2,"orderNumber":"T-10"},null],"pages":2}""")
            .Then(HttpStatusCode.OK, """{"orders":[{"orderId":3,"orderNumber":"T-1"},{"orderId":1,"orderNumber":"T-1"},{"orderId":4,"orderNumber":"t-1"}],"pages":2}""");
        Assert.Equal([1, 3], (await _rig.Account.FindOrdersAsync("T-1", RateLane.Normal, default)).Select(order => order.ShippingOrderId));
        Assert.Equal(["/orders?orderNumber=T-1&page=1&pageSize=500", "/orders?orderNumber=T-1&page=2&pageSize=500"], _rig.Http.Requests.Select(sent => sent.PathAndQuery));
    }

    [Fact]
    public async Task A_number_with_special_characters_stays_one_parameter()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orders":[]}""");
        await _rig.Account.FindOrdersAsync("a&b=#c/ü +", RateLane.Normal, default);
        Assert.Equal("a&b=#c/ü +", _rig.Http.Requests[0].Query("orderNumber"));
    }

    [Fact]
    public async Task A_search_that_matches_half_the_account_ends()
    {
        _rig.Http.Always = _ => StubHttp.Response(HttpStatusCode.OK, """{"orders":[],"pages":99999}""");
        Rig.Is(await Rig.FailureOf(() => _rig.Account.FindOrdersAsync("1", RateLane.Normal, default)), FailureKind.Rejected, ErrorCodes.ResponseTooLarge);
        Assert.Equal(10, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task All_labels_of_an_order_are_read_once_each()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"shipments":[{"shipmentId":7,"orderId":5},null,{"shipmentId":8,"orderId":5,"voided":true},{"shipmentId":7,"orderId":5},{"shipmentId":9,"orderId":55}]}""");
        Assert.Equal([7, 8], (await _rig.Account.ListShipmentsOfOrderAsync(5, RateLane.Normal, default)).Select(label => label.Id));
        Assert.Equal("/shipments?orderId=5&includeShipmentItems=true&page=1&pageSize=500", Assert.Single(_rig.Http.Requests).PathAndQuery);
    }

    [Fact]
    public async Task A_part_of_an_orders_labels_never_passes_for_all_of_them()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"shipments":[{"shipmentId":7,"orderId":5},{"shipmentId":8,"orderId":5,"voidDate":"x"}]}""");
        var failure = await Rig.FailureOf(() => _rig.Account.ListShipmentsOfOrderAsync(5, RateLane.Normal, default));
        Rig.Is(failure, FailureKind.Rejected, ErrorCodes.UnreadableResponse);
        Assert.Contains("shipments (shipmentId 8): voidDate", failure.Message, StringComparison.Ordinal);
    }

    private static string Rows(int first, int count) => string.Join(',', Enumerable.Range(first, count).Select(id => $$"""{"orderId":{{id}}}"""));
}
