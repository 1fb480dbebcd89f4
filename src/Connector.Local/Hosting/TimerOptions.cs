using System.ComponentModel.DataAnnotations;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Local.Hosting;

/// <summary>How often the long-running host reads. Section "Timers".</summary>
public sealed class TimerOptions
{
    public const string SectionName = "Timers";
    private const int RetentionHours = 6;

    [Range(1, 86400, ErrorMessage = "Timers:PullOrdersSeconds must be between 1 and 86400.")]
    public int PullOrdersSeconds { get; set; } = 10;

    [Range(1, 86400, ErrorMessage = "Timers:PollShipmentsSeconds must be between 1 and 86400.")]
    public int PollShipmentsSeconds { get; set; } = 120;

    [Range(1, 86400, ErrorMessage = "Timers:PollShipStationOrdersSeconds must be between 1 and 86400.")]
    public int PollShipStationOrdersSeconds { get; set; } = 60;

    /// <summary>Between two slices of the nightly comparison; a tick does nothing when the comparison of the night is finished.</summary>
    [Range(1, 1440, ErrorMessage = "Timers:ReconcileMinutes must be between 1 and 1440.")]
    public int ReconcileMinutes { get; set; } = 10;

    [Range(1, 86400, ErrorMessage = "Timers:PollTrackingSeconds must be between 1 and 86400.")]
    public int PollTrackingSeconds { get; set; } = 900;

    [Range(1, 86400, ErrorMessage = "Timers:BuyLabelsSeconds must be between 1 and 86400.")]
    public int BuyLabelsSeconds { get; set; } = 60;

    /// <summary>All timers of the long-running host, for the timers themselves and for health.</summary>
    public TimerPlan ToPlan() => new(
        [
            new(TimerNames.PullOrders, TimeSpan.FromSeconds(PullOrdersSeconds)),
            new(TimerNames.PollShipments, TimeSpan.FromSeconds(PollShipmentsSeconds)),
            new(TimerNames.PollShipStationOrders, TimeSpan.FromSeconds(PollShipStationOrdersSeconds)),
            new(TimerNames.PollTracking, TimeSpan.FromSeconds(PollTrackingSeconds)),
            new(TimerNames.BuyLabels, TimeSpan.FromSeconds(BuyLabelsSeconds)),
            new(TimerNames.Reconcile, TimeSpan.FromMinutes(ReconcileMinutes)),
            new(TimerNames.Retention, TimeSpan.FromHours(RetentionHours))
        ],
        RunHere: true);
}
