using Connector.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Connector.Tests.Local.Hosting;

public sealed class EndlessLoopsTests
{
    [Fact]
    public async Task A_loop_that_ends_by_itself_stops_the_host_with_an_error()
    {
        using var host = Host(new Loops(static _ => Task.CompletedTask));
        await host.StartAsync();
        await host.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.True(HostEnd.IsFailure(host.Services));
    }

    [Fact]
    public async Task A_loop_that_fails_stops_the_host_with_an_error()
    {
        using var host = Host(new Loops(static _ => Task.FromException(new IOException("no more"))));
        await host.StartAsync();
        await host.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        Assert.True(HostEnd.IsFailure(host.Services));
    }

    [Fact]
    public async Task A_stop_that_was_asked_for_is_no_failure()
    {
        using var host = Host(new Loops(static stopping => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping)));
        await host.StartAsync();
        await host.StopAsync();
        Assert.False(HostEnd.IsFailure(host.Services));
    }

    private static IHost Host(BackgroundService service)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostedService>(service);
        return builder.Build();
    }

    /// <summary>One loop that goes on and one of the test's.</summary>
    private sealed class Loops(Func<CancellationToken, Task> loop) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => EndlessLoops.WatchAsync(
            new Dictionary<string, Task> { ["well"] = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken), ["test"] = loop(stoppingToken) }, stoppingToken);
    }
}
