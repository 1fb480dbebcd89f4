using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class VitalSignsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Lines _lines = new();

    [Fact]
    public async Task Each_poll_is_reported_with_the_time_since_it_came_to_its_end_and_each_account_with_its_window()
    {
        var (cursors, rates) = (new InMemoryCursorStore(_clock), new InMemoryRateBudget(Options.Create(new RateBudgetOptions { DefaultLimit = 40 }), _clock));
        var caughtUp = _clock.Now;
        _clock.Advance(TimeSpan.FromMinutes(40));
        // Written a moment ago, by a poll that did not come to its end.
        await cursors.TrySetAsync(CursorName.Fulfillments("north"), $$"""{"CaughtUpAt":"{{caughtUp:O}}"}""", null, CancellationToken.None);
        await cursors.TrySetAsync(CursorName.ShipmentsVoided("north"), "{}", null, CancellationToken.None);
        await cursors.TrySetAsync(CursorName.OrdersPull, "{}", null, CancellationToken.None);
        await rates.TakeAsync("south", RateLane.Normal, CancellationToken.None);

        var index = new InMemoryOrderIndex();
        await index.PutAsync([new() { OrderId = "o", OrderNumber = "US-1", PlacedAt = _clock.Now, Deadline = _clock.Now }], CancellationToken.None);

        await new HealthMetrics(cursors, rates, new Accounts("north", "south"), A.Promises(_clock, index), _clock, _lines).ReportAsync(CancellationToken.None);

        Assert.Equal(
            [
                "Poll fulfillments:north caught up 2400 s ago",
                "Account north used 0 of 40 calls of this window", "Account south used 1 of 40 calls of this window",
                "Promises: 1 broken, 0 end soon; 0 orders need attention"
            ],
            _lines.WrittenBack);
    }

    [Fact]
    public async Task Before_the_first_poll_there_is_no_age_to_report()
    {
        var rates = new InMemoryRateBudget(Options.Create(new RateBudgetOptions()), _clock);

        await new HealthMetrics(new InMemoryCursorStore(_clock), rates, new Accounts("north"), A.Promises(_clock), _clock, _lines).ReportAsync(CancellationToken.None);

        Assert.DoesNotContain(_lines.WrittenBack, line => line.StartsWith("Poll", StringComparison.Ordinal));
        Assert.NotEmpty(CursorName.ListMoved(["north"]));
    }

    private sealed class Accounts(params string[] names) : IShippingAccounts
    {
        public IReadOnlyList<string> Names => names;
        public IShippingAccount Get(string name) => throw new KeyNotFoundException(name);
    }

    private sealed class Lines : ILogger<HealthMetrics>
    {
        public List<string> WrittenBack { get; } = [];
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => WrittenBack.Add(formatter(state, exception));
    }
}
