using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class OrdersEndpointTests : IAsyncLifetime
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private OperationsHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await OperationsHost.StartAsync();
        await _host.Get<IOrderIndex>().PutAsync(
            [
                Order("US-1") with { Progress = OrderProgress.InShipStation, Deadline = T0.AddMinutes(-1), DeadlineOf = PromiseKind.Label, Country = "US", Locations = ["east"] },
                Order("US-2") with { Progress = OrderProgress.Waiting, Blocker = "=payment, pending" },
                Order("DE-3") with { Progress = OrderProgress.Shipped, Tracking = ["9400"], Problems = [new OrderProblem("RecordShipment", "OverShipment", "too many", T0)] },
                Order("DE-4") with { Progress = OrderProgress.Sending, Deadline = T0.AddMinutes(30), EmailHash = _host.Get<Redaction>().EmailKey("Buyer@Example.com") }
            ],
            default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public static TheoryData<string, string[]> Queries => new()
    {
        { "", ["DE-4", "DE-3", "US-2", "US-1"] }, { "?status=open&sort=oldest", ["US-1", "US-2", "DE-4"] }, { "?status=waiting,Shipped", ["DE-3", "US-2"] }, { "?attention=true", ["DE-3"] },
        { "?promise=breached", ["US-1"] }, { "?promise=soon", ["DE-4"] }, { "?promise=open", ["US-1", "DE-4"] }, { "?q=%23us", [] }, { "?q=us-", ["US-2", "US-1"] }, { "?q=9400", ["DE-3"] },
        { "?q=buyer%40example.com", ["DE-4"] }, { "?q=buyer%40example", [] }, { "?country=us&location=EAST", ["US-1"] }, { "?to=2000-01-01", [] }
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Orders_are_found_by_filter_and_search(string query, string[] expected)
    {
        var (status, list) = await _host.GetAsync("/api/orders" + query);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, list.GetProperty("orders").EnumerateArray().Select(static o => o.GetProperty("orderNumber").GetString()));
    }

    [Fact]
    public async Task A_row_says_where_the_order_stands_in_words()
    {
        var (_, list) = await _host.GetAsync("/api/orders");
        var rows = list.GetProperty("orders").EnumerateArray().ToDictionary(static o => o.GetProperty("orderNumber").GetString()!);

        Assert.Equal(["In ShipStation", "Not sent yet", "Needs attention", "Sending"], new[] { "US-1", "US-2", "DE-3", "DE-4" }.Select(n => rows[n].GetProperty("status").GetString()));
        Assert.Equal(("breached", "Label"), (rows["US-1"].GetProperty("promise").GetString(), rows["US-1"].GetProperty("deadlineOf").GetString()));
        Assert.Equal("soon", rows["DE-4"].GetProperty("promise").GetString());
        Assert.Equal("too many", rows["DE-3"].GetProperty("problems")[0].GetProperty("text").GetString());
        Assert.DoesNotContain("mail:", list.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var (_, first) = await _host.GetAsync("/api/orders?take=3");
        var (_, second) = await _host.GetAsync("/api/orders?take=3&after=" + Uri.EscapeDataString(first.GetProperty("next").GetString()!));

        Assert.Equal((3, 1), (first.GetProperty("orders").GetArrayLength(), second.GetProperty("orders").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task As_CSV_with_nothing_that_a_spreadsheet_would_run()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders?sort=oldest") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/csv") } } };
        using var response = await _host.Http.SendAsync(request);

        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("order,id,status,blocker,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["US-1", "US-2", "DE-4", ""], lines[1..].Select(static l => l.Split(',')[0]));
        Assert.Contains(",Not sent yet,\"'=payment, pending\",", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status=nothing")]
    [InlineData("status=1")]
    [InlineData("attention=perhaps")]
    [InlineData("promise=broken")]
    [InlineData("sort=price")]
    [InlineData("from=yesterday")]
    [InlineData("take=501")]
    public async Task What_cannot_be_read_is_refused_and_named(string query)
    {
        var (status, problem) = await _host.GetAsync("/api/orders?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(query.Split('=')[0], out _));
    }

    private int _placed;

    private OrderSummary Order(string number) => new() { OrderId = Ids.OrderId(), OrderNumber = number, PlacedAt = T0.AddHours(-10 + _placed++), UpdatedAt = T0 };
}
