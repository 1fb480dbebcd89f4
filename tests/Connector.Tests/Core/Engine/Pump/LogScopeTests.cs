using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Connector.TestSupport.Logs;
using Microsoft.Extensions.Logging;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class LogScopeTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly ScopedLines _log = new();
    private readonly ILoggerFactory _loggers;
    private readonly LoggingHandler _handler;

    public LogScopeTests()
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

    [Fact]
    public async Task What_a_timer_starts_logs_with_the_timer_and_an_id_of_the_run()
    {
        var runs = Runs();
        await runs.RunAsync(TimerNames.PullOrders, _ => _handler.HandleAsync([], default), default);
        await runs.RunAsync(TimerNames.PollShipments, async _ =>
        {
            await _handler.HandleAsync([], default);
            throw new IOException("disk full");
        }, default);

        var lines = _log.Lines.Select(static line => (line.Text, Timer: line.Scope.GetValueOrDefault("Timer"), Run: line.Scope.GetValueOrDefault("RunId") as string)).ToList();
        Assert.Equal(
            [("Handled", "PullOrders"), ("Handled", "PollShipments"), ("PollShipments failed; it runs again at the next tick", "PollShipments")], lines.Select(static l => (l.Text, l.Timer)));
        Assert.NotEqual(lines[0].Run, lines[1].Run);
        Assert.Equal((lines[1].Run, false), (lines[2].Run, string.IsNullOrEmpty(lines[2].Run)));
    }

    [Fact]
    public async Task A_run_that_never_got_its_lease_logs_with_both_too()
    {
        var leases = new Mock<ILeases>();
        leases.Setup(static l => l.TryTakeAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));

        await Runs(leases.Object).RunAsync(TimerNames.Retention, static _ => Task.CompletedTask, default);

        Assert.Equal(["RunId", "Timer"], Assert.Single(_log.Lines).Scope.Keys.Order(StringComparer.Ordinal));
    }

    private LeasedRuns Runs(ILeases? leases = null)
    {
        var journal = new InMemoryJournal();
        return new LeasedRuns(
            leases ?? new InMemoryLeases(_clock), new RunReports(new InMemoryRunRecords(), _clock, _loggers.CreateLogger<RunReports>()), new ClockWatch(journal, _clock, _loggers.CreateLogger<ClockWatch>()),
            Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default" }), journal, new IdSource(_clock), _clock, _loggers.CreateLogger<LeasedRuns>());
    }

    private static (object?, object?, object?) Scope(ScopedLine line) =>
        (line.Scope.GetValueOrDefault("OrderNumber"), line.Scope.GetValueOrDefault("OrderId"), line.Scope.GetValueOrDefault("CorrelationId"));

    private static WorkMessage Message(string id, string? number, string correlation) => A.PushOrder(id, m => m with { OrderNumber = number, CorrelationId = correlation });

    private async Task ProcessAsync(params WorkMessage[] messages)
    {
        var pump = new MessagePump(
            _ => _handler, new RetrySchedule(static () => 0), new InMemoryFlowPauses(_clock), A.Recorder(_clock), new SyncMeter(), _clock, _loggers.CreateLogger<MessagePump>());
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
