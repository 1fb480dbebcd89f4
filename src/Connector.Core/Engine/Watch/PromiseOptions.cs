using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Engine.Watch;

/// <summary>By when an order must be where. Section "Promises".</summary>
public sealed class PromiseOptions
{
    public const string SectionName = "Promises";

    /// <summary>So many minutes after it became due an order is in ShipStation; 0: no such promise.</summary>
    [Range(0, 10_080, ErrorMessage = "Promises:InShipStationMinutes must be between 0 and 10080.")]
    public int InShipStationMinutes { get; set; } = 60;

    /// <summary>Time of day (hh:mm) by which orders that were due before have their labels; null: no such promise, but for <see cref="CutOffs"/>.</summary>
    public TimeOnly? LabelCutOff { get; set; }

    /// <summary>Other times for locations and shipping methods; the first that fits counts.</summary>
    public IList<PromiseCutOff>? CutOffs { get; set; }

    /// <summary>Promises that end within so many minutes are reported before they are broken.</summary>
    [Range(1, 10_080, ErrorMessage = "Promises:SoonMinutes must be between 1 and 10080.")]
    public int SoonMinutes { get; set; } = 120;

    /// <summary>Time zone of the cut-offs, as IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Days of the week without cut-offs. Empty: Saturday and Sunday.</summary>
    public IList<DayOfWeek>? ClosedDays { get; set; }

    /// <summary>True when goods leave on every day of the week.</summary>
    public bool OpenDaily { get; set; }

    /// <summary>Dates (yyyy-MM-dd) without cut-offs.</summary>
    public IList<DateOnly>? Holidays { get; set; }

    /// <summary>Whether the time zone is known; an unknown one is refused at the start.</summary>
    public bool IsZoneKnown => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _);
}

/// <summary>A time of day for some orders.</summary>
public sealed class PromiseCutOff
{
    /// <summary>Key of a location; null: any.</summary>
    public string? Location { get; set; }

    /// <summary>Shipping method as the list of orders shows it; null: any.</summary>
    public string? Method { get; set; }

    /// <summary>Time of day (hh:mm).</summary>
    public TimeOnly At { get; set; }
}
