using Connector.Commercetools.Wire;

namespace Connector.Commercetools.Mapping;

/// <summary>Amounts whose digits contradict their currency: read either way they may be wrong by ten or a hundred times, so that somebody must look.</summary>
internal static class AmountDigits
{
    /// <summary>The first such amount, in words; null when there is none.</summary>
    internal static string? Contradiction(WireOrder order, string orderCurrency)
    {
        foreach (var (owner, member, money) in Amounts(order))
        {
            if (money?.FractionDigits is not { } digits || money.CentAmount is null || money.PreciseAmount is not null || money.Type == "highPrecision") continue;
            var (currency, natural) = Currencies.Read(money.CurrencyCode, orderCurrency);
            if (digits is >= 0 and <= MoneyFromWire.MostDigits && digits != natural) return $"{owner}{member} has {digits} fraction digits, {currency} has {natural}";
        }

        return null;
    }

    private static IEnumerable<(string Owner, string Member, WireMoney? Money)> Amounts(WireOrder order)
    {
        yield return ("", "totalPrice", order.TotalPrice);
        yield return ("", "taxedPrice.totalNet", order.TaxedPrice?.TotalNet);
        yield return ("", "taxedPrice.totalGross", order.TaxedPrice?.TotalGross);
        yield return ("", "discountOnTotalPrice.discountedAmount", order.DiscountOnTotalPrice?.DiscountedAmount);
        yield return ("", "shippingInfo.price", order.ShippingInfo?.Price);
        yield return ("", "shippingInfo.discountedPrice", order.ShippingInfo?.DiscountedPrice?.Value);
        foreach (var shipping in order.Shipping ?? []) yield return ("", "shipping.price", shipping?.ShippingInfo?.Price);
        foreach (var (list, lines) in new[] { ("lineItems.", order.LineItems), ("customLineItems.", order.CustomLineItems) })
        {
            foreach (var line in lines ?? [])
            {
                yield return (list, "totalPrice", line?.TotalPrice);
                yield return (list, "price", line?.Price?.Value);
                yield return (list, "money", line?.Money);
                yield return (list, "taxedPrice.totalNet", line?.TaxedPrice?.TotalNet);
                yield return (list, "taxedPrice.totalGross", line?.TaxedPrice?.TotalGross);
            }
        }
    }
}
