using System.Net;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class FaultTests
{
    [Fact]
    public async Task A_status_before_leaves_nothing_behind_and_one_after_has_been_applied()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.ControlAsync("/faults", """{ "route": "POST /orders/createorder", "status": 503 }""");
        var before = await account.PostAsync("/orders/createorder", SampleOrder.Of("F-1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.Status);
        Assert.StartsWith("<html>", before.Body, StringComparison.Ordinal);
        Assert.Empty(await account.NumbersAsync("/orders"));

        await account.ControlAsync("/faults", """{ "status": 500, "apply": "after", "body": "oops", "contentType": "text/plain" }""");
        var after = await account.PostAsync("/orders/createorder", SampleOrder.Of("F-2"));
        Assert.Equal((HttpStatusCode.InternalServerError, "oops"), (after.Status, after.Body));
        Assert.Equal(["F-2"], await account.NumbersAsync("/orders"));
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_broken_connection_may_hide_what_was_done(string drop, int orders)
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Simulator.Faults.Add(new Fault { Route = "POST /orders/createorder", Drop = drop });
        await Assert.ThrowsAsync<HttpRequestException>(() => account.PostAsync("/orders/createorder", SampleOrder.Of("F-1")));
        Assert.Equal(orders, (await account.NumbersAsync("/orders")).Length);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_caller_that_gives_up_during_a_delay_has_been_served_or_not_as_reported(string apply, int orders)
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Simulator.Faults.Add(new Fault { DelayMilliseconds = 600_000, Apply = apply });
        using var patience = new CancellationTokenSource();
        using var body = new StringContent(SampleOrder.Of("F-1").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var call = account.Client.PostAsync("/orders/createorder", body, patience.Token);
        // Until it waits in the delay: the call was counted, and applied if it is to be.
        while (account.Simulator.Stats.Total == 0 || (int)(await account.GetAsync("/__sim/stats")).Json["orders"]! < orders) await Task.Yield();
        await patience.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => call);
        Assert.Equal(orders, (await account.NumbersAsync("/orders")).Length);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_caller_that_gets_no_response_waits_until_it_gives_up(string hang, int orders)
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Simulator.Faults.Add(new Fault { Hang = hang });
        using var patience = new CancellationTokenSource();
        account.Simulator.Faults.KeptWaiting += patience.Cancel;
        using var body = new StringContent(SampleOrder.Of("F-1").ToJsonString(), System.Text.Encoding.UTF8, "application/json");

        await Assert.ThrowsAsync<TaskCanceledException>(() => account.Client.PostAsync("/orders/createorder", body, patience.Token));

        Assert.Equal(orders, (await account.NumbersAsync("/orders")).Length);
    }

    [Fact]
    public async Task A_connection_can_break_in_the_body()
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Simulator.Faults.Add(new Fault { Drop = "after", TruncateAt = 5 });
        using var body = new StringContent(SampleOrder.Of("F-1").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders/createorder") { Content = body };

        using var response = await account.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());
        Assert.Equal(["F-1"], await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task A_response_can_come_byte_by_byte()
    {
        await using var account = await SimulatedAccount.StartAsync();
        account.Simulator.Faults.Add(new Fault { DripMilliseconds = 0 });
        Assert.Equal(2, (await account.GetAsync("/stores")).Json.AsArray().Count);

        account.Simulator.Faults.Add(new Fault { DripMilliseconds = 600_000 });
        using var patience = new CancellationTokenSource();
        using var response = await account.Client.GetAsync("/stores", HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        Assert.Equal(1, await stream.ReadAsync(new byte[100]));
        var rest = stream.ReadAsync(new byte[100], patience.Token).AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest);
    }

    [Fact]
    public async Task Faults_skip_repeat_and_keep_to_their_route()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.ControlAsync("/faults", """{ "route": "GET /orders", "status": 429, "skip": 1, "times": 2 }""");
        var seen = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            seen.Add((int)(await account.GetAsync("/orders")).Status);
            Assert.Equal(HttpStatusCode.OK, (await account.GetAsync("/stores")).Status);
        }
        Assert.Equal([200, 429, 429, 200], seen);
        Assert.Equal(2, account.Simulator.Stats.RateLimited);
    }

    [Fact]
    public async Task A_response_can_be_cut_or_blown_up()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.ControlAsync("/faults", """[{ "truncateAt": 10 }, { "padTo": 3000000 }]""");
        var whole = (await account.GetAsync("/__sim/orders")).Body;
        Assert.Equal(10, (await account.GetAsync("/stores")).Body.Length);
        var padded = await account.GetAsync("/stores");
        Assert.Equal(3_000_000, padded.Body.Length);
        Assert.Equal(2, padded.Json.AsArray().Count);
        Assert.Equal("""{"orders":[]}""", whole);
    }

    [Fact]
    public async Task What_is_no_fault_is_refused()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/__sim/faults", """{ "status": "many" }""")).Status);
    }
}
