using System.Text.Json;
using Connector.Core.OrderFields;
using Connector.Core.ShippingOrders;

namespace Connector.Core.OrderStatus;

/// <summary>What the shipping side found out about the address, as custom fields.</summary>
internal static class AddressFields
{
    /// <summary>Empty where nothing was checked yet. Several groups go to one address: the worst result is told.</summary>
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

    private static string OneLine(ShippingAddress a) => string.Join(", ", new[]
    {
        a.Company, a.Street1, a.Street2, a.Street3, a.City, string.Join(' ', new[] { a.State, a.PostalCode }.Where(p => !string.IsNullOrWhiteSpace(p))), a.Country
    }.Where(p => !string.IsNullOrWhiteSpace(p)));
}
