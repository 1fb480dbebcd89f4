using System.ComponentModel.DataAnnotations;

namespace Connector.Local.Hosting;

/// <summary>How often the long-running host looks. Section "Timers".</summary>
public sealed class TimerOptions
{
    public const string SectionName = "Timers";

    [Range(1, 86400, ErrorMessage = "Timers:PullOrdersSeconds must be between 1 and 86400.")]
    public int PullOrdersSeconds { get; set; } = 10;

    [Range(1, 86400, ErrorMessage = "Timers:PollShipmentsSeconds must be between 1 and 86400.")]
    public int PollShipmentsSeconds { get; set; } = 120;

    [Range(1, 86400, ErrorMessage = "Timers:PollShipStationOrdersSeconds must be between 1 and 86400.")]
    public int PollShipStationOrdersSeconds { get; set; } = 60;

    /// <summary>How often both sides are compared.</summary>
    [Range(1, 720, ErrorMessage = "Timers:ReconcileHours must be between 1 and 720.")]
    public int ReconcileHours { get; set; } = 24;

    [Range(1, 86400, ErrorMessage = "Timers:PollTrackingSeconds must be between 1 and 86400.")]
    public int PollTrackingSeconds { get; set; } = 900;
}
