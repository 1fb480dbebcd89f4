using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class HealthEndpointTests
{
    [Fact]
    public async Task Health_reports_queues_errors_budgets_cursors_and_orders()
    {
        await using var host = await OperationsHost.StartAsync();
        await host.Get<IWorkQueue>().SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], host.Clock.Now.AddMinutes(1), default);
        await host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        await host.Get<IRateBudget>().TakeAsync("eu", RateLane.Normal, default);
        await host.Get<ICursorStore>().TrySetAsync(CursorName.OrdersPull, "{}", null, default);
        await host.Get<ISyncStore>().WriteAsync([A.SyncRow()], default);
        host.Clock.Advance(TimeSpan.FromSeconds(20));

        var (status, body) = await host.GetAsync("/api/health");

        Assert.Equal((HttpStatusCode.OK, "running"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(["orders", "shipments", "labels", "commerce-events"], body.GetProperty("queues").EnumerateArray().Select(static q => q.GetProperty("name").GetString()));
        var orders = body.GetProperty("queues")[0];
        Assert.Equal((0, 2, 0, 1), (orders.GetProperty("ready").GetInt32(), orders.GetProperty("scheduled").GetInt32(), orders.GetProperty("locked").GetInt32(), orders.GetProperty("failed").GetInt32()));
        Assert.Equal(host.Clock.Now.AddSeconds(40), orders.GetProperty("nextDueAt").GetDateTimeOffset());
        Assert.Equal(1, body.GetProperty("errors").GetInt32());
        Assert.Equal([("default", 0), ("eu", 1)], body.GetProperty("rates").EnumerateArray().Select(static r => (r.GetProperty("account").GetString()!, r.GetProperty("used").GetInt32())));
        var cursors = body.GetProperty("cursors").EnumerateArray().ToDictionary(static c => c.GetProperty("name").GetString()!, static c => c.GetProperty("ageSeconds").ToString(), StringComparer.Ordinal);
        Assert.Equal(("20", ""), (cursors["orders-pull"], cursors["shipments-voided:eu"]));
        Assert.Equal(1, body.GetProperty("orders").GetProperty("reserved").GetInt32());
    }

    [Fact]
    public async Task A_paused_flow_makes_it_unhealthy_until_someone_resumes_it()
    {
        await using var host = await OperationsHost.StartAsync();
        await host.Get<IFlowPauses>().PauseAsync(QueueNames.Orders, new FlowPause("the key was refused", host.Clock.Now, null), default);

        var (sick, body) = await host.GetAsync("/api/health");
        var (resumed, what) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume");
        var (well, _) = await host.GetAsync("/api/health");
        var (_, again) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK), (sick, resumed, well));
        Assert.Equal("paused", body.GetProperty("status").GetString());
        var pause = Assert.Single(body.GetProperty("pausedFlows").EnumerateArray());
        Assert.Equal(("orders", "the key was refused"), (pause.GetProperty("flow").GetString(), pause.GetProperty("reason").GetString()));
        Assert.True(what.GetProperty("wasPaused").GetBoolean());
        Assert.False(again.GetProperty("wasPaused").GetBoolean());
    }

    [Fact]
    public async Task A_pause_of_one_account_names_it_and_is_resumed_by_its_own_name()
    {
        await using var host = await OperationsHost.StartAsync();
        await host.Get<IFlowPauses>().PauseAsync(FlowNames.Create(QueueNames.Orders, "eu"), new FlowPause("the key was refused", host.Clock.Now, null), default);

        var (sick, body) = await host.GetAsync("/api/health");
        var (_, other) = await host.SendAsync(HttpMethod.Post, "/api/flows/shipments/resume");
        var (_, what) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders:eu/resume");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, sick);
        var pause = Assert.Single(body.GetProperty("pausedFlows").EnumerateArray());
        Assert.Equal(("orders:eu", "eu"), (pause.GetProperty("flow").GetString(), pause.GetProperty("account").GetString()));
        Assert.False(other.GetProperty("wasPaused").GetBoolean());
        Assert.True(what.GetProperty("wasPaused").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health")).Status);
    }

    [Fact]
    public async Task A_flow_is_resumed_with_its_accounts_and_the_response_lists_them()
    {
        await using var host = await OperationsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Post, "/api/flows/orders:eu/pause")).Status);
        Assert.Equal("paused", (await host.GetAsync("/api/health")).Body.GetProperty("status").GetString());

        var (status, what) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["orders:eu"], what.GetProperty("flows").EnumerateArray().Select(static f => f.GetString()));
        Assert.Equal("running", (await host.GetAsync("/api/health")).Body.GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Post, "/api/flows/orders:nowhere/pause")).Status);
    }

    [Fact]
    public async Task A_pause_whose_time_is_over_is_none()
    {
        var pauses = new Mock<IFlowPauses>();
        pauses.Setup(static p => p.GetAsync("orders", It.IsAny<CancellationToken>())).ReturnsAsync(new FlowPause("refused", ManualTimeProvider.Start, ManualTimeProvider.Start.AddMinutes(5)));
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(pauses.Object));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.GetAsync("/api/health")).Status);

        host.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health")).Status);
    }

    [Fact]
    public async Task An_unknown_flow_cannot_be_resumed()
    {
        await using var host = await OperationsHost.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Post, "/api/flows/invoices/resume")).Status);
    }

    [Fact]
    public async Task A_store_that_is_down_is_reported_without_its_words()
    {
        var errors = new Mock<IErrorQueue>();
        errors.Setup(static e => e.ListAsync(It.IsAny<ErrorFilter>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk at /secret/place is gone"));
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(errors.Object));

        var (status, body) = await host.GetAsync("/api/errors");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.DoesNotContain("/secret/place", body.ToString(), StringComparison.Ordinal);
        Assert.Contains(host.Log, static line => line.Contains("/secret/place", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_last_runs_come_newest_first_and_those_of_reconciliation_by_themselves()
    {
        await using var host = await OperationsHost.StartAsync();
        string[] texts = ["pull: 3 orders seen, 2 queued", "reconciliation: no difference", "pull: 0 orders seen, 0 queued"];
        foreach (var text in texts)
        {
            await host.Get<IJournal>().AppendAsync([new JournalEntry(host.Clock.Now, JournalKind.Run, null, null, text)], default);
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var (_, runs) = await host.GetAsync("/api/runs?take=2");
        var (_, reconciliation) = await host.GetAsync("/api/reconciliation");
        var (bad, _) = await host.GetAsync("/api/runs?take=0");

        Assert.Equal([texts[2], texts[1]], runs.GetProperty("runs").EnumerateArray().Select(static r => r.GetProperty("text").GetString()));
        Assert.Equal(texts[1], Assert.Single(reconciliation.GetProperty("runs").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, bad);
    }
}
