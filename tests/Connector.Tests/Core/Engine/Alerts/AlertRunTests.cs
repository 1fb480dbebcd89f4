using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Alerts;

public sealed class AlertRunTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryCursorStore _notes;
    private readonly Channel _channel = new("webhook");
    private readonly Mock<ILogger<AlertRun>> _log = new();

    public AlertRunTests()
    {
        _notes = new InMemoryCursorStore(_clock);
        _log.Setup(static l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
    }

    [Fact]
    public async Task A_restart_neither_repeats_nor_forgets()
    {
        await RunAsync(paused: true);
        await RunAsync(paused: true);
        await RunAsync(paused: false);

        Assert.Equal(["Connector: Flow orders is paused", "Connector: over: Flow orders is paused"], _channel.Taken.Select(static m => m.Title));
    }

    [Fact]
    public async Task What_a_channel_does_not_take_is_sent_again_later_and_other_channels_have_it_at_once()
    {
        var other = new Channel("mail");
        _channel.Problem = new AlertFailedException("it responded with 503");

        await RunAsync(paused: true, other);
        Assert.Equal((0, 1), (_channel.Taken.Count, other.Taken.Count));
        _clock.Advance(TimeSpan.FromSeconds(59));
        _channel.Problem = null;
        await RunAsync(paused: true, other);
        Assert.Empty(_channel.Taken);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await RunAsync(paused: true, other);

        Assert.Equal((1, 1), (_channel.Taken.Count, other.Taken.Count));
        Assert.Equal(other.Taken[0].Id, _channel.Taken[0].Id);
        Assert.Contains("it responded with 503", Assert.Single(Logged(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_is_never_taken_is_in_the_log_after_a_day_and_then_given_up()
    {
        _channel.Problem = new InvalidOperationException("https://hooks.example.com/secret");
        var began = _clock.Now;
        while (Logged(LogLevel.Error).Count == 0 && _clock.Now - began < TimeSpan.FromDays(2))
        {
            await RunAsync(paused: true);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(_clock.Now - began, TimeSpan.FromHours(22), TimeSpan.FromHours(25));
        Assert.Contains("Flow orders is paused", Assert.Single(Logged(LogLevel.Error)), StringComparison.Ordinal);
        Assert.DoesNotContain(Logged(LogLevel.Warning).Concat(Logged(LogLevel.Error)), static l => l.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(AlertRun.MostAttempts, _channel.Attempts);
        _channel.Problem = null;
        await RunAsync(paused: true);
        Assert.Empty(_channel.Taken);
    }

    [Fact]
    public async Task Of_two_processes_one_sends()
    {
        var first = Run();
        await first.RunAsync(Signals(paused: true), default);
        await Run().RunAsync(Signals(paused: true), default);
        Assert.Single(_channel.Taken);
    }

    [Fact]
    public async Task A_test_says_of_each_channel_whether_it_took_it()
    {
        var other = new Channel("mail") { Problem = new AlertFailedException("no connection") };
        var results = await Run(other).TestAsync(default);
        Assert.Equal([("mail", "no connection"), ("webhook", null)], results.Select(static r => (r.Key, r.Value)).OrderBy(static r => r.Key));
        Assert.Null(await _notes.GetAsync(CursorName.Alerts, default));
    }

    private Task RunAsync(bool paused, params Channel[] more) => Run(more).RunAsync(Signals(paused), default);

    /// <summary>As a new process would have it.</summary>
    private AlertRun Run(params Channel[] more) => new([_channel, .. more], _notes, new IdSource(_clock), Options.Create(new AlertOptions()), _clock, _log.Object);

    private Signals Signals(bool paused) => new(
        _clock.Now, new Dictionary<string, QueueDepth>(), new OrderIndexCounts(new Dictionary<OrderProgress, long>(), 0, 0, 0), paused ? ["orders"] : [], [], new Dictionary<string, RateWindow>(), []);

    private List<string> Logged(LogLevel level) => [.. _log.Invocations.Where(call => call.Method.Name == "Log" && call.Arguments[0] is LogLevel logged && logged == level).Select(static call => $"{call.Arguments[2]}")];

    private sealed class Channel(string name) : IAlertChannel
    {
        public List<AlertMessage> Taken { get; } = [];
        public int Attempts { get; private set; }
        public Exception? Problem { get; set; }
        public string Name => name;
        public bool IsOn => true;

        public Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
        {
            Attempts++;
            if (Problem is not null) return Task.FromException(Problem);
            Taken.Add(message);
            return Task.CompletedTask;
        }
    }
}
