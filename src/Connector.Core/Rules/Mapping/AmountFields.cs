namespace Connector.Core.Rules.Mapping;

/// <summary>Which fields of a shipping order are amounts of money, in the currency of the shop's order.</summary>
internal static class AmountFields
{
    private static readonly HashSet<string> s_names = new(["amountPaid", "taxAmount", "shippingAmount", "unitPrice", "insuredValue"], StringComparer.OrdinalIgnoreCase);

    /// <param name="field">Its path, in the words of the mapping ("Items[0].UnitPrice") or of a payload ("items[line].unitPrice").</param>
    public static bool IsOne(string field)
    {
        var name = field[(field.LastIndexOf('.') + 1)..];
        return s_names.Contains(name) || (name.Equals("value", StringComparison.OrdinalIgnoreCase) && field.StartsWith("customs", StringComparison.OrdinalIgnoreCase));
    }
}
