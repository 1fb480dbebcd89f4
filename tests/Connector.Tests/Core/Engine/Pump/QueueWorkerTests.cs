using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class QueueWorkerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly SyncMeter _meter = new();
    private readonly EngineOptions _options = new();

    [Fact]
    public async Task Locks_are_renewed_as_long_as_the_batch_goes_on()
    {
        var queue = new InMemoryWorkQueue(_clock);
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);

        await Worker(queue, async () =>
        {
            for (var step = 0; step < 10; step++)
            {
                var waiting = _clock.WaitingTimers;
                _clock.Advance(_options.Lock / 3);
                // The renewal happens on another thread.
                for (var look = 0; look < 500 && (await queue.PeekDepthAsync(QueueNames.Orders, default)).Locked == 0; look++) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
                Assert.Equal(1, waiting);
                Assert.Equal(1, (await queue.PeekDepthAsync(QueueNames.Orders, default)).Locked);
            }
        }).ProcessBatchAsync(QueueNames.Orders, default);

        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await queue.PeekDepthAsync(QueueNames.Orders, default));
        Assert.Equal(0, _clock.WaitingTimers);
    }

    [Fact]
    public async Task Lost_locks_are_counted()
    {
        var queue = new InMemoryWorkQueue(_clock);
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], null, default);
        var mute = new Mock<IWorkQueue>();
        mute.Setup(q => q.ReceiveAsync(It.IsAny<string>(), It.IsAny<int>(), It.IsAny<TimeSpan>(), default)).Returns(queue.ReceiveAsync(QueueNames.Orders, 10, _options.Lock, default));
        mute.Setup(q => q.SettleAsync(It.IsAny<IReadOnlyList<(QueuedMessage, Settlement)>>(), default)).ReturnsAsync(2);

        await Worker(mute.Object, () => Task.CompletedTask).ProcessBatchAsync(QueueNames.Orders, default);

        Assert.Equal(2, _meter[Measure.LocksLost]);
    }

    [Fact]
    public async Task A_stop_gives_the_batch_back_uncounted()
    {
        var queue = new InMemoryWorkQueue(_clock);
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], null, default);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Worker(queue, () =>
        {
            stop.Cancel();
            return Task.FromCanceled(stop.Token);
        }).ProcessBatchAsync(QueueNames.Orders, stop.Token));

        Assert.All(await queue.ReceiveAsync(QueueNames.Orders, 10, _options.Lock, default), message => Assert.Equal(1, message.DeliveryCount));
    }

    [Fact]
    public async Task Once_a_push_is_in_the_error_queue_what_was_said_of_its_order_before_goes()
    {
        var queue = new InMemoryWorkQueue(_clock);
        var (work, other) = (A.PushOrder(), A.PushOrder());
        foreach (var (message, code) in new[] { (work, "First"), (other, "Other"), (work, "Second") })
        {
            await queue.SendAsync(QueueNames.Orders, [message], null, default);
            await Worker(queue, () => Task.CompletedTask, new WorkOutcome.DeadLetter(FailureKind.Rejected, code, "No.")).ProcessBatchAsync(QueueNames.Orders, default);
        }

        Assert.Equal(["Other", "Second"], (await new InMemoryErrorQueue(queue).ListAsync(new ErrorFilter(), default)).Select(e => e.Info.Code));
    }

    private QueueWorker Worker(IWorkQueue queue, Func<Task> work, WorkOutcome? outcome = null)
    {
        var handler = new Mock<IMessageHandler>();
        handler.Setup(h => h.HandleAsync(It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<CancellationToken>())).Returns(async (IReadOnlyList<WorkMessage> messages, CancellationToken _) =>
        {
            await work();
            return [.. messages.Select(_ => outcome ?? new WorkOutcome.Done("done"))];
        });
        var pauses = new InMemoryFlowPauses(_clock);
        var pump = new MessagePump(_ => handler.Object, new RetrySchedule(() => 0), pauses, new InMemoryJournal(), _meter, _clock, NullLogger<MessagePump>.Instance);
        return new QueueWorker(queue, pump, pauses, new ReplacedEntries(new InMemoryErrorQueue(queue as InMemoryWorkQueue ?? new InMemoryWorkQueue(_clock)), NullLogger<ReplacedEntries>.Instance), Options.Create(_options), _meter, _clock, NullLogger<QueueWorker>.Instance);
    }
}
