using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Alerts;

/// <summary>Once a minute: reads the signals, for gauges and alerts. Of several hosts on one file one sends.</summary>
/// <param name="meter">Is made here, so that it is there when somebody listens.</param>
internal sealed partial class SignalService(
    SignalReader signals, CurrentServices services, CarrierFundsReader balances, AlertRun alerts, ILeases leases, ConnectorMeter meter, TimeProvider clock, ILogger<SignalService> log) : BackgroundService
{
    internal static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private const string LeaseName = "alerts";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _ = meter;
        using var ticks = new PeriodicTimer(Period, clock);
        while (await ticks.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.LookFailed(log, e);
            }
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var read = await signals.ReadAsync(services.Get<FlowDesk>(), await balances.ReadAsync(cancellationToken), cancellationToken);
        if (!alerts.IsOn) return;
        await using var lease = await leases.TryTakeAsync(LeaseName, Period, cancellationToken);
        if (lease is not null) await alerts.RunAsync(read, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(410, LogLevel.Error, "The signals for metrics and alerts could not be read; next attempt in a minute")]
        public static partial void LookFailed(ILogger logger, Exception exception);
    }
}
