using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>What is certain about a purchase whose outcome was not seen (docs/adr/0021).</summary>
public abstract record PurchaseCertainty
{
    private PurchaseCertainty() { }

    /// <summary>The order has a label; nothing more is bought.</summary>
    /// <param name="IsOurs">False for a label that somebody else bought; ours does not exist then.</param>
    /// <param name="Remark">Something that people should see; null when there is nothing.</param>
    public sealed record Exists(LabelRecord Label, bool IsOurs, LabelReason? Remark = null) : PurchaseCertainty;

    /// <summary>No label was bought; the reservation ends.</summary>
    public sealed record CertainlyAbsent(string Why) : PurchaseCertainty;

    /// <summary>Not certain yet.</summary>
    public sealed record ReadAgainAt(DateTimeOffset At, LabelReason Reason) : PurchaseCertainty;

    /// <summary>It does not become certain by reading: nothing is bought until somebody decides.</summary>
    public sealed record LockedForAPerson(LabelReason Reason) : PurchaseCertainty;
}
