using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Engine.Watch;

/// <summary>How long things are kept. Documents of labels have their time in Labels.Documents. Section "Timers".</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Timers";

    /// <summary>How many days of the journal are kept.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:JournalDays must be between 1 and 3650.")]
    public int JournalDays { get; set; } = 90;

    /// <summary>How many days it is kept what was spent on labels: for caps, and for the chart on the page. What a report needs is kept with the labels.</summary>
    [Range(7, 3650, ErrorMessage = "Timers:LabelSpendDays must be between 7 and 3650.")]
    public int LabelSpendDays { get; set; } = 90;
}
