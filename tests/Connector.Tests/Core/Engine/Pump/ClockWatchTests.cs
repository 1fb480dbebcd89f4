using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class ClockWatchTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<JournalEntry> _alerts = [];
    private readonly Mock<IJournal> _journal = new();
    private readonly Lines _lines = new();
    private readonly ClockWatch _watch;

    public ClockWatchTests()
    {
        _journal.Setup(static j => j.AppendAsync(It.IsAny<IReadOnlyList<JournalEntry>>(), It.IsAny<CancellationToken>()))
            .Callback((IReadOnlyList<JournalEntry> entries, CancellationToken _) => _alerts.AddRange(entries)).Returns(Task.CompletedTask);
        _watch = new ClockWatch(_journal.Object, _clock, _lines);
    }

    [Theory]
    [InlineData(120, "the clock went forward by 0.02:00:00 at once")]
    [InlineData(-2, "the clock went back by 0.00:02:00 at once")]
    public async Task A_step_is_reported_once(int minutes, string text)
    {
        await _watch.LookAsync();
        _clock.Step(TimeSpan.FromMinutes(minutes));
        await _watch.LookAsync();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await _watch.LookAsync();

        var alert = Assert.Single(_alerts);
        Assert.Equal((JournalKind.Alert, text), (alert.Kind, alert.Text));
        Assert.Equal((LogLevel.Warning, 113), Assert.Single(_lines.Events));
    }

    [Fact]
    public async Task Each_step_is_reported()
    {
        foreach (var hours in (int[])[2, -2])
        {
            _clock.Step(TimeSpan.FromHours(hours));
            await _watch.LookAsync();
        }
        Assert.Equal(2, _alerts.Count);
    }

    [Fact]
    public async Task Time_that_passes_and_small_corrections_are_no_steps()
    {
        for (var look = 0; look < 5; look++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            _clock.Step(TimeSpan.FromSeconds(-50));
            await _watch.LookAsync();
        }
        Assert.Empty(_alerts);
        Assert.Empty(_lines.Events);
    }

    [Fact]
    public async Task A_journal_that_fails_does_no_harm()
    {
        _journal.Setup(static j => j.AppendAsync(It.IsAny<IReadOnlyList<JournalEntry>>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));
        _clock.Step(TimeSpan.FromHours(1));
        await _watch.LookAsync();
        Assert.Contains((LogLevel.Warning, 113), _lines.Events);
    }

    [Fact]
    public async Task Every_run_of_a_timer_looks_at_the_clock()
    {
        var reports = new RunReports(new InMemoryRunRecords(), _clock, Mock.Of<ILogger<RunReports>>());
        var runs = new LeasedRuns(new InMemoryLeases(_clock), reports, _watch, Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default" }), _journal.Object, new IdSource(_clock), _clock, Mock.Of<ILogger<LeasedRuns>>());
        _clock.Step(TimeSpan.FromHours(1));
        await runs.RunAsync("PullOrders", static _ => Task.CompletedTask, default);
        Assert.Single(_alerts);
    }

    private sealed class Lines : ILogger<ClockWatch>
    {
        public List<(LogLevel Level, int Id)> Events { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Add((logLevel, eventId.Id));
    }
}
