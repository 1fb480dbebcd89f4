using Connector.Core.Engine.Watch;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Moves on the retry of many errors that is under way, whoever began it.</summary>
internal sealed partial class RetryService(CurrentServices services, TimeProvider clock, ILogger<RetryService> log) : BackgroundService
{
    private static readonly TimeSpan s_running = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = s_idle;
            try
            {
                if (await services.Get<RetryOperations>().AdvanceAsync(stoppingToken) is { IsOver: false }) pause = s_running;
                await Task.Delay(pause, clock, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotMovedOn(log, e);
                await Task.Delay(pause, clock, stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(421, LogLevel.Warning, "The retry that is under way could not be moved on; next attempt in a few seconds")]
        public static partial void NotMovedOn(ILogger logger, Exception exception);
    }
}
