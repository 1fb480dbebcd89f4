using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>How amounts are shown; whatever is chosen, the shipping side's total equals what the customer is charged.</summary>
public sealed class MoneyRules
{
    /// <summary>Where the tax shows.</summary>
    public TaxDisplay Tax { get; set; } = TaxDisplay.AsPriced;

    /// <summary>Amounts of lines that do not ship (downloads, services) in an order with goods. Fees and discounts are always shown.</summary>
    public NotShippedChoice NotShipped { get; set; } = NotShippedChoice.Adjustment;

    /// <summary>How the charge for shipping is spread over the parts of a split order.</summary>
    public ShareMethod ShippingShare { get; set; } = ShareMethod.ProRataByValue;

    /// <summary>How discounts, fees and lines that do not ship are spread over the parts of a split order.</summary>
    public ShareMethod DiscountShare { get; set; } = ShareMethod.ProRataByValue;

    /// <summary>An order whose payment state the shop does not show counts as paid.</summary>
    public bool UnknownPaymentIsPaid { get; set; } = true;

    /// <summary>Orders with a larger amount are refused; the shipping side stores nine digits, two of them after the point.</summary>
    public decimal MaximumAmount { get; set; } = 9_999_999.99m;
}

/// <summary>Where the tax of an order shows.</summary>
public enum TaxDisplay
{
    /// <summary>As the shop prices: taxed prices where tax is included in them (nothing in the tax field), net prices and the tax apart where it is not.</summary>
    AsPriced,

    /// <summary>Net prices, the tax apart.</summary>
    Separate,

    /// <summary>Taxed prices, nothing in the tax field.</summary>
    Included
}

public enum NotShippedChoice
{
    /// <summary>Shown as an adjustment, so that the total is what the customer paid.</summary>
    Adjustment,

    /// <summary>Left out, also of the amount paid.</summary>
    LeaveOut
}
