using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class LoadingTests : IDisposable
{
    private readonly Shop _shop = new();

    [Fact]
    public async Task A_hundred_orders_are_one_call_with_a_short_enough_address()
    {
        ServeAll();

        var loaded = await _shop.Orders.LoadAsync([.. Enumerable.Range(1, 100).Select(Documents.IdOf)], default);

        Assert.Equal(100, loaded.Orders.Count);
        var call = Assert.Single(_shop.Server.Calls);
        Assert.Equal(["id in :ids"], call.QueryAll("where"));
        Assert.Equal(100, call.QueryAll("var.ids").Count);
        Assert.Equal(["500"], call.QueryAll("limit"));
        Assert.InRange(call.Address.AbsoluteUri.Length, 1, 7999);
    }

    [Fact]
    public async Task More_ids_than_an_address_holds_go_in_several_calls_and_each_id_once()
    {
        ServeAll();
        var ids = Enumerable.Range(1, 400).Select(Documents.IdOf).ToList();

        var loaded = await _shop.Orders.LoadAsync([.. ids, ids[0], ""], default);

        Assert.Equal(ids, loaded.Orders.Select(order => order.Id));
        Assert.All(_shop.Server.Calls, call => Assert.InRange(call.Address.AbsoluteUri.Length, 1, 7999));
    }

    [Fact]
    public async Task No_ids_need_no_call()
    {
        Assert.Empty((await _shop.Orders.LoadAsync([], default)).Orders);
        Assert.Empty(_shop.Server.Requests);
    }

    [Fact]
    public async Task A_response_too_large_is_halved_until_the_large_order_stands_alone()
    {
        using var small = new Shop(("Commercetools:MaxResponseMegabytes", "1"));
        var large = Documents.IdOf(3);
        small.Server.On("GET /acme/orders", seen => Documents.Page(seen.QueryAll("var.ids").Select(id => id == large
            ? Documents.Order(id, more: $"\"note\":\"{new string('x', 2_000_000)}\"")
            : Documents.Order(id))));

        var loaded = await small.Orders.LoadAsync([.. Enumerable.Range(1, 4).Select(Documents.IdOf)], default);

        Assert.Equal([Documents.IdOf(1), Documents.IdOf(2), Documents.IdOf(4)], loaded.Orders.Select(order => order.Id));
        Assert.Equal((large, "document: larger than 1 MB"), (loaded.Unreadable.Single().Id, loaded.Unreadable.Single().Problem));
    }

    [Fact]
    public async Task An_order_that_is_too_large_by_itself_does_not_spoil_its_page()
    {
        using var small = new Shop(("Commercetools:MaxOrderMegabytes", "1"));
        small.Server.On("GET /acme/orders", _ => Documents.Page(
            [Documents.Order(Documents.IdOf(1), more: $"\"note\":\"{new string('x', 2_000_000)}\""), Documents.Order(Documents.IdOf(2))]));

        var loaded = await small.Orders.LoadAsync([Documents.IdOf(1), Documents.IdOf(2)], default);

        Assert.Equal(Documents.IdOf(2), loaded.Orders.Single().Id);
        Assert.Equal("document: larger than 1 MB", loaded.Unreadable.Single().Problem);
    }

    [Fact]
    public async Task A_single_response_of_twenty_megabytes_is_refused()
    {
        _shop.Server.On("GET /acme/orders/big", _ => StubHttp.Json(Documents.Order(more: $"\"note\":\"{new string('x', 20_000_000)}\"")));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.GetAsync("big", default));

        Assert.Equal((FailureKind.Rejected, ErrorCodes.ResponseTooLarge), (failure.Kind, failure.Code));
        Assert.Single(_shop.Server.Calls);
        Assert.Equal(ErrorCodes.ResponseTooLarge, _shop.Journal.Exchanges[^1].ErrorCode);
    }

    [Fact]
    public async Task An_order_is_found_by_the_merchants_number()
    {
        _shop.Server.On("GET /acme/orders/order-number=A 1/ü", Documents.Order(more: "\"orderNumber\":\"A 1/ü\""));

        Assert.Equal("A 1/ü", (await _shop.Orders.FindByNumberAsync("A 1/ü", default))!.Number);
        Assert.EndsWith("order-number=A%201%2F%C3%BC?expand=paymentInfo.payments%5B%2A%5D", _shop.Server.Calls.Single().Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("false", false)]
    public async Task Payments_come_with_the_one_query_unless_they_are_not_wanted(string? setting, bool wanted)
    {
        using var shop = setting is null ? new Shop() : new Shop(("Commercetools:ExpandPayments", setting));
        shop.Server.On("GET /acme/orders", _ => Documents.Page([Documents.Order()]));

        await shop.Orders.LoadAsync(["0d000000-0000-4000-8000-000000000001"], default);
        await shop.Orders.ListChangedAsync(new OrderQuery(DateTimeOffset.UnixEpoch, After: null, Predicate: null, PageSize: 10), default);

        Assert.All(
            shop.Server.Calls.Where(static call => call.Address.AbsolutePath == "/acme/orders"),
            call => Assert.Equal(wanted ? ["paymentInfo.payments[*]"] : [], call.QueryAll("expand")));
    }

    [Fact]
    public async Task Without_the_right_to_read_payments_orders_are_read_alone_from_then_on()
    {
        _shop.Server.On("GET /acme/orders/x", static seen => seen.QueryAll("expand").Any() ? Documents.Error(403, "insufficient_scope") : StubHttp.Json(Documents.Order("x")));

        Assert.Equal("x", (await _shop.Orders.GetAsync("x", default))!.Id);
        Assert.Equal("x", (await _shop.Orders.GetAsync("x", default))!.Id);

        Assert.Equal([1, 0, 0], _shop.Server.Calls.Where(static call => call.Address.AbsolutePath == "/acme/orders/x").Select(static call => call.QueryAll("expand").Count));
    }

    [Theory]
    [InlineData("customerGroup", "paymentInfo.payments[*]")]
    [InlineData("paymentInfo.payments[*]", "customerGroup")]
    public async Task What_is_refused_is_left_out_and_the_other_stays(string refused, string kept)
    {
        using var shop = new Shop(new OrderNeeds([], LineStates: false, WorkflowStates: false) { CustomerGroups = true });
        shop.Server.On("GET /acme/orders", seen => seen.QueryAll("expand").Contains(refused) ? Documents.Error(403, "insufficient_scope") : Documents.Page([Documents.Order()]));

        Assert.Single((await shop.Orders.ListChangedAsync(new OrderQuery(DateTimeOffset.UnixEpoch, null, null, 10), default)).Orders);
        Assert.Single((await shop.Orders.ListChangedAsync(new OrderQuery(DateTimeOffset.UnixEpoch, null, null, 10), default)).Orders);

        Assert.Equal([kept], shop.Server.Calls.Last(static call => call.Address.AbsolutePath == "/acme/orders").QueryAll("expand"));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Orders_of_a_page_have_their_documents_where_the_rules_look_into_them(bool needed, bool kept)
    {
        using var shop = new Shop(OrderNeeds.None with { Documents = needed });
        var document = Documents.Order(more: $"\"lineItems\":[{Documents.Line()}]");
        shop.Server.On("GET /acme/orders", _ => Documents.Page([document]));
        shop.Server.On("GET /acme/orders/x", document);
        var query = new OrderQuery(DateTimeOffset.UnixEpoch, null, null, 10);

        var listed = Assert.Single((await shop.Orders.ListChangedAsync(query, default)).Orders);
        var loaded = Assert.Single((await shop.Orders.LoadAsync(["x"], default)).Orders);
        var asked = Assert.Single((await shop.Orders.ListChangedAsync(query with { WithDocuments = true }, default)).Orders);
        var alone = await shop.Orders.GetAsync("x", default);

        Order?[] orders = [listed, loaded, asked, alone];
        Assert.Equal([kept, kept, true, true], orders.Select(static o => o!.Document?.Root.GetProperty("version").GetInt64() == 3 && o.Lines[0].Document!.Root.GetProperty("quantity").GetInt64() == 2));
        Assert.Equal([kept, kept, true, true], orders.Select(static o => o!.Lines[0].Document is not null));
        Assert.All(orders, o => Assert.Equal(document.TrimEnd().Length, o!.DocumentBytes));
    }

    [Fact]
    public async Task What_the_shop_does_not_know_is_null()
    {
        _shop.Server.On("GET /acme/orders/none", _ => Documents.Error(404, "ResourceNotFound"));
        _shop.Server.On("GET /acme/orders/order-number=none", _ => Documents.Error(404, "ResourceNotFound"));

        Assert.Null(await _shop.Orders.GetAsync("none", default));
        Assert.Null(await _shop.Orders.FindByNumberAsync("none", default));
    }

    [Fact]
    public async Task A_gateways_404_is_no_word_of_the_shop()
    {
        _shop.Server.On("GET /acme/orders/x", _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent("<html>no such app") });

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.GetAsync("x", default));

        Assert.Equal(FailureKind.Unknown, failure.Kind);
    }

    [Fact]
    public async Task A_single_order_that_cannot_be_read_names_the_member()
    {
        _shop.Server.On("GET /acme/orders/x", Documents.Order(more: "\"orderNumber\":\"A-1\",\"version\":\"three\""));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => _shop.Orders.GetAsync("x", default));

        Assert.Equal((FailureKind.Unmappable, ErrorCodes.OrderUnreadable), (failure.Kind, failure.Code));
        Assert.Contains("A-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("version: unexpected type or value", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _shop.Dispose();

    private void ServeAll() => _shop.Server.On("GET /acme/orders", seen => Documents.Page(seen.QueryAll("var.ids").Select(id => Documents.Order(id))));
}
