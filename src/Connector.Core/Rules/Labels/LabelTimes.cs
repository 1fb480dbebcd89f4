namespace Connector.Core.Rules.Labels;

/// <summary>When labels are bought.</summary>
public sealed class LabelTimes
{
    /// <summary>At once, or in batches.</summary>
    public LabelSchedule When { get; set; } = LabelSchedule.AtOnce;

    /// <summary>Cron expressions of five fields (minute, hour, day of month, month, day of week), such as "0 14 * * MON-FRI". Needed for AtCutOffs.</summary>
    public IList<string> CutOffs { get; set; } = [];

    /// <summary>Time zone of all times and days in this section, as IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Nothing leaves on these days of the week: no cut-off, and labels get the next working day as their ship date. Empty: Saturday and Sunday.</summary>
    public IList<DayOfWeek> ClosedDays { get; set; } = [];

    /// <summary>True when goods leave on every day of the week; then ClosedDays is empty.</summary>
    public bool OpenDaily { get; set; }

    /// <summary>Dates (yyyy-MM-dd) on which nothing leaves.</summary>
    public IList<DateOnly> Holidays { get; set; } = [];

    /// <summary>Time of day (hh:mm) from which labels get the next working day as their ship date. Null: midnight.</summary>
    public TimeOnly? ShipDateCutOff { get; set; }
}

/// <summary>When labels are bought.</summary>
public enum LabelSchedule
{
    /// <summary>As soon as an order is ready.</summary>
    AtOnce,

    /// <summary>All that are ready at one of CutOffs, as a batch.</summary>
    AtCutOffs
}
