using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Model.Messages;

/// <summary>How the engine works, whatever the merchant's rules are. Section "Connector".</summary>
public sealed class EngineOptions
{
    public const string SectionName = "Connector";

    /// <summary>The merchant's rules file; null looks for connector.json beside the settings, and uses the built-in defaults without one.</summary>
    public string? RulesFile { get; set; }

    /// <summary>Whether the shop order is marked as exported; one commercetools write for each new order.</summary>
    public bool SyncInfo { get; set; } = true;

    /// <summary>Key of the shop's channel that the export mark names.</summary>
    [Required(ErrorMessage = "Connector:SyncChannel is required; it is the key of the export channel, by default shipstation.")]
    public string SyncChannel { get; set; } = "shipstation";

    /// <summary>Key of our custom Type, given to orders that have none.</summary>
    [Required(ErrorMessage = "Connector:OrderType is required; it is the key of the connector's own order Type, by default shipstation-order.")]
    public string OrderType { get; set; } = "shipstation-order";

    /// <summary>
    /// How long a message and a reservation are ours before another worker may take them; both are renewed while their work goes on. A reservation lasts longer
    /// where one call may.
    /// </summary>
    [Range(1, 3600, ErrorMessage = "Connector:LockSeconds must be between 1 and 3600.")]
    public int LockSeconds { get; set; } = 60;

    /// <summary>How far before the cursor a pull starts again, because queries lag behind writes; once that time is over, it starts behind the cursor.</summary>
    [Range(0, 3600, ErrorMessage = "Connector:PullOverlapSeconds must be between 0 and 3600.")]
    public int PullOverlapSeconds { get; set; } = 180;

    /// <summary>How far before the cursor a shipping-side poll looks back, at most once in this time, until nothing can be late any longer.</summary>
    [Range(0, 7200, ErrorMessage = "Connector:PollOverlapSeconds must be between 0 and 7200.")]
    public int PollOverlapSeconds { get; set; } = 900;

    /// <summary>How far back the first poll of the shipping side looks.</summary>
    [Range(1, 8760, ErrorMessage = "Connector:FirstPollHours must be between 1 and 8760.")]
    public int FirstPollHours { get; set; } = 24;

    /// <summary>Pages of 500 changed shipping orders that one poll may read, so that a flood of changes never starves the pushes, and one more while it looks back; the next poll goes on from there.</summary>
    [Range(1, 100, ErrorMessage = "Connector:StatusPollPages must be between 1 and 100.")]
    public int StatusPollPages { get; set; } = 2;

    /// <summary>Parcels that one poll of tracking may ask for, in each account with a V2 key.</summary>
    [Range(1, 1000, ErrorMessage = "Connector:TrackingParcels must be between 1 and 1000.")]
    public int TrackingParcels { get; set; } = 100;

    /// <summary>How long a parcel that has not arrived rests before the carrier is asked again.</summary>
    [Range(1, 168, ErrorMessage = "Connector:TrackingHours must be between 1 and 168.")]
    public int TrackingHours { get; set; } = 4;

    /// <summary>Age of a label at which its parcel is no longer asked for.</summary>
    [Range(1, 365, ErrorMessage = "Connector:TrackingDays must be between 1 and 365.")]
    public int TrackingDays { get; set; } = 60;

    /// <summary>Commercetools writes under way at once.</summary>
    [Range(1, 64, ErrorMessage = "Connector:ParallelWrites must be between 1 and 64.")]
    public int ParallelWrites { get; set; } = 8;

    public TimeSpan Lock => TimeSpan.FromSeconds(LockSeconds);
}
