using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class MessagePumpTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task A_limit_that_nobody_reported_the_end_of_costs_no_attempt()
    {
        var settlement = await ProcessAsync(() => throw new ConnectorException(FailureKind.RateLimited, ErrorCodes.RateLimited, "Slow down."), attempt: 3);

        var again = Assert.IsType<Settlement.Reschedule>(settlement);
        Assert.Equal((3, _clock.GetUtcNow() + Attempts.WaitWithoutHint), (again.Copy.Attempt, again.DueAt));
    }

    [Fact]
    public async Task What_an_unforeseen_exception_says_stays_in_the_log()
    {
        var settlement = await ProcessAsync(() => throw new InvalidOperationException("Ada Example, 12 Congress Avenue"), attempt: 99);

        var dead = Assert.IsType<Settlement.DeadLetter>(settlement).Info;
        Assert.Equal(ErrorCodes.Unexpected, dead.Code);
        Assert.DoesNotContain("Congress", dead.Description, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Unforeseen => [new IOException("No space left"), new TimeoutException(), new InvalidOperationException("A fault of our own")];

    [Theory]
    [MemberData(nameof(Unforeseen))]
    public async Task An_unexpected_failure_is_tried_as_often_as_any_outage(Exception failure)
    {
        var settlement = await ProcessAsync(() => throw failure, attempt: 3);

        Assert.Equal(4, Assert.IsType<Settlement.Reschedule>(settlement).Copy.Attempt);
        Assert.IsType<Settlement.DeadLetter>(await ProcessAsync(() => throw failure, attempt: 4));
    }

    [Fact]
    public async Task The_newest_of_several_for_one_order_is_handled_and_looks_at_late_calls_when_any_of_them_does()
    {
        var order = Ids.OrderId();
        WorkMessage Message(long version, string reason) => A.PushOrder(order, m => m with { Version = version, Reason = reason });
        var handled = new List<WorkMessage>();
        var handler = new Mock<IMessageHandler>();
        handler.Setup(h => h.HandleAsync(It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<CancellationToken>())).ReturnsAsync((IReadOnlyList<WorkMessage> messages, CancellationToken _) =>
        {
            handled.AddRange(messages);
            return [.. messages.Select(_ => new WorkOutcome.Done("done"))];
        });
        var pump = new MessagePump(_ => handler.Object, new RetrySchedule(() => 0), new InMemoryFlowPauses(_clock), new InMemoryJournal(), new SyncMeter(), _clock, NullLogger<MessagePump>.Instance);
        var batch = new[] { Message(2, "changed"), Message(1, MessageReasons.Verify), Message(3, "changed") }
            .Select((m, i) => new QueuedMessage(QueueNames.Orders, i, "token", WorkMessageBody.Write(m), 1, _clock.Now)).ToList();

        Assert.All(await pump.ProcessAsync(QueueNames.Orders, batch, default), s => Assert.IsType<Settlement.Complete>(s));

        Assert.Equal((3, MessageReasons.Verify), Assert.Single(handled.Select(m => (m.Version, m.Reason))));
    }

    private async Task<Settlement> ProcessAsync(Func<IReadOnlyList<WorkOutcome>> handle, int attempt)
    {
        var handler = new Mock<IMessageHandler>();
        handler.Setup(h => h.HandleAsync(It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<CancellationToken>())).Returns(() => Task.Run(handle));
        var pump = new MessagePump(
            _ => handler.Object, new RetrySchedule(() => 0), new InMemoryFlowPauses(_clock), new InMemoryJournal(), new SyncMeter(), _clock, NullLogger<MessagePump>.Instance);
        var message = new WorkMessage
        {
            Type = MessageTypes.PushOrder, Id = "o", OrderNumber = "US-1", Reason = "test", CorrelationId = "c", EnqueuedAt = _clock.GetUtcNow(), Attempt = attempt
        };
        var queued = new QueuedMessage(QueueNames.Orders, 1, "lock", WorkMessageBody.Write(message), 1, _clock.GetUtcNow());
        return Assert.Single(await pump.ProcessAsync(QueueNames.Orders, [queued], default));
    }
}
