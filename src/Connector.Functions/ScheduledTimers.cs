using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Configuration;

namespace Connector.Functions;

/// <summary>The timers of the app with the periods that their schedules have; what the host leaves out is left out.</summary>
internal static class ScheduledTimers
{
    private static readonly string[] s_names =
    [
        TimerNames.PullOrders, TimerNames.PollShipments, TimerNames.PollShipStationOrders, TimerNames.PollTracking, TimerNames.BuyLabels, TimerNames.Reconcile,
        TimerNames.Retention, TimerNames.ReportHealth
    ];

    public static TimerPlan Plan(IConfiguration configuration) => new(
        [.. s_names.Where(name => !IsDisabled(configuration, name)).Select(name => new PlannedTimer(name, Ncrontab.LongestGap(configuration[$"{name}Schedule"] ?? "")))],
        RunHere: false);

    private static bool IsDisabled(IConfiguration configuration, string name) =>
        (configuration[$"AzureWebJobs:{name}:Disabled"] ?? configuration[$"AzureWebJobs.{name}.Disabled"]) is { } said
        && (said == "1" || string.Equals(said, "true", StringComparison.OrdinalIgnoreCase));
}
