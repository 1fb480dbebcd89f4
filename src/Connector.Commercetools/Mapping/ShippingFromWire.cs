using System.Text.Json;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class ShippingFromWire
{
    /// <summary>Documents of old have no mode, others have words of their own there: what is on the order decides.</summary>
    internal static bool IsMultiple(WireOrder order) => order.ShippingMode == "Multiple" || (order.ShippingInfo is null && order.Shipping is { Count: > 0 });

    internal static List<OrderShipping> Read(WireOrder order, string currency, ReferenceKeys keys)
    {
        if (!IsMultiple(order))
        {
            return order.ShippingInfo is null ? [] : [ReadOne(order.ShippingInfo, order.ShippingCustomFields, currency, keys)];
        }

        var shippings = new List<OrderShipping>(order.Shipping?.Count ?? 0);
        foreach (var wire in order.Shipping ?? [])
        {
            if (wire is null) continue;
            var shipping = ReadOne(wire.ShippingInfo ?? new WireShippingInfo(), wire.ShippingCustomFields, currency, keys);
            shippings.Add(shipping with { Key = Blank.ToNull(wire.ShippingKey), Address = AddressFromWire.Read(wire.ShippingAddress) });
        }

        return shippings;
    }

    private static OrderShipping ReadOne(WireShippingInfo wire, JsonElement custom, string currency, ReferenceKeys keys)
    {
        var listed = MoneyFromWire.Read(wire.Price, currency);
        var charged = MoneyFromWire.Read(wire.DiscountedPrice?.Value, currency) ?? listed;
        var taxed = MoneyFromWire.Read(wire.TaxedPrice, currency);
        var methodId = Blank.ToNull(wire.ShippingMethod?.Id);
        return new OrderShipping
        {
            MethodId = methodId,
            MethodKey = LinesFromWire.KeyOf(wire.ShippingMethod) ?? keys.ShippingMethodKey(methodId),
            MethodName = wire.ShippingMethodName ?? "",
            Price = charged ?? Money.FromMinor(0, currency, Currencies.Read(currency, currency).Digits),
            Taxed = taxed,
            TaxIncluded = wire.TaxRate?.IncludedInPrice ?? LinesFromWire.IsGross(charged, taxed),
            Deliveries = Deliveries(wire.Deliveries),
            CustomFields = FieldsFromWire.Custom(custom)
        };
    }

    private static List<Delivery> Deliveries(List<WireDelivery?>? wires)
    {
        var deliveries = new List<Delivery>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire is null) continue;
            deliveries.Add(new Delivery
            {
                Id = wire.Id ?? "",
                Key = Blank.ToNull(wire.Key),
                CreatedAt = wire.CreatedAt ?? default,
                Items = Items(wire.Items),
                Parcels = Parcels(wire.Parcels)
            });
        }

        return deliveries;
    }

    private static List<Parcel> Parcels(List<WireParcel?>? wires)
    {
        var parcels = new List<Parcel>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire is null) continue;
            parcels.Add(new Parcel
            {
                Id = wire.Id ?? "",
                Key = Blank.ToNull(wire.Key),
                Tracking = ReadTracking(wire.TrackingData),
                Size = ReadSize(wire.Measurements),
                Items = Items(wire.Items)
            });
        }

        return parcels;
    }

    private static Tracking? ReadTracking(WireTrackingData? wire) => wire is null
        ? null
        : new Tracking(
            Blank.ToNull(wire.TrackingId), Blank.ToNull(wire.Carrier), Blank.ToNull(wire.Provider), Blank.ToNull(wire.ProviderTransaction), wire.IsReturn ?? false);

    private static ParcelSize? ReadSize(WireMeasurements? wire) => wire is null
        ? null
        : new ParcelSize(Whole(wire.HeightInMillimeter), Whole(wire.LengthInMillimeter), Whole(wire.WidthInMillimeter), Whole(wire.WeightInGram));

    private static int? Whole(decimal? value) =>
        value is >= int.MinValue and <= int.MaxValue ? (int)Math.Round(value.Value, MidpointRounding.AwayFromZero) : null;

    private static List<DeliveryItem> Items(List<WireDeliveryItem?>? wires)
    {
        var items = new List<DeliveryItem>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire?.Quantity is { } quantity) items.Add(new DeliveryItem(wire.Id ?? "", quantity));
        }

        return items;
    }
}
