namespace Connector.Core.Rules.Labels;

/// <summary>Purchases whose outcome was not seen (docs/adr/0021). Nothing is bought for such an order until it is certain whether its label exists.</summary>
public sealed class UnknownPurchaseRules
{
    /// <summary>A label is in the lists of V1 after this time at the latest: hh:mm:ss. Not documented by the shipping side; shorten it only after measuring.</summary>
    public TimeSpan VisibleWithinV1 { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The same for V2.</summary>
    public TimeSpan VisibleWithinV2 { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A purchase that is still not certain after this time is left to people: d.hh:mm:ss.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>What happens once it is certain that no label was bought.</summary>
    public LabelMode WhenAbsent { get; set; } = LabelMode.Propose;
}
