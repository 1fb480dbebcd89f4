using System.Net;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>Many errors retried as one operation, with a queue that a test works off.</summary>
public sealed class RetryEndpointTests : IAsyncLifetime
{
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync();
    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_group_is_retried_a_chunk_at_a_time_and_the_result_counts_what_failed_again()
    {
        for (var i = 0; i < 60; i++) await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        await _host.DeadAsync(FailureKind.Unmappable, ErrorCodes.NoLines);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var group = (await _host.GetAsync("/api/errors/groups")).Body.GetProperty("groups")[0].GetProperty("key").GetString();

        var (status, begun) = await _host.PostAsync("/api/retries", new { group, by = "ada" });
        Assert.Equal((HttpStatusCode.Accepted, "50 of 60 put back: 0 succeeded, 50 under way"), (status, Text(begun)));
        Assert.Equal(Text(begun), Text(await LookAsync(begun)));
        Assert.Equal(50, await WorkAsync(failEvery: 5));
        Assert.Equal("60 of 60 put back: 40 succeeded, 10 failed again, 10 under way", Text(await LookAsync(begun)));
        Assert.Equal(10, await WorkAsync(failEvery: 0));

        var over = await LookAsync(begun);
        Assert.Equal(("Finished", "60 of 60 put back: 50 succeeded, 10 failed again", "ada"), (over.GetProperty("state").GetString(), Text(over), over.GetProperty("by").GetString()));
        var reason = Assert.Single(over.GetProperty("reasons").EnumerateArray());
        Assert.Equal((10, ErrorCodes.NoLines, "still wrong"), (reason.GetProperty("count").GetInt32(), reason.GetProperty("code").GetString(), reason.GetProperty("sample").GetString()));
        Assert.NotEqual(JsonValueKind.Null, reason.GetProperty("cure").ValueKind);
        Assert.Equal(11, (await _host.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default)).Count);
        Assert.Equal("Finished", (await _host.GetAsync("/api/retries")).Body.GetProperty("retries")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task One_runs_at_once_and_it_can_be_cancelled()
    {
        for (var i = 0; i < 60; i++) await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var (_, begun) = await _host.PostAsync("/api/retries", new { all = true, code = ErrorCodes.PushRejected });

        Assert.Equal(HttpStatusCode.Conflict, (await _host.PostAsync("/api/retries", new { all = true })).Status);
        Assert.Equal("Stopping", (await _host.PostAsync($"/api/retries/{Id(begun)}/cancel", new { })).Body.GetProperty("state").GetString());
        await WorkAsync(failEvery: 0);

        var over = await LookAsync(begun);
        Assert.Equal(("Cancelled", "50 of 60 put back: 50 succeeded"), (over.GetProperty("state").GetString(), Text(over)));
        Assert.Equal(10, (await _host.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default)).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/api/retries/other")).Status);
    }

    [Fact]
    public async Task A_throttle_lets_so_many_through_in_a_minute()
    {
        for (var i = 0; i < 5; i++) await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var (_, begun) = await _host.PostAsync("/api/retries", new { all = true, perMinute = 2 });
        Assert.Equal(2, begun.GetProperty("putBack").GetInt32());
        Assert.Equal(2, await WorkAsync(failEvery: 0));
        Assert.Equal(2, (await LookAsync(begun)).GetProperty("putBack").GetInt32());
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(4, (await LookAsync(begun)).GetProperty("putBack").GetInt32());
    }

    [Fact]
    public async Task What_has_no_outcome_for_long_is_said_to_wait_and_holds_up_nothing()
    {
        await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var (_, begun) = await _host.PostAsync("/api/retries", new { all = true });
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        await LookAsync(begun);
        var over = await LookAsync(begun);
        Assert.Equal(("Finished", "1 of 1 put back: 0 succeeded, 1 wait"), (over.GetProperty("state").GetString(), Text(over)));
    }

    [Fact]
    public async Task What_a_process_noted_and_did_not_come_to_is_put_back()
    {
        var dead = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var operation = new RetryOperation
        {
            Id = "left", Selection = new RetrySelection(), StartedAt = _host.Clock.Now, Total = 1, PutBack = 1, PutBackAt = _host.Clock.Now, InFlight = [new RetriedEntry(dead.Id, ErrorCases.KeyOf(dead))]
        };
        await _host.Get<ICursorStore>().TrySetAsync(CursorName.Retries, RetryOperation.Write([operation]), null, default);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, (await _host.GetAsync("/api/retries/left")).Body.GetProperty("underWay").GetInt32());
        Assert.Equal(1, await WorkAsync(failEvery: 0));
        Assert.Equal(1, (await _host.GetAsync("/api/retries/left")).Body.GetProperty("succeeded").GetInt32());
    }

    [Theory]
    [InlineData("""{ "ids": [] }""", "ids")]
    [InlineData("""{ "group": "x", "all": true }""", "group")]
    [InlineData("""{ "ids": ["1"], "code": "NoLines" }""", "all")]
    [InlineData("""{ "all": true, "perMinute": 0 }""", "perMinute")]
    [InlineData("""{ "all": true, "olderThanMinutes": -1 }""", "olderThanMinutes")]
    [InlineData("""{ "al": true }""", "al")]
    public async Task A_bad_wish_is_named_and_nothing_is_done(string body, string field)
    {
        await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var (status, problem) = await _host.SendAsync(HttpMethod.Post, "/api/retries", content);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Single(await _host.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default));
    }

    private async Task<JsonElement> LookAsync(JsonElement begun) => (await _host.GetAsync($"/api/retries/{Id(begun)}")).Body;

    /// <summary>Gives what waits its outcome; each so-manieth fails again. Returns how many there were.</summary>
    private async Task<int> WorkAsync(int failEvery)
    {
        var taken = await _host.Get<IWorkQueue>().ReceiveAsync(QueueNames.Orders, 100, TimeSpan.FromMinutes(5), default);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (handled, settled) = (new List<HandledWork>(), new List<(QueuedMessage, Settlement)>());
        for (var i = 0; i < taken.Count; i++)
        {
            var message = WorkMessageBody.Read(taken[i].Body.Span, out _)!;
            var fails = failEvery > 0 && i % failEvery == 0;
            handled.Add(new HandledWork(message, fails ? new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.NoLines, "still wrong") : new WorkOutcome.Done("created"), "w"));
            settled.Add((taken[i], fails ? new Settlement.DeadLetter(new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.NoLines, "still wrong", message.Id, message.OrderNumber, "c", _host.Clock.Now)) : new Settlement.Complete()));
        }
        await _host.Get<IWorkQueue>().SettleAsync(settled, default);
        await _host.Get<ErrorCases>().TakeAsync(handled, [], default);
        return taken.Count;
    }

    private static string? Text(JsonElement retry) => retry.GetProperty("text").GetString();
    private static string? Id(JsonElement retry) => retry.GetProperty("id").GetString();
}
