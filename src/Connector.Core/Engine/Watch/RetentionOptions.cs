using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Engine.Watch;

/// <summary>How long the journal is kept. Section "Timers".</summary>
public sealed class RetentionOptions
{
    public const string SectionName = "Timers";

    /// <summary>How many days of the journal are kept.</summary>
    [Range(1, 3650, ErrorMessage = "Timers:JournalDays must be between 1 and 3650.")]
    public int JournalDays { get; set; } = 90;
}
