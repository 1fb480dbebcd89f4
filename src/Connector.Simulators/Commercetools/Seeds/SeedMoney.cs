using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Amounts and taxes of one order, in smallest units of its currency.</summary>
internal sealed class SeedMoney(SeedCountry country, bool taxed)
{
    private readonly int _digits = Currencies.FractionDigits(country.Currency);

    public bool Taxed { get; } = taxed;

    public JsonObject Amount(long amount) => new()
    {
        ["type"] = "centPrecision", ["currencyCode"] = country.Currency, ["centAmount"] = amount, ["fractionDigits"] = _digits,
    };

    /// <summary>Net and gross of a total, rounded half to even as commercetools does by default.</summary>
    public (long Net, long Gross) Split(long total) => country.TaxIncluded
        ? (Round(total / (1 + country.TaxRate)), total)
        : (total, Round(total * (1 + country.TaxRate)));

    public JsonObject TaxRate()
    {
        var rate = new JsonObject
        {
            ["id"] = SeedIds.Fixed("tax-rate/" + country.Code)[..8], ["name"] = country.TaxName, ["amount"] = country.TaxRate,
            ["includedInPrice"] = country.TaxIncluded, ["country"] = country.Code,
        };
        rate["subRates"] = new JsonArray();
        return rate;
    }

    public JsonObject TaxedPrice(long total)
    {
        var (net, gross) = Split(total);
        return TaxedPrice(net, gross);
    }

    public JsonObject TaxedPrice(long net, long gross) => new()
    {
        ["totalNet"] = Amount(net),
        ["totalGross"] = Amount(gross),
        ["totalTax"] = Amount(gross - net),
        ["taxPortions"] = new JsonArray(new JsonObject { ["rate"] = country.TaxRate, ["amount"] = Amount(gross - net), ["name"] = country.TaxName }),
    };

    public static long Round(decimal amount) => (long)decimal.Round(amount, 0, MidpointRounding.ToEven);
}
