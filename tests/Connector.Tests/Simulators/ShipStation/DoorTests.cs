using System.Net;
using System.Net.Http.Headers;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>Keys, the rate window, unknown paths and verbs.</summary>
public sealed class DoorTests
{
    [Theory]
    [InlineData(false, """{"message": "Invalid API credentials"}""")]
    [InlineData(true, "")]
    public async Task A_wrong_pair_is_refused(bool empty, string body)
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { EmptyUnauthorizedBody = empty });
        account.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("demo:wrong"u8));
        var reply = await account.GetAsync("/orders");
        Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
        Assert.Equal(body, reply.Body);
        // An unknown sender costs nothing, but learns the limit.
        Assert.Equal(40, reply.Header("X-Rate-Limit-Remaining"));

        account.Client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await account.GetAsync("/nowhere")).Status);
    }

    [Fact]
    public async Task Calls_count_down_until_the_window_is_used_up_and_the_next_minute_is_full_again()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 3 });
        var first = await account.GetAsync("/orders");
        Assert.Equal((3, 2, 60), (first.Header("X-Rate-Limit-Limit"), first.Header("X-Rate-Limit-Remaining"), first.Header("X-Rate-Limit-Reset")));
        account.Advance(20.4);
        var second = await account.GetAsync("/nowhere");
        Assert.Equal((1, 40), (second.Header("X-Rate-Limit-Remaining"), second.Header("X-Rate-Limit-Reset")));
        await account.GetAsync("/orders");
        var refused = await account.GetAsync("/orders");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("""{"message": "Too Many Requests"}""", refused.Body);
        Assert.Equal((0, 40), (refused.Header("X-Rate-Limit-Remaining"), refused.Header("X-Rate-Limit-Reset")));
        Assert.False(refused.Headers.Contains("Retry-After"));
        Assert.Equal(1, account.Simulator.Stats.RateLimited);

        account.Advance(39.6);
        var again = await account.GetAsync("/orders");
        Assert.Equal((HttpStatusCode.OK, 2, 60), (again.Status, again.Header("X-Rate-Limit-Remaining"), again.Header("X-Rate-Limit-Reset")));
        // Windows follow each other without gaps, whether anybody calls or not.
        account.Advance(150);
        Assert.Equal(30, (await account.GetAsync("/orders")).Header("X-Rate-Limit-Reset"));
    }

    [Fact]
    public async Task Windows_are_counted_from_the_first_call_to_the_last_and_may_be_shorter_than_a_minute()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 1, RateWindow = TimeSpan.FromSeconds(5) });
        Assert.Equal(0, await WindowsAsync());
        Assert.Equal(5, (await account.GetAsync("/orders")).Header("X-Rate-Limit-Reset"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await account.GetAsync("/orders")).Status);
        Assert.Equal(1, await WindowsAsync());
        // Nobody calls in the second.
        account.Advance(10);
        await account.GetAsync("/orders");
        account.Advance(30);
        Assert.Equal(3, await WindowsAsync());

        async Task<int> WindowsAsync() => (int)(await account.GetAsync("/__sim/stats")).Json["rateWindows"]!;
    }

    [Fact]
    public async Task Headers_can_be_left_out_and_retry_after_sent()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 1, SendRateHeaders = false, SendRetryAfter = true });
        await account.GetAsync("/orders");
        var refused = await account.GetAsync("/orders");
        Assert.False(refused.Headers.Contains("X-Rate-Limit-Limit"));
        Assert.Equal(60, refused.Header("Retry-After"));
    }

    [Fact]
    public async Task Without_a_limit_the_headers_report_of_a_large_one()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(999_999, (await account.GetAsync("/orders")).Header("X-Rate-Limit-Remaining"));
    }

    [Fact]
    public async Task Unknown_paths_and_wrong_verbs_response_as_web_api_does()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal((HttpStatusCode.NotFound, """{"Message":"The requested resource was not found."}"""), await Outcome(HttpMethod.Get, "/orders/everything"));
        Assert.Equal((HttpStatusCode.NotFound, """{"Message":"The requested resource was not found."}"""), await Outcome(HttpMethod.Get, "/orders/4711"));
        Assert.Equal(
            (HttpStatusCode.MethodNotAllowed, """{"Message":"The requested resource does not support http method 'PATCH'."}"""), await Outcome(HttpMethod.Patch, "/orders/4711"));

        async Task<(HttpStatusCode, string)> Outcome(HttpMethod method, string path)
        {
            var reply = await account.SendAsync(method, path, null);
            return (reply.Status, reply.Body);
        }
    }

    [Fact]
    public async Task Paths_and_query_names_ignore_case()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.PostAsync("/Orders/CreateOrder", SampleOrder.Of("D-1"));
        await account.PostAsync("/ORDERS/createorder/", SampleOrder.Of("D-2", change: o => o["advancedOptions"]!["storeId"] = 410002));
        Assert.Equal(["D-2"], await account.NumbersAsync("/Orders?STOREID=410002"));
    }

    [Fact]
    public async Task Responses_say_that_they_are_json_and_not_to_be_kept()
    {
        await using var account = await SimulatedAccount.StartAsync();
        using var response = await account.Client.GetAsync("/stores");
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.True(response.Headers.CacheControl?.NoCache);
    }

    [Fact]
    public async Task Calls_are_counted_by_route_and_control_calls_are_not()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("D-1"));
        await account.OrderAsync(order);
        await account.GetAsync("/Orders");
        await account.ControlAsync("/settle");
        var stats = (await account.GetAsync("/__sim/stats")).Json;
        Assert.Equal("""{"total":3,"byRoute":{"GET /orders":1,"GET /orders/{id}":1,"POST /orders/createorder":1}}""", stats["requests"]!.ToJsonString());
        Assert.Equal(1, (int)stats["orders"]!);

        await account.ControlAsync("/reset");
        stats = (await account.GetAsync("/__sim/stats")).Json;
        Assert.Equal((0, 0), ((int)stats["requests"]!["total"]!, (int)stats["orders"]!));
    }
}
