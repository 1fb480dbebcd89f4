using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>Pure: amounts with or without tax, as <see cref="MoneyRules.Tax"/> wants them shown.</summary>
internal static class TaxView
{
    /// <summary>What the customer is charged for the order.</summary>
    public static decimal Charged(Order order) => order.Taxed?.Gross.Amount ?? order.Total.Amount;

    /// <summary>The part of it that is in the tax field.</summary>
    public static decimal TaxApart(Order order, TaxDisplay display) => order.Taxed is not { } taxed ? 0m : display switch
    {
        TaxDisplay.Included => 0m,
        TaxDisplay.Separate => taxed.Gross.Amount - taxed.Net.Amount,
        _ => taxed.Gross.Amount - order.Total.Amount
    };

    public static decimal Shown(decimal total, TaxedTotal? taxed, TaxDisplay display) => display switch
    {
        TaxDisplay.Included => taxed?.Gross.Amount ?? total,
        TaxDisplay.Separate => taxed?.Net.Amount ?? total,
        _ => total
    };

    /// <summary>Tax on top of what is shown.</summary>
    public static decimal OnTop(decimal total, TaxedTotal? taxed, TaxDisplay display) =>
        taxed is null ? 0m : taxed.Gross.Amount - Shown(total, taxed, display);

    /// <summary>All units of a line after discounts: the shop's total; without one, from prices.</summary>
    public static decimal Total(OrderLine line)
    {
        if (line.Total is { } total) return total.Amount;
        if (line.IsGift) return 0m;
        if (line.PricePortions.Count > 0)
        {
            var sum = 0m;
            long units = 0;
            foreach (var portion in line.PricePortions)
            {
                sum += portion.Quantity * portion.UnitPrice.Amount;
                units += portion.Quantity;
            }
            if (units == line.Quantity) return sum;
        }
        return (line.DiscountedUnitPrice ?? line.UnitPrice)?.Amount * line.Quantity ?? 0m;
    }
}
