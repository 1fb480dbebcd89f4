using System.Net;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class PrivacyEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly string _order = Ids.OrderId();
    private OperationsHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await OperationsHost.StartAsync();
        await _host.Get<ISyncStore>().WriteAsync([A.SyncRow(_order, static r => r with { OrderNumber = "US-1", ShippingNumber = "US-1", Status = SyncStatus.Shipped, Reservation = null, Payload = null })], default);
        await _host.Get<IJournal>().AppendAsync(
            [new JournalEntry(T0, JournalKind.Outcome, _order, "US-1", "sent") { Events = [new OrderEvent(OrderEventKind.Sent, OrderActor.Connector, "<script>alert(1)</script>")], WorkId = "w" }], default);
        await _host.Get<IJournal>().AppendAsync(new Exchange(T0, "ShipStation", "POST", "/orders/createorders", 200, null, TimeSpan.FromSeconds(1), 1, "{\"a\":1}", "{}", [_order]) { WorkId = "w" }, default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Each_part_of_the_evidence_has_the_hash_of_its_text()
    {
        var response = await _host.Http.GetAsync("/api/orders/US-1/evidence");

        Assert.Equal(("application/json", "evidence-US-1.json"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentDisposition?.FileName));
        var file = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var parts = file.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["order", "history", "otherCalls", "parts", "shipments", "labels", "errors"], parts.Select(static p => p.GetProperty("name").GetString()));
        Assert.All(parts, static p => Assert.Equal(OrderEvidence.Hash(p.GetProperty("content").GetRawText()), p.GetProperty("sha256").GetString()));
        Assert.Equal(OrderEvidence.Hash(string.Concat(parts.Select(static p => p.GetProperty("sha256").GetString()))), file.GetProperty("sha256").GetString());
        Assert.Equal("{\"a\":1}", parts[1].GetProperty("content")[0].GetProperty("calls")[0].GetProperty("requestBody").GetProperty("text").GetString());
    }

    [Fact]
    public async Task As_a_page_it_shows_the_same_hashes_and_markup_as_text()
    {
        var page = await _host.Http.GetStringAsync("/api/orders/US-1/evidence?format=html");
        var file = JsonDocument.Parse(await _host.Http.GetStringAsync("/api/orders/US-1/evidence")).RootElement;

        Assert.All(file.GetProperty("parts").EnumerateArray(), p => Assert.Contains(p.GetProperty("sha256").GetString()!, page, StringComparison.Ordinal));
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Bodies_that_are_not_redacted_stay_out()
    {
        await using var host = await OperationsHost.StartAsync(static services => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<Connector.Core.Engine.Watch.RedactionOptions>(services, static o => o.Redact = false));
        await host.Get<IJournal>().AppendAsync([new JournalEntry(T0, JournalKind.Outcome, _order, "US-1", "sent") { WorkId = "w" }], default);
        await host.Get<IJournal>().AppendAsync(new Exchange(T0, "ShipStation", "POST", "/x", 200, null, TimeSpan.Zero, 1, "{\"name\":\"Grace Sample\"}", null, [_order]) { WorkId = "w" }, default);

        Assert.DoesNotContain("Grace", await host.Http.GetStringAsync("/api/orders/US-1/evidence"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_erased_with_a_proof()
    {
        var (status, report) = await _host.PostAsync("/api/erase", new { order = "US-1", by = "ada" });

        Assert.Equal((HttpStatusCode.OK, "ada", "order US-1"), (status, report.GetProperty("by").GetString(), report.GetProperty("subject").GetString()));
        var order = Assert.Single(report.GetProperty("orders").EnumerateArray());
        Assert.Equal("history and calls", Assert.Single(order.GetProperty("parts").EnumerateArray()).GetProperty("place").GetString());
        var history = await _host.Get<IJournal>().ReadAsync(_order, default);
        Assert.DoesNotContain(history, static i => i.Exchange?.RequestBody is not null);
        Assert.Contains(history, static i => i.Entry?.Events is [{ By: "ada", Kind: OrderEventKind.Handled }]);
    }

    public static TheoryData<object, HttpStatusCode> Wishes => new()
    {
        { new { }, HttpStatusCode.BadRequest }, { new { order = "" }, HttpStatusCode.BadRequest }, { new { order = "US-1", email = "a@example.com" }, HttpStatusCode.BadRequest },
        { new { email = "no address" }, HttpStatusCode.BadRequest }, { new { order = "US-1", all = true }, HttpStatusCode.BadRequest }, { new { order = "US-9" }, HttpStatusCode.NotFound },
        { new { email = "a@example.com" }, HttpStatusCode.OK }
    };

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task What_is_not_clear_erases_nothing(object wish, HttpStatusCode expected)
    {
        var (status, _) = await _host.PostAsync("/api/erase", wish);

        Assert.Equal(expected, status);
        Assert.Contains(await _host.Get<IJournal>().ReadAsync(_order, default), static i => i.Exchange?.RequestBody is not null);
    }
}
