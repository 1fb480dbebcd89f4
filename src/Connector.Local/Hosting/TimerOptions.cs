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

    /// <summary>Between two slices of the nightly comparison; a tick does nothing when the night's work is done.</summary>
    [Range(1, 1440, ErrorMessage = "Timers:ReconcileMinutes must be between 1 and 1440.")]
    public int ReconcileMinutes { get; set; } = 10;

    [Range(1, 86400, ErrorMessage = "Timers:PollTrackingSeconds must be between 1 and 86400.")]
    public int PollTrackingSeconds { get; set; } = 900;
}
