using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Amounts as requests bring them: a currency of three letters (with a zero for the six that have another number of digits) and whole cents.</summary>
internal static partial class MoneyDraft
{
    public static void Check(JsonObject draft)
    {
        var currency = Shape.Text(draft, "currencyCode", "money");
        if (!Currency().IsMatch(currency)) throw Refusal.InvalidField("currencyCode", currency, $"'{currency}' is not a currency code (ISO 4217).");
        Shape.Integer(draft, "centAmount", "money");
    }

    [GeneratedRegex("^[A-Z]{3}0?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Currency();
}
