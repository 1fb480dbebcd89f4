using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Looks for changed rules while the host runs. It reads the file rather than waits for the system to report a change, which network shares do not do.</summary>
internal sealed partial class RulesWatch(RulesReload reload, TimeProvider clock, ILogger<RulesWatch> log) : BackgroundService
{
    internal static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                await reload.LookAsync();
            }
            catch (Exception e)
            {
                Log.LookFailed(log, e);
            }
        }
        while (await ticks.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(406, LogLevel.Error, "The rules could not be loaded again; the rules before stay in force")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}

internal static class RulesWatchRegistration
{
    public static IServiceCollection AddRulesReload(this IServiceCollection services, RulesOrigin origin)
    {
        services.AddSingleton(origin);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RulesReload>(provider, services));
        services.AddHostedService<RulesWatch>();
        return services;
    }
}
