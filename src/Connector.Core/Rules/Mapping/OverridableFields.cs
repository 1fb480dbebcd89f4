using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Mapping;

/// <summary>Pure: the fields for which people may set a value on one order, and how an order with such values is mapped.</summary>
public static class OverridableFields
{
    private const string Address = "ShipTo.";
    private const int MaxText = 1000;

    /// <summary>Everything else follows from amounts, lines and locations, which one value cannot change alone.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "ShipTo.Name", "ShipTo.Company", "ShipTo.Street1", "ShipTo.Street2", "ShipTo.City", "ShipTo.State", "ShipTo.PostalCode", "ShipTo.Country", "ShipTo.Phone",
        "CustomerEmail", "CustomerUsername", "CustomerNotes", "InternalNotes", "Gift", "GiftMessage", "PaymentMethod", "PaidAt", "ShipBy", "ShipDate",
        "RequestedService", "CarrierCode", "ServiceCode", "PackageCode", "Confirmation", "CustomField1", "CustomField2", "CustomField3", "Source",
        "NonMachinable", "SaturdayDelivery", "ContainsAlcohol"
    ];

    /// <summary>As the mapping names it, however it is written; null for a field that cannot be set.</summary>
    public static string? Find(string field) => All.FirstOrDefault(known => string.Equals(known, field, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when the value can be one; the mapping checks it against the limits of its field.</summary>
    public static string? FindProblem(string field, string value) => value switch
    {
        _ when value.Length is 0 or > MaxText => $"must have 1 to {MaxText} characters",
        _ when value.Any(static c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) => "must be plain text",
        _ when field == "ShipTo.Country" && (value.Length != 2 || !value.All(char.IsAsciiLetter)) => "must be a country code of two letters",
        _ when field is "Gift" or "NonMachinable" or "SaturdayDelivery" or "ContainsAlcohol" && !bool.TryParse(value, out _) => "must be true or false",
        _ when field is "PaidAt" or "ShipBy" or "ShipDate" && !Sources.SourceFormats.TryDate(value, out _) => "must be a day (2026-11-27) or an instant",
        _ => null
    };

    /// <summary>The order with these values: the address is that of the order before anything is decided about it, the others count when it is mapped.</summary>
    public static Order Apply(Order order, IReadOnlyList<OrderOverride> overrides)
    {
        if (overrides.Count == 0) return order;
        var address = overrides.Where(static o => o.Field.StartsWith(Address, StringComparison.Ordinal)).ToList();
        return order with
        {
            Overrides = overrides, ShippingAddress = address.Aggregate(order.ShippingAddress ?? (address.Count > 0 ? new PostalAddress() : null), static (known, set) => known is null ? null : Apply(known, set))
        };
    }

    private static PostalAddress Apply(PostalAddress address, OrderOverride set) => set.Field[Address.Length..] switch
    {
        "Name" => address with { FirstName = set.Value, LastName = null, Title = null, Salutation = null },
        "Company" => address with { Company = set.Value, Department = null },
        "Street1" => address with { StreetName = set.Value, StreetNumber = null, Building = null, Apartment = null, PostOfficeBox = null },
        "Street2" => address with { AdditionalStreetInfo = set.Value, AdditionalAddressInfo = null },
        "City" => address with { City = set.Value },
        "State" => address with { State = set.Value, Region = null },
        "PostalCode" => address with { PostalCode = set.Value },
        "Country" => address with { Country = set.Value.ToUpperInvariant() },
        "Phone" => address with { Phone = set.Value, Mobile = null },
        _ => address
    };
}
