using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>The timers of the long-running host over stores and a shop that fail when a test wants it.</summary>
public sealed class TimerServiceTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Mock<ICommerceOrders> _shop = new();
    private readonly Mock<IJournal> _journal = new();
    private readonly Mock<ILeases> _leases = new();
    private ServiceProvider _services = null!;
    private TimerService _timers = null!;
    private volatile bool _journalFails;
    private volatile bool _leasesFail;
    private volatile Exception? _shopFails;
    private int _pulls;
    private int _attempts;

    public async Task InitializeAsync()
    {
        var inner = new InMemoryLeases(_clock);
        _leases.Setup(static l => l.TryTakeAsync(It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Returns((string name, TimeSpan duration, CancellationToken stop) =>
            {
                if (name == "PullOrders") Interlocked.Increment(ref _attempts);
                return _leasesFail ? throw new IOException("disk full") : inner.TryTakeAsync(name, duration, stop);
            });
        _journal.Setup(static j => j.AppendAsync(It.IsAny<IReadOnlyList<JournalEntry>>(), It.IsAny<CancellationToken>()))
            .Returns(() => _journalFails ? throw new IOException("disk full") : Task.CompletedTask);
        _shop.Setup(static s => s.ListChangedAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).Returns(() =>
        {
            if (_shopFails is { } failure) throw failure;
            Interlocked.Increment(ref _pulls);
            return Task.FromResult(new OrderPage([], null, false, []));
        });
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = "http://127.0.0.1:9/", ["Commercetools:AuthorizationBaseAddress"] = "http://127.0.0.1:9/",
            ["ShipStation:BaseAddress"] = "http://127.0.0.1:9/", ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo"
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddConnector(configuration);
        services.AddInMemoryStores();
        services.AddSingleton(_shop.Object);
        services.AddSingleton(_journal.Object);
        services.AddSingleton(_leases.Object);
        services.AddSingleton(Mock.Of<IShippingAccounts>(static a => a.Names == Array.Empty<string>()));
        _services = services.BuildServiceProvider();
        _timers = ActivatorUtilities.CreateInstance<TimerService>(_services);
        await _timers.StartAsync(default);
        await UntilAsync(() => _pulls > 0);
    }

    public async Task DisposeAsync()
    {
        await _timers.StopAsync(default);
        _timers.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_journal_that_fails_while_a_failure_is_reported_ends_no_timer()
    {
        (_shopFails, _journalFails) = (new IOException("connection reset"), true);
        await AttemptsAsync(1);
        (_shopFails, _journalFails) = (null, false);
        await PullsGoOnAsync();
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_ends_no_timer()
    {
        (_leasesFail, _journalFails) = (true, true);
        await AttemptsAsync(3);
        (_leasesFail, _journalFails) = (false, false);
        await PullsGoOnAsync();
    }

    [Fact]
    public async Task A_cancellation_that_is_not_the_stop_ends_no_timer()
    {
        (_shopFails, _journalFails) = (new OperationCanceledException("a call of its own"), true);
        await AttemptsAsync(2);
        (_shopFails, _journalFails) = (null, false);
        await PullsGoOnAsync();
    }

    private async Task AttemptsAsync(int more)
    {
        var before = _attempts;
        await UntilAsync(() => _attempts >= before + more);
    }

    private async Task PullsGoOnAsync()
    {
        var before = _pulls;
        await UntilAsync(() => _pulls > before);
    }

    /// <summary>Lets the clock go on until it has happened.</summary>
    private async Task UntilAsync(Func<bool> happened)
    {
        for (var look = 0; look < 2000 && !happened(); look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        Assert.True(happened());
    }
}
