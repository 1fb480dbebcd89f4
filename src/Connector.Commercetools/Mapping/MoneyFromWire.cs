using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class MoneyFromWire
{
    // The vendor allows 20 for high-precision amounts; more than 28 would not fit a decimal.
    internal const int MostDigits = 20;

    /// <summary>Null where there is no amount. <paramref name="orderCurrency"/> is used where the money names no currency.</summary>
    internal static Money? Read(WireMoney? wire, string orderCurrency)
    {
        if (wire is null) return null;
        var (currency, natural) = Currencies.Read(wire.CurrencyCode, orderCurrency);
        var digits = wire.FractionDigits is >= 0 and <= MostDigits ? wire.FractionDigits.Value : natural;
        if (wire.PreciseAmount is { } precise && IsHighPrecision(wire)) return Money.FromMinor(precise, currency, digits) with { FractionDigits = natural };
        return wire.CentAmount is { } cents ? Money.FromMinor(cents, currency, IsHighPrecision(wire) ? natural : digits) : null;
    }

    /// <summary>Null unless both sums are there; the tax is their difference where it is not stated.</summary>
    internal static TaxedTotal? Read(WireTaxedPrice? wire, string orderCurrency)
    {
        if (Read(wire?.TotalNet, orderCurrency) is not { } net || Read(wire?.TotalGross, orderCurrency) is not { } gross) return null;
        return new TaxedTotal(net, gross, Read(wire?.TotalTax, orderCurrency) ?? gross with { Amount = gross.Amount - net.Amount });
    }

    private static bool IsHighPrecision(WireMoney wire) =>
        string.Equals(wire.Type, "highPrecision", StringComparison.OrdinalIgnoreCase) || (wire.Type is null && wire.PreciseAmount is not null);
}
