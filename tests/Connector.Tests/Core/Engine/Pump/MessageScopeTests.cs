using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Connector.TestSupport.Logs;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class MessageScopeTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ScopedLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly LoggingHandler _handler;

    public MessageScopeTests()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        _handler = new LoggingHandler(_loggers.CreateLogger("a handler"));
    }

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public async Task What_a_handler_logs_has_order_and_correlation_id()
    {
        await ProcessAsync(Message("o-1", "US-1", "c-1"));

        Assert.Equal(("US-1", "o-1", "c-1"), Scope(Assert.Single(_log.Lines)));
    }

    [Fact]
    public async Task In_a_batch_a_handler_s_lines_have_those_of_all_its_messages()
    {
        await ProcessAsync(Message("o-1", "US-1", "c-1"), Message("o-2", "US-2", "c-2"));

        Assert.Equal(("US-1, US-2", "o-1, o-2", "c-1, c-2"), Scope(Assert.Single(_log.Lines)));
    }

    [Fact]
    public async Task What_becomes_of_a_message_is_logged_with_its_own()
    {
        _handler.Outcome = new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.UpdateRejected, "no");

        await ProcessAsync(Message("o-1", "US-1", "c-1"), Message("o-2", "US-2", "c-2"));

        Assert.Equal([("US-1", "o-1", "c-1"), ("US-2", "o-2", "c-2")], _log.Lines.Where(static line => line.EventId == 103).Select(Scope));
    }

    [Fact]
    public async Task A_webhook_notification_has_no_order_yet()
    {
        await ProcessAsync(Message("n-1", null, "c-1") with { Type = MessageTypes.WebhookNotification });

        Assert.Equal(["CorrelationId"], Assert.Single(_log.Lines).Scope.Keys);
    }

    private static (object?, object?, object?) Scope(ScopedLine line) =>
        (line.Scope.GetValueOrDefault("OrderNumber"), line.Scope.GetValueOrDefault("OrderId"), line.Scope.GetValueOrDefault("CorrelationId"));

    private static WorkMessage Message(string id, string? number, string correlation) => A.PushOrder(id, m => m with { OrderNumber = number, CorrelationId = correlation });

    private async Task ProcessAsync(params WorkMessage[] messages)
    {
        var pump = new MessagePump(
            _ => _handler, new RetrySchedule(static () => 0), new InMemoryFlowPauses(_clock), new InMemoryJournal(), new SyncMeter(), _clock, _loggers.CreateLogger<MessagePump>());
        var batch = messages.Select((m, i) => new QueuedMessage(QueueNames.Orders, i, "lock", WorkMessageBody.Write(m), 1, _clock.GetUtcNow())).ToList();
        await pump.ProcessAsync(QueueNames.Orders, batch, default);
    }

    private sealed class LoggingHandler(ILogger log) : IMessageHandler
    {
        public WorkOutcome Outcome { get; set; } = new WorkOutcome.Done("done");

        public Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
        {
            log.LogInformation("Handled");
            return Task.FromResult<IReadOnlyList<WorkOutcome>>([.. messages.Select(_ => Outcome)]);
        }
    }
}
