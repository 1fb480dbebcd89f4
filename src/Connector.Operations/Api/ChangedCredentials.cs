using Connector.Core.Engine.Watch;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Operations.Api;

/// <summary>Ends, when a host starts, the pauses that began with credentials which were corrected since. Without it their messages would wait until the pause was to end.</summary>
public sealed partial class ChangedCredentials(FlowDesk desk, ILogger<ChangedCredentials> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var resumed = await desk.EndOutdatedAsync(stoppingToken);
            if (resumed.Flows.Count > 0) Log.Ended(log, string.Join(", ", resumed.Flows), resumed.Messages);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // The pauses end by themselves.
            Log.NotEnded(log, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(320, LogLevel.Information, "The credentials changed: {Flows} goes on, {Count} messages that waited are due now")]
        public static partial void Ended(ILogger logger, string flows, int count);

        [LoggerMessage(321, LogLevel.Warning, "Whether the credentials of a pause changed could not be read; the pause ends by itself")]
        public static partial void NotEnded(ILogger logger, Exception exception);
    }
}
