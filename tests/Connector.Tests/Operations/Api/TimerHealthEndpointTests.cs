using System.Net;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>What /api/health says about timers and polls, and about a store that does not respond.</summary>
public sealed class TimerHealthEndpointTests
{
    private static readonly TimerPlan s_plan = new(
        [new("PullOrders", TimeSpan.FromSeconds(10)), new("PollShipments", TimeSpan.FromSeconds(120)), new("Reconcile", TimeSpan.FromHours(24))], RunHere: true);

    [Fact]
    public async Task A_fresh_host_runs_and_a_timer_that_missed_three_periods_is_stale()
    {
        await using var host = await StartAsync();
        var (fresh, _) = await host.GetAsync("/api/health");
        await host.Get<RunReports>().ReportAsync("PullOrders", null, null);
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        var (well, running) = await host.GetAsync("/api/health");
        host.Clock.Advance(TimeSpan.FromSeconds(17));
        var (sick, stale) = await host.GetAsync("/api/health");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (fresh, well, sick));
        Assert.Equal(("running", JsonValueKind.Null), (running.GetProperty("status").GetString(), running.GetProperty("reason").ValueKind));
        Assert.Equal(("stale", "PullOrders last ran 47 s ago; it should run every 10 s."), (stale.GetProperty("status").GetString(), stale.GetProperty("reason").GetString()));
        var timers = stale.GetProperty("timers").EnumerateArray().ToDictionary(static t => t.GetProperty("name").GetString()!);
        Assert.Equal(["PullOrders", "PollShipments", "Reconcile"], timers.Keys);
        Assert.Equal(("stale", 10, ManualTimeProvider.Start), (
            timers["PullOrders"].GetProperty("state").GetString(), timers["PullOrders"].GetProperty("periodSeconds").GetDouble(), timers["PullOrders"].GetProperty("endedAt").GetDateTimeOffset()));
        Assert.Equal(("running", JsonValueKind.Null), (timers["Reconcile"].GetProperty("state").GetString(), timers["Reconcile"].GetProperty("endedAt").ValueKind));
    }

    [Fact]
    public async Task The_runs_of_other_instances_count()
    {
        await using var host = await StartAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(100));
        await host.Get<IRunRecords>().WriteAsync(new RunRecord("PullOrders", null) { EndedAt = host.Clock.Now, SucceededAt = host.Clock.Now }, default);

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health")).Status);
    }

    [Fact]
    public async Task A_timer_that_fails_again_and_again_is_reported_with_its_reason()
    {
        await using var host = await StartAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.Get<RunReports>().ReportAsync("PullOrders", null, new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, "The shop did not respond in time."));

        var (status, body) = await host.GetAsync("/api/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(("failing", "PullOrders fails: The shop did not respond in time."), (body.GetProperty("status").GetString(), body.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task An_account_whose_poll_fails_makes_it_unhealthy_although_the_others_are_well()
    {
        await using var host = await StartAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(361));
        var reports = host.Get<RunReports>();
        foreach (var timer in s_plan.Timers) await reports.ReportAsync(timer.Name, null, null);
        await reports.ReportAsync("PollShipments", "default", null);
        await reports.ReportAsync("PollShipments", "eu", new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "The key is refused."));
        await reports.ReportAsync("PollShipments", "an account that is gone", new IOException("reset"));

        var (status, body) = await host.GetAsync("/api/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("PollShipments fails for account eu: The key is refused.", body.GetProperty("reason").GetString());
        Assert.Equal(["default", "eu"], body.GetProperty("timers")[1].GetProperty("accounts").EnumerateArray().Select(static a => a.GetProperty("account").GetString()));
    }

    [Fact]
    public async Task A_poll_that_never_finishes_is_stale_however_fresh_its_cursor_is()
    {
        await using var host = await StartAsync();
        var (cursors, caughtUp) = (host.Get<ICursorStore>(), host.Clock.Now);
        string? etag = null;
        for (var minute = 0; minute <= 30; minute++)
        {
            await cursors.TrySetAsync(CursorName.ShipmentsVoided("eu"), $$"""{"CaughtUpAt":"{{caughtUp:O}}"}""", etag, default);
            etag = (await cursors.GetAsync(CursorName.ShipmentsVoided("eu"), default))!.ETag;
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            foreach (var timer in s_plan.Timers) await host.Get<RunReports>().ReportAsync(timer.Name, null, null);
        }

        var (status, body) = await host.GetAsync("/api/health");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stale"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("The poll shipments-voided:eu last finished 31 min ago.", body.GetProperty("reason").GetString());
        var cursor = Assert.Single(body.GetProperty("cursors").EnumerateArray(), static c => c.GetProperty("stale").GetBoolean());
        Assert.Equal((1860, caughtUp), (cursor.GetProperty("ageSeconds").GetInt32(), cursor.GetProperty("caughtUpAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Several_problems_are_one_sentence_and_a_list()
    {
        await using var host = await StartAsync();
        await host.Get<IFlowPauses>().PauseAsync(QueueNames.Orders, new FlowPause("the key was refused.", host.Clock.Now, null), default);
        host.Clock.Advance(TimeSpan.FromSeconds(31));

        var (_, body) = await host.GetAsync("/api/health");

        Assert.Equal(("paused", "Sending orders is paused: the key was refused (and 1 more)."), (body.GetProperty("status").GetString(), body.GetProperty("reason").GetString()));
        Assert.Equal(["Sending orders is paused: the key was refused.", "PullOrders has not run yet; it should run every 10 s."],
            body.GetProperty("problems").EnumerateArray().Select(static p => p.GetString()));
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_said_without_its_words_and_what_this_process_saw_is_shown()
    {
        var queue = new Mock<IWorkQueue>();
        queue.Setup(static q => q.PeekDepthAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk at /secret/place is gone"));
        await using var host = await StartAsync(queue.Object);
        await host.Get<RunReports>().ReportAsync("PullOrders", null, new IOException("disk at /secret/place is gone"));

        var (status, body) = await host.GetAsync("/api/health");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unreadable"), (status, body.GetProperty("status").GetString()));
        Assert.Equal("The connector's own store did not respond. See the log.", body.GetProperty("reason").GetString());
        Assert.DoesNotContain("/secret/place", body.ToString(), StringComparison.Ordinal);
        Assert.Equal(ManualTimeProvider.Start, body.GetProperty("timers")[0].GetProperty("failedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_store_that_hangs_does_not_keep_its_asker_for_long()
    {
        var queue = new Mock<IWorkQueue>();
        queue.Setup(static q => q.PeekDepthAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(new TaskCompletionSource<QueueDepth>().Task);
        await using var host = await StartAsync(queue.Object);

        var asked = host.GetAsync("/api/health");
        for (var look = 0; look < 2000 && host.Clock.WaitingTimers == 0; look++) await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("unreadable", (await asked).Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Questions_every_second_count_the_orders_once_a_minute()
    {
        var sync = new Mock<ISyncStore>();
        sync.Setup(static s => s.CountAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new Dictionary<SyncStatus, long> { [SyncStatus.Synced] = 300_000 });
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(sync.Object));
        for (var second = 0; second < 59; second++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            var (_, body) = await host.GetAsync("/api/health");
            Assert.Equal((300_000, ManualTimeProvider.Start.AddSeconds(1)), (body.GetProperty("orders").GetProperty("synced").GetInt64(), body.GetProperty("ordersCountedAt").GetDateTimeOffset()));
        }
        sync.Verify(static s => s.CountAsync(It.IsAny<CancellationToken>()), Times.Once);
    }

    private static Task<OperationsHost> StartAsync(IWorkQueue? queue = null) => OperationsHost.StartAsync(services =>
    {
        services.AddSingleton(s_plan);
        if (queue is not null) services.AddSingleton(queue);
    });
}
