using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>A shipment inside of a body: the one that a rate or a label without an order brings with it.</summary>
/// <param name="ShipDate">Null: today.</param>
internal sealed record V2InlineShipment(OrphanDraft Draft, CarrierData? Carrier, DateOnly? ShipDate)
{
    private const decimal LongestSide = 200m;

    /// <summary>Reads and checks what must be there for addresses and boxes. Carrier and service are checked where they are used.</summary>
    public static (V2InlineShipment? Shipment, Response? Refusal) Read(ApiCall call, V2Body body)
    {
        if (body.WrongWord() is { } word) return (null, word);
        var view = body.View;
        var to = Address(view.Object("ship_to"));
        var from = Address(view.Object("ship_from"));
        var warehouse = V2Routes.ReadId(view.Text("warehouse_id"));
        var carrier = view.Text("carrier_id");
        var shipDate = view.Text("ship_date");
        var parcels = view.Array("packages", static box => new Box(
            Weight(box.Object("weight")), Dimensions(box.Object("dimensions")), box.Object("insured_value").Number("amount") ?? 0m, box.Text("package_code")));
        var customs = view.Object("customs");
        var draft = new OrphanDraft
        {
            ShipTo = to ?? new Address(), ShipFrom = from, WarehouseId = from is null ? warehouse : null,
            Parcels = [.. parcels.Select(static box => new Parcel(box.Weight ?? new Weight(0m, "ounces"), box.Dimensions, box.Insured))],
            Confirmation = view.Text("confirmation") ?? "none", ServiceCode = view.Text("service_code"), PackageCode = parcels.FirstOrDefault()?.Package ?? "package",
            ExternalShipmentId = view.Text("external_shipment_id"), ShipmentNumber = view.Text("shipment_number"),
            International = new International(customs.Text("contents"), customs.Array("customs_items", CustomsItem), customs.Text("non_delivery")),
            Items = view.Array("items", static item => new ItemDraft
            {
                Name = item.Text("name"), Sku = item.Text("sku"), Quantity = item.Whole("quantity") ?? 1, UnitPrice = item.Number("unit_price"), LineItemKey = item.Text("external_order_item_id")
            })
        };
        if (body.Unreadable is { } unreadable) return (null, unreadable);
        if (to is null) return (null, V2Refusals.Missing("shipment.ship_to"));
        if (from is null && warehouse is null) return (null, V2Refusals.Missing("shipment.ship_from"));
        if (warehouse is { } place && call.Account.Warehouses.Find(place) is null) return (null, V2Refusals.BadId());
        if (parcels.Length == 0) return (null, V2Refusals.Missing("shipment.packages"));
        if (Array.Exists(parcels, static box => box.Weight is not { Value: > 0 })) return (null, V2Refusals.Wrong("shipment.packages.weight"));
        if (Array.Exists(parcels, static box => box.Dimensions is { } size && Math.Max(size.Length, Math.Max(size.Width, size.Height)) > LongestSide))
            return (null, V2Refusals.Wrong("shipment.packages.dimensions", "VAL_DIMENSION_MAX: a side is longer than allowed."));
        if (draft.ExternalShipmentId is { } external && call.Account.Orders.All.Any(order => V2ShipmentJson.ExternalId(order) == external))
            return (null, V2Refusals.Rule("identifier_conflict", "external_shipment_id is in use."));
        if (!Day(shipDate, call.Account.Today, out var day)) return (null, V2Refusals.Wrong("shipment.ship_date"));
        var account = V2Routes.ReadId(carrier) is { } id ? call.Account.Carriers.Connected(id) : null;
        if (carrier is not null && account is null) return (null, V2Refusals.BadId());
        return (new(draft with { CarrierCode = account?.Code }, account, day), null);
    }

    /// <summary>False for a day that cannot be read, or that has passed.</summary>
    public static bool Day(string? text, DateOnly today, out DateOnly? day)
    {
        day = null;
        if (text is null) return true;
        if (text.Length < 10 || !DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var read)) return false;
        day = read;
        return read >= today;
    }

    public static Weight? Weight(JsonView weight)
    {
        if (weight.IsMissing || weight.Number("value") is not { } value) return null;
        return weight.Text("unit") switch
        {
            "ounce" => new(value, "ounces"),
            "pound" => new(value, "pounds"),
            "gram" => new(value, "grams"),
            "kilogram" => new(value * 1000m, "grams"),
            _ => null
        };
    }

    public static Dimensions? Dimensions(JsonView box) => box.IsMissing
        ? null
        : new(box.Number("length") ?? 0m, box.Number("width") ?? 0m, box.Number("height") ?? 0m, box.Text("unit") == "centimeter" ? "centimeters" : "inches");

    private static Address? Address(JsonView address) => address.IsMissing ? null : new()
    {
        Name = address.Text("name"), Company = address.Text("company_name"), Phone = address.Text("phone"), Street1 = address.Text("address_line1"), Street2 = address.Text("address_line2"),
        Street3 = address.Text("address_line3"), City = address.Text("city_locality"), State = address.Text("state_province"), PostalCode = address.Text("postal_code"),
        Country = address.Text("country_code"), Residential = address.Text("address_residential_indicator") switch { "yes" => true, "no" => false, _ => null }
    };

    private static CustomsItem CustomsItem(JsonView item) => new(
        item.Text("customs_item_id"), item.Text("description"), item.Whole("quantity") ?? 0,
        item.Number("value") ?? 0m, item.Text("harmonized_tariff_code"), item.Text("country_of_origin"));

    private sealed record Box(Weight? Weight, Dimensions? Dimensions, decimal Insured, string? Package);
}
