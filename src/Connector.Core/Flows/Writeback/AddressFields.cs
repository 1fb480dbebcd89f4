using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>What the shipping side found out about the address, as custom fields.</summary>
internal static class AddressFields
{
    /// <summary>Empty where nothing was checked yet. Several groups go to one address: the worst result is written.</summary>
    public static Dictionary<string, JsonElement?> Of(IEnumerable<ShippingOrderSnapshot> seen)
    {
        var fields = new Dictionary<string, JsonElement?>();
        var worst = seen.Where(s => s.AddressCheck is AddressCheck.Valid or AddressCheck.Warning or AddressCheck.Failed).MaxBy(s => s.AddressCheck);
        if (worst is null) return fields;
        fields[OrderFieldNames.AddressCheck] = FieldValues.Text(worst.AddressCheck switch
        {
            AddressCheck.Valid => "valid",
            AddressCheck.Warning => "warning",
            _ => "failed"
        });
        fields[OrderFieldNames.Address] = FieldValues.TextOrNone(OneLine(worst.Content.ShipTo));
        return fields;
    }

    /// <summary>
    /// What may be written with another write: a result that fails, or passes at last, must be written by the one that also holds or releases the order
    /// (<see cref="RecordOrderStatusHandler"/>), or nobody would.
    /// </summary>
    public static Dictionary<string, JsonElement?> AlongWith(Order order, IReadOnlyList<ShippingOrderSnapshot> seen)
    {
        var decides = seen.Any(s => s.AddressCheck == AddressCheck.Failed)
            || (order.CustomFields.TryGetValue(OrderFieldNames.AddressCheck, out var reported) && reported.ValueKind == JsonValueKind.String && reported.GetString() == "failed");
        return decides ? [] : Of(seen);
    }

    private static string OneLine(ShippingAddress a) => string.Join(", ", new[]
    {
        a.Company, a.Street1, a.Street2, a.Street3, a.City, string.Join(' ', new[] { a.State, a.PostalCode }.Where(p => !string.IsNullOrWhiteSpace(p))), a.Country
    }.Where(p => !string.IsNullOrWhiteSpace(p)));
}
