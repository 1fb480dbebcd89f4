namespace Connector.Core.Rules.Labels;

/// <summary>Labels of orders that were cancelled afterwards. A label that was scanned is never voided.</summary>
public sealed class VoidRules
{
    /// <summary>What happens to such a label.</summary>
    public VoidMode Mode { get; set; } = VoidMode.Propose;

    /// <summary>A label is not voided after this time: d.hh:mm:ss.</summary>
    public TimeSpan Within { get; set; } = TimeSpan.FromDays(10);

    /// <summary>Other times by the shipping side's code of the carrier.</summary>
    public IDictionary<string, TimeSpan> WithinByCarrier { get; set; } = new Dictionary<string, TimeSpan>();
}

/// <summary>What happens to the label of an order that was cancelled.</summary>
public enum VoidMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The void is proposed.</summary>
    Propose,

    /// <summary>A label that we bought is voided; those of others are proposed.</summary>
    Automatic
}
