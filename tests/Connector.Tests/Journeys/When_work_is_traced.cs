using System.Collections.Concurrent;
using System.Diagnostics;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_work_is_traced
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pull_and_the_push_that_follows_are_one_trace_and_so_are_a_poll_and_the_write_back(bool onSqlite)
    {
        using var traced = new Traced();
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite, Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Get<LeasedRuns>().RunAsync(TimerNames.PullOrders, stop => world.Get<OrderPullRun>().RunAsync(null, null, stop), default);
        await world.HurryPumpAsync();
        await world.People.LabelAsync("US-1");
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Get<LeasedRuns>().RunAsync(TimerNames.PollShipments, world.Get<ShipmentPoll>().RunAsync, default);
        await world.HurryPumpAsync();

        var (pull, push) = (traced.Single("timer PullOrders"), traced.Single("process orders"));
        var (poll, writeback) = (traced.Single("timer PollShipments"), traced.Single("process shipments"));
        Assert.Equal((pull.TraceId, pull.SpanId), (push.TraceId, push.ParentSpanId));
        Assert.Equal((poll.TraceId, poll.SpanId), (writeback.TraceId, writeback.ParentSpanId));
        Assert.NotEqual(pull.TraceId, poll.TraceId);
        Assert.Equal("US-1", push.GetTagItem("connector.order.number"));
        Assert.Equal((ActivityKind.Consumer, 1), (push.Kind, push.GetTagItem("messaging.batch.message_count")));
        // What is exported of it names nobody.
        var texts = traced.All.SelectMany(static a => a.TagObjects.Select(static t => $"{t.Value}").Append(a.DisplayName)).ToList();
        Assert.DoesNotContain(texts, static t => t.Contains("example.com", StringComparison.Ordinal) || t.Contains("Congress", StringComparison.Ordinal) || t.Contains("demo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_from_several_places_are_linked_to_each_of_them()
    {
        using var traced = new Traced();
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        var origins = new[] { "US-1", "US-2" }.Select(number =>
        {
            using var origin = new Activity("origin").SetIdFormat(ActivityIdFormat.W3C).Start();
            return (Id: world.ShopOrder(number).GetProperty("id").GetString()!, origin.Context);
        }).ToList();
        foreach (var (id, context) in origins)
            await world.Get<IWorkQueue>().SendAsync(QueueNames.Orders, [A.PushOrder(id) with { TraceParent = $"00-{context.TraceId}-{context.SpanId}-01" }], null, default);
        await world.Get<IWorkQueue>().SendAsync(QueueNames.Orders, [A.PushOrder() with { TraceParent = "no trace at all" }], null, default);

        await world.HurryPumpAsync();

        var push = traced.Single("process orders");
        Assert.Equal(default, push.ParentSpanId);
        Assert.Equal(origins.Select(static o => o.Context.SpanId.ToString()).Order(), push.Links.Select(static l => l.Context.SpanId.ToString()).Order());
    }

    [Fact]
    public void A_message_carries_its_trace_over_every_retry()
    {
        using var sender = new Activity("sender").SetIdFormat(ActivityIdFormat.W3C);
        sender.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        sender.Start();
        var first = WorkMessageBody.Read(WorkMessageBody.Write(A.PushOrder()), out _)!;
        sender.Stop();

        var again = WorkMessageBody.Read(WorkMessageBody.ForReplay(WorkMessageBody.Write(first with { Attempt = 3 })), out _)!;

        Assert.Equal(sender.Id, first.TraceParent);
        Assert.Equal((0, sender.Id), (again.Attempt, again.TraceParent));
        Assert.DoesNotContain("traceParent", System.Text.Encoding.UTF8.GetString(WorkMessageBody.Write(A.PushOrder())), StringComparison.Ordinal);
    }

    /// <summary>Listens to what this test does, and to no test beside it.</summary>
    private sealed class Traced : IDisposable
    {
        private static readonly AsyncLocal<Traced?> s_current = new();
        private readonly ActivityListener _listener;

        public Traced()
        {
            s_current.Value = this;
            _listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == ConnectorTelemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => s_current.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = activity =>
                {
                    if (s_current.Value == this) All.Enqueue(activity);
                }
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentQueue<Activity> All { get; } = new();

        public Activity Single(string name) => Assert.Single(All, a => a.DisplayName == name);

        public void Dispose()
        {
            s_current.Value = null;
            _listener.Dispose();
        }
    }
}
