using System.ComponentModel.DataAnnotations;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>How long each kind of thing is kept. Documents of labels have their time in Labels.Documents. Section "Timers".</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Timers";

    /// <summary>How many days of the journal are kept: what happened.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:JournalDays must be between 1 and 3650.")]
    public int JournalDays { get; set; } = 90;

    /// <summary>How many days calls to both vendors are kept; null, and at most: as long as the journal.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:CallDays must be between 1 and 3650.")]
    public int? CallDays { get; set; }

    /// <summary>How many days it is kept what was sent and received, redacted; at most as long as the calls.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:BodyDays must be between 1 and 3650.")]
    public int BodyDays { get; set; } = 30;

    /// <summary>How many days errors that are over are kept; null: as long as the journal.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:ErrorDays must be between 1 and 3650.")]
    public int? ErrorDays { get; set; }

    /// <summary>How many days after it was placed an order that has ended stays in the list of orders; null: for ever.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:OrderListDays must be between 1 and 3650.")]
    public int? OrderListDays { get; set; }

    /// <summary>How many days it is kept what was spent on labels: for caps, and for the chart on the page. What a report needs is kept with the labels.</summary>
    [Range(7, 3650, ErrorMessage = "Timers:LabelSpendDays must be between 7 and 3650.")]
    public int LabelSpendDays { get; set; } = 90;

    /// <summary>What of the journal is too old.</summary>
    public JournalAges JournalAges(DateTimeOffset now)
    {
        var calls = Math.Min(CallDays ?? JournalDays, JournalDays);
        return new JournalAges(now.AddDays(-JournalDays), now.AddDays(-calls), now.AddDays(-Math.Min(BodyDays, calls)));
    }
}
