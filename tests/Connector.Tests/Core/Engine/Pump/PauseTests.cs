using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class PauseTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Refused_credentials_are_logged_once_and_not_for_each_batch()
    {
        var (log, pauses) = (new Lines(), new InMemoryFlowPauses(_clock));
        var pump = Pump(pauses, log, new WorkOutcome.Retry(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "the key was refused") { Account = "eu" });
        var queue = new InMemoryWorkQueue(_clock);
        for (var batch = 0; batch < 3; batch++)
        {
            await queue.SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], null, default);
            await pump.ProcessAsync(QueueNames.Orders, await queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(1), default), default);
        }
        Assert.Equal(["orders:eu is paused: the key was refused"], log.All);

        // The next pause is another one.
        _clock.Advance(TimeSpan.FromMinutes(6));
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);
        await pump.ProcessAsync(QueueNames.Orders, await queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(1), default), default);
        Assert.Equal(2, log.All.Count);
    }

    [Fact]
    public async Task Waiting_for_what_another_process_has_locked_is_reported()
    {
        var queue = new InMemoryWorkQueue(_clock);
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], null, default);
        await queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(5), default);
        var pauses = new InMemoryFlowPauses(_clock);
        var worker = new QueueWorker(queue, Pump(pauses, NullLogger<MessagePump>.Instance, new WorkOutcome.Done("done")), pauses, new ReplacedEntries(new InMemoryErrorQueue(queue), NullLogger<ReplacedEntries>.Instance), Options.Create(new EngineOptions()), new SyncMeter(), _clock, NullLogger<QueueWorker>.Instance);
        var progress = new Reports();

        await HurryAsync(new QueueDrain(worker, queue, pauses, _clock).RunAsync([QueueNames.Orders], Task.CompletedTask, progress, default));

        Assert.All(progress.All, static p => Assert.Equal(new SyncProgress(SyncProgress.Held, 2), p));
        Assert.NotEmpty(progress.All);
    }

    [Fact]
    public async Task Progress_has_the_total_as_far_as_it_is_known()
    {
        var queue = new InMemoryWorkQueue(_clock);
        await queue.SendAsync(QueueNames.Orders, [.. Enumerable.Range(0, 250).Select(static _ => A.PushOrder())], null, default);
        var pauses = new InMemoryFlowPauses(_clock);
        var worker = new QueueWorker(queue, Pump(pauses, NullLogger<MessagePump>.Instance, new WorkOutcome.Done("done")), pauses, new ReplacedEntries(new InMemoryErrorQueue(queue), NullLogger<ReplacedEntries>.Instance), Options.Create(new EngineOptions()), new SyncMeter(), _clock, NullLogger<QueueWorker>.Instance);
        var progress = new Reports();

        await HurryAsync(new QueueDrain(worker, queue, pauses, _clock).RunAsync([QueueNames.Orders], Task.CompletedTask, progress, default));

        Assert.All(progress.All, static p => Assert.Equal(QueueNames.Orders, p.Stage));
        Assert.Contains(new SyncProgress(QueueNames.Orders, 250, 250), progress.All);
    }

    /// <summary>A worker that finds nothing waits on the clock while the other is at it.</summary>
    private async Task HurryAsync(Task drain)
    {
        for (var look = 0; look < 10_000 && !drain.IsCompleted; look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        Assert.True(drain.IsCompleted);
        await drain;
    }

    private MessagePump Pump(IFlowPauses pauses, ILogger<MessagePump> log, WorkOutcome outcome)
    {
        var handler = new Mock<IMessageHandler>();
        handler.Setup(static h => h.HandleAsync(It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((IReadOnlyList<WorkMessage> messages, CancellationToken _) => [.. messages.Select(_ => outcome)]);
        return new MessagePump(_ => handler.Object, new RetrySchedule(static () => 0), pauses, A.Recorder(_clock), new SyncMeter(), _clock, log);
    }

    private sealed class Reports : IProgress<SyncProgress>
    {
        private readonly Lock _gate = new();
        public List<SyncProgress> All { get; } = [];

        public void Report(SyncProgress value)
        {
            lock (_gate) All.Add(value);
        }
    }

    private sealed class Lines : ILogger<MessagePump>
    {
        public List<string> All { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
