using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>What the shipping side found out about the address, as custom fields.</summary>
internal static class AddressFields
{
    private static readonly AddressCheck[] s_written = [AddressCheck.Valid, AddressCheck.Warning, AddressCheck.Failed];

    /// <summary>Empty where nothing was checked yet. Several groups go to one address: the worst result is written.</summary>
    public static Dictionary<string, JsonElement?> From(IEnumerable<ShippingOrderSnapshot> seen)
    {
        var fields = new Dictionary<string, JsonElement?>();
        var worst = seen.Where(s => s_written.Contains(s.AddressCheck)).MaxBy(s => s.AddressCheck);
        if (worst is null) return fields;
        fields[OrderFieldNames.AddressCheck] = FieldValues.Text(Text(worst.AddressCheck));
        fields[OrderFieldNames.Address] = FieldValues.TextOrNone(OneLine(worst.Content.ShipTo));
        return fields;
    }

    /// <summary>
    /// What may be written with another write: a result that fails, or passes at last, must be written by the one that also holds or releases the order
    /// (<see cref="RecordOrderStatusHandler"/>), or nobody would.
    /// </summary>
    public static Dictionary<string, JsonElement?> AlongWith(Order order, IReadOnlyList<ShippingOrderSnapshot> seen)
    {
        var decides = seen.Any(s => s.AddressCheck == AddressCheck.Failed) || ReadCheck(order) == AddressCheck.Failed;
        return decides ? [] : From(seen);
    }

    /// <summary>The result that the shop order shows; null for none, or for a text that is not ours.</summary>
    public static AddressCheck? ReadCheck(Order order)
    {
        if (!order.CustomFields.TryGetValue(OrderFieldNames.AddressCheck, out var shown) || shown.ValueKind != JsonValueKind.String) return null;
        foreach (var check in s_written)
            if (shown.ValueEquals(Text(check))) return check;
        return null;
    }

    private static string Text(AddressCheck check) => check switch
    {
        AddressCheck.Valid => "valid",
        AddressCheck.Warning => "warning",
        _ => "failed"
    };

    private static string OneLine(ShippingAddress a) => string.Join(", ", new[]
    {
        a.Company, a.Street1, a.Street2, a.Street3, a.City, string.Join(' ', new[] { a.State, a.PostalCode }.Where(p => !string.IsNullOrWhiteSpace(p))), a.Country
    }.Where(p => !string.IsNullOrWhiteSpace(p)));
}
