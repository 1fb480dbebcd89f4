using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Works off the queues. A batch during which the store fails is taken again when its lock ends.</summary>
internal sealed partial class QueueService(CurrentServices services, TimeProvider clock, ILogger<QueueService> log) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => EndlessLoops.WatchAsync(
        new[] { QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels }.ToDictionary(
            static name => name, name => Task.Run(() => WorkAsync(name, stoppingToken), stoppingToken), StringComparer.Ordinal),
        stoppingToken);

    private async Task WorkAsync(string name, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // A batch keeps the rules that it began with.
                if (await services.Get<QueueWorker>().ProcessBatchAsync(name, stopping) == 0) await Task.Delay(Idle, clock, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.QueueFailed(log, e, name);
                await Task.Delay(AfterFailure, clock, stopping);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(401, LogLevel.Error, "Queue {Queue} failed; next attempt in a few seconds")]
        public static partial void QueueFailed(ILogger logger, Exception exception, string queue);
    }
}
