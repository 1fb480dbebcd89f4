using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels;

/// <summary>Labels that the connector proposes or buys (docs/labels.md). Left out, none.</summary>
public sealed class LabelRules
{
    /// <summary>What happens to orders whose rule does not say otherwise. Off counts for all of them, whatever their rules say.</summary>
    public LabelMode Mode { get; set; } = LabelMode.Off;

    /// <summary>Currency of the carriers' prices and of all amounts in this section (ISO 4217, three letters). Needed unless Mode is Off.</summary>
    public string? Currency { get; set; }

    /// <summary>Other currencies by name of the account.</summary>
    public IDictionary<string, string> CurrencyByAccount { get; set; } = new Dictionary<string, string>();

    /// <summary>The interface of the shipping side that quotes and buys: V1 for the order, V2 by rate or in batches (needs a V2 key). One order is never bought by both.</summary>
    public LabelApi Route { get; set; } = LabelApi.V1;

    /// <summary>When labels are bought.</summary>
    public LabelTimes Times { get; set; } = new();

    /// <summary>What an order must have before its label is bought.</summary>
    public ReadinessRules Readiness { get; set; } = new();

    /// <summary>Which service is bought, where a rule does not say otherwise.</summary>
    public ServiceSelectionRules Services { get; set; } = new();

    /// <summary>How long quotes count.</summary>
    public QuoteRules Quotes { get; set; } = new();

    /// <summary>What may be spent.</summary>
    public LabelGuards Guards { get; set; } = new();

    /// <summary>What is bought besides the service.</summary>
    public PurchaseRules Purchase { get; set; } = new();

    /// <summary>Orders of several packages.</summary>
    public LabelPackageRules Packages { get; set; } = new();

    /// <summary>The labels' documents.</summary>
    public LabelDocumentRules Documents { get; set; } = new();

    /// <summary>Labels of orders that were cancelled afterwards.</summary>
    public VoidRules Voids { get; set; } = new();

    /// <summary>Purchases whose outcome was not seen.</summary>
    public UnknownPurchaseRules UnknownPurchases { get; set; } = new();

    /// <summary>First match wins; conditions that a rule does not give always hold. Orders that no rule takes go by what this section says.</summary>
    public IList<LabelRule> Rules { get; set; } = [];

    /// <summary>The currency of an account's carriers; null when none is configured.</summary>
    public string? CurrencyOf(string account) => CurrencyByAccount.TryGetValue(account, out var own) ? own : Currency;
}

/// <summary>What happens to an order that is ready for its label.</summary>
public enum LabelMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Everything is computed, and the label is bought once somebody approves.</summary>
    Propose,

    /// <summary>The label is bought, within the guards.</summary>
    Buy
}
