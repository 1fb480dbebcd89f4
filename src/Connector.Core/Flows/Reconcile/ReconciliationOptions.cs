using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Flows.Reconcile;

/// <summary>The nightly comparison of both sides. Section "Reconciliation".</summary>
public sealed class ReconciliationOptions
{
    public const string SectionName = "Reconciliation";

    /// <summary>How many days back it looks when nobody says otherwise.</summary>
    [Range(1, 366, ErrorMessage = "Reconciliation:Days must be between 1 and 366.")]
    public int Days { get; set; } = 30;

    /// <summary>The nightly run leaves orders alone that changed in the last minutes.</summary>
    [Range(0, 1440, ErrorMessage = "Reconciliation:GraceMinutes must be between 0 and 1440.")]
    public int GraceMinutes { get; set; } = 15;

    /// <summary>Whether the nightly run repairs what it finds; what others made on the shipping side it only reports.</summary>
    public bool Fix { get; set; } = true;

    /// <summary>Whether a repair also sends orders anew that differ only because the rules changed since they were sent.</summary>
    public bool ApplyRuleChanges { get; set; }

    /// <summary>The hour (UTC) from which on a night's comparison begins at the next tick of its timer.</summary>
    [Range(0, 23, ErrorMessage = "Reconciliation:StartHour must be between 0 and 23.")]
    public int StartHour { get; set; } = 2;

    /// <summary>How long one tick of the timer may work on it.</summary>
    [Range(10, 240, ErrorMessage = "Reconciliation:SliceSeconds must be between 10 and 240.")]
    public int SliceSeconds { get; set; } = 120;

    /// <summary>With how many calls.</summary>
    [Range(1, 10000, ErrorMessage = "Reconciliation:SliceCalls must be between 1 and 10000.")]
    public int SliceCalls { get; set; } = 500;
}
