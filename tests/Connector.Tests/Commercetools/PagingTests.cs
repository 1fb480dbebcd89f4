using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class PagingTests : IDisposable
{
    private readonly Shop _shop = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 1)]
    [InlineData(501, 2)]
    [InlineData(1000, 2)]
    [InlineData(1250, 3)]
    public async Task All_orders_come_once_with_no_call_to_spare(int orders, int calls)
    {
        Serve(orders);

        var read = await ReadAllAsync();

        Assert.Equal(Enumerable.Range(1, orders).Select(Documents.IdOf), read.Select(order => order.Id));
        Assert.Equal(calls, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task A_total_is_asked_for_only_where_it_can_spare_a_page()
    {
        Serve(1600);

        await ReadAllAsync();

        Assert.Equal(["true", "false", "false", "true"], _shop.Server.Calls.Select(call => call.QueryAll("withTotal").Single()));
    }

    [Fact]
    public async Task A_shop_that_reports_no_total_is_asked_until_a_page_is_not_full()
    {
        Serve(1000, reportTotal: false);

        Assert.Equal(1000, (await ReadAllAsync()).Count);
        Assert.Equal(3, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task The_first_page_starts_at_the_instant_and_the_next_behind_the_last_row()
    {
        Serve(501);

        await ReadAllAsync(predicate: "paymentState = \"Paid\"");

        var (first, second) = (_shop.Server.Calls[0], _shop.Server.Calls[1]);
        Assert.Equal("/acme/orders", first.Path);
        Assert.Equal(["lastModifiedAt >= :t", "paymentState = \"Paid\""], first.QueryAll("where"));
        Assert.Equal(["2026-03-02T11:00:00.000Z"], first.QueryAll("var.t"));
        Assert.Equal(["lastModifiedAt asc", "id asc"], first.QueryAll("sort"));
        Assert.Equal(["500"], first.QueryAll("limit"));
        Assert.Equal(["lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)", "paymentState = \"Paid\""], second.QueryAll("where"));
        Assert.Equal(["2026-03-02T12:08:20.000Z"], second.QueryAll("var.t"));
        Assert.Equal([Documents.IdOf(500)], second.QueryAll("var.i"));
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_is_reported_and_the_others_come()
    {
        _shop.Server.On("GET /acme/orders", _ => Documents.Page(
        [
            Documents.Numbered(1),
            Documents.Numbered(2).Replace("\"version\":3", "\"version\":3,\"orderNumber\":\"A-2\",\"locale\":7", StringComparison.Ordinal),
            Documents.Numbered(3).Replace("\"id\"", "\"old\"", StringComparison.Ordinal),
            "17",
            Documents.Numbered(5)
        ]));

        var page = await _shop.Orders.ListChangedAsync(Since(), default);

        Assert.Equal([Documents.IdOf(1), Documents.IdOf(5)], page.Orders.Select(order => order.Id));
        Assert.Equal(
            [
                new UnreadableOrder(Documents.IdOf(2), "A-2", 3, "locale: unexpected type or value"),
                new UnreadableOrder("", null, 3, "id: missing"),
                new UnreadableOrder("", null, 0, "document: not an object")
            ],
            page.Unreadable);
        Assert.Equal((Documents.ChangedAt(5), Documents.IdOf(5)), (page.Last!.LastModifiedAt, page.Last.Id));
        Assert.False(page.More);
    }

    [Fact]
    public async Task A_last_row_that_cannot_be_read_still_reports_where_to_go_on()
    {
        _shop.Server.On("GET /acme/orders", _ => Documents.Page([Documents.Numbered(1), Documents.Numbered(2).Replace("1250", "\"x\"", StringComparison.Ordinal)], 9));

        var page = await _shop.Orders.ListChangedAsync(Since() with { PageSize = 2 }, default);

        Assert.Equal("totalPrice.centAmount: unexpected type or value", page.Unreadable.Single().Problem);
        Assert.Equal(new PagePosition(Documents.ChangedAt(2), Documents.IdOf(2), 7), page.Last);
        Assert.True(page.More);
    }

    [Fact]
    public async Task A_row_whose_date_is_no_text_keeps_none_of_the_others_back()
    {
        _shop.Server.On("GET /acme/orders", _ => Documents.Page([Documents.Numbered(1), """{"id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f9999","version":1,"lastModifiedAt":"\ud800"}"""], 2));

        var page = await _shop.Orders.ListChangedAsync(Since() with { PageSize = 2 }, default);

        Assert.Equal([Documents.IdOf(1)], page.Orders.Select(order => order.Id));
        Assert.Single(page.Unreadable);
    }

    [Fact]
    public async Task A_page_that_leads_nowhere_is_a_failure_and_no_endless_loop()
    {
        Serve(3);
        var stuck = new PagePosition(Documents.ChangedAt(2), Documents.IdOf(2));
        _shop.Server.On("GET /acme/orders", _ => Documents.Page([Documents.Numbered(1), Documents.Numbered(2)], 9));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.ListChangedAsync(Since() with { PageSize = 2, After = stuck }, default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.UnreadableResponse), (failure.Kind, failure.Code));
    }

    [Theory]
    [InlineData("ContentTooLarge")]
    [InlineData("QueryComplexityLimitExceeded")]
    public async Task A_page_that_is_too_heavy_for_the_shop_is_asked_for_in_smaller_ones(string code)
    {
        _shop.Server.On("GET /acme/orders", seen => int.Parse(seen.QueryAll("limit")[0], System.Globalization.CultureInfo.InvariantCulture) > 125
            ? Documents.Error(400, code)
            : Documents.Page(Enumerable.Range(1, 125).Select(Documents.Numbered), 300));

        var page = await _shop.Orders.ListChangedAsync(Since(), default);

        Assert.Equal(["500", "250", "125"], _shop.Server.Calls.Select(call => call.QueryAll("limit").Single()));
        Assert.True(page.More);
        Assert.Equal(175, page.Last!.KnownRemaining);
    }

    [Fact]
    public async Task A_page_whose_json_is_broken_is_a_failure()
    {
        _shop.Server.On("GET /acme/orders", """{"count":2,"results":[{"id":"x"},""");

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.ListChangedAsync(Since(), default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.UnreadableResponse), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task The_journal_keeps_which_orders_came_and_not_their_documents()
    {
        _shop.Server.On("GET /acme/orders", _ => Documents.Page([Documents.Numbered(1), Documents.Numbered(2)]));

        await _shop.Orders.ListChangedAsync(Since(), default);

        var exchange = _shop.Journal.Exchanges.Single(one => one.Method == "GET");
        Assert.Equal($$$"""{"count":2,"versions":{"{{{Documents.IdOf(1)}}}":3,"{{{Documents.IdOf(2)}}}":3}}""", exchange.ResponseBody);
        Assert.Empty(exchange.OrderIds);
    }

    public void Dispose() => _shop.Dispose();

    private static OrderQuery Since(string? predicate = null) => new(new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero), After: null, predicate);

    private async Task<List<Order>> ReadAllAsync(string? predicate = null)
    {
        List<Order> all = [];
        var query = Since(predicate);
        while (true)
        {
            var page = await _shop.Orders.ListChangedAsync(query, default);
            all.AddRange(page.Orders);
            Assert.Empty(page.Unreadable);
            if (!page.More) return all;
            query = query with { After = page.Last };
        }
    }

    // Responds as the platform does: rows behind the position, up to the limit, the total of all that match when it is asked for.
    private void Serve(int orders, bool reportTotal = true) => _shop.Server.On("GET /acme/orders", seen =>
    {
        var after = seen.QueryAll("var.i") is [var id] ? int.Parse(id[^12..], System.Globalization.CultureInfo.InvariantCulture) : 0;
        var results = Enumerable.Range(after + 1, Math.Min(500, orders - after)).Select(Documents.Numbered);
        return Documents.Page(results, reportTotal && seen.QueryAll("withTotal") is ["true"] ? orders - after : null);
    });
}
