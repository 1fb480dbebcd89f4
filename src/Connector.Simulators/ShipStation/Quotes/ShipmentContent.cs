using System.Globalization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>What a price depends on: addresses, boxes and confirmation of an order as it is now.</summary>
internal sealed record ShipmentContent(Address To, string? FromPostalCode, IReadOnlyList<Parcel> Parcels, string Confirmation, bool IsHome)
{
    /// <summary>Equal for equal content: a quote is for this and nothing else.</summary>
    public string Digest => string.Join('|', [
        To.Name, To.Company, To.Street1, To.Street2, To.Street3, To.City, To.State, To.PostalCode, To.Country, FromPostalCode, Confirmation,
        .. Parcels.Select(static parcel => string.Create(CultureInfo.InvariantCulture,
            $"{parcel.Weight.Ounces:0.####};{parcel.Dimensions?.Length:0.##}x{parcel.Dimensions?.Width:0.##}x{parcel.Dimensions?.Height:0.##};{parcel.InsuredValue:0.##}"))
    ]);

    public static ShipmentContent From(OrderRecord order)
    {
        var insured = order.Sent.Insurance is { InsureShipment: true, InsuredValue: var value } ? value : 0m;
        return new(order.ShipTo, FromPostal(order), order.Boxes ?? [new Parcel(order.Weight, order.Sent.Dimensions, insured)], order.Sent.Confirmation, Home(order));
    }

    private static string? FromPostal(OrderRecord order) =>
        order.ShipFrom?.PostalCode ?? (Array.Find(AccountData.Warehouses, warehouse => warehouse.WarehouseId == order.WarehouseId) ?? AccountData.Warehouses[0]).Place.PostalCode;

    /// <summary>As it was typed, since the check of addresses writes over it; where nothing was said, an address without a company.</summary>
    private static bool Home(OrderRecord order) => order.Sent.ShipTo?.Residential ?? string.IsNullOrWhiteSpace(order.ShipTo.Company);
}
