using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>A stored shipment, and the whole that replaces it: what this version does not know is kept as it came.</summary>
internal static class ShipmentFromV2
{
    /// <summary>Members that the vendor sets; sent back, they are refused or ignored.</summary>
    private static readonly string[] s_readOnly =
    [
        "shipment_id", "created_at", "modified_at", "shipment_status", "total_weight", "batch_ids", "errors", "address_validation", "tags", "tracking_number", "label_id", "labels"
    ];

    private static readonly string[] s_readOnlyOfPackage = ["package_id", "tracking_number", "label_download", "sequence"];

    public static JsonObject Parse(ReadOnlyMemory<byte> body) => JsonNode.Parse(body.Span) as JsonObject ?? throw new JsonException("The response is not an object.");

    public static LabelShipment Map(JsonObject shipment)
    {
        var wire = shipment.Deserialize(V2LabelsJson.Default.WireV2Shipment)!;
        if (!V2Ids.IsName(wire.ShipmentId)) throw new JsonException("The response has no shipment_id.");
        try
        {
            return new LabelShipment
            {
                ShipmentId = wire.ShipmentId!,
                OrderKey = WireReader.Text(wire.ExternalShipmentId),
                State = V2Words.StateOf(wire.ShipmentStatus),
                CarrierAccountId = V2Ids.Read(wire.CarrierId),
                ServiceCode = WireReader.Text(wire.ServiceCode),
                Confirmation = WireReader.Text(wire.Confirmation),
                ShipDate = V2Words.Day(wire.ShipDate, "ship_date"),
                HasOrigin = !string.IsNullOrEmpty(wire.WarehouseId) || shipment["ship_from"] is JsonObject,
                Packages = [.. (wire.Packages ?? []).OfType<WireV2Package>().Select(static p => new StoredPackage(WireReader.Text(p.PackageCode), V2Words.Weight(p.Weight), V2Words.Dimensions(p.Dimensions)))]
            };
        }
        catch (UnreadableRowException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <summary>Who the parcel is for, to keep it out of the vendor's words.</summary>
    public static ShippingAddress? RecipientOf(JsonObject shipment) => shipment["ship_to"] is not JsonObject to ? null : new ShippingAddress
    {
        Name = Text(to, "name") ?? "",
        Company = Text(to, "company_name"),
        Street1 = Text(to, "address_line1"),
        Street2 = Text(to, "address_line2"),
        Street3 = Text(to, "address_line3"),
        Phone = Text(to, "phone")
    };

    /// <summary>The body that replaces the shipment. Leaves <paramref name="shipment"/> as it is.</summary>
    public static JsonObject Prepared(JsonObject shipment, ShipmentPreparation preparation)
    {
        var whole = (JsonObject)shipment.DeepClone();
        foreach (var name in s_readOnly) whole.Remove(name);
        // Only one of them may be sent.
        whole.Remove(Text(whole, "warehouse_id") is null ? "warehouse_id" : "ship_from");
        whole["carrier_id"] = V2Ids.From(preparation.CarrierAccountId);
        whole["service_code"] = preparation.ServiceCode;
        whole["confirmation"] = preparation.Confirmation;
        whole["ship_date"] = PacificTime.WriteDate(preparation.ShipDate) + "T00:00:00Z";
        var stored = (whole["packages"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        whole["packages"] = new JsonArray([.. preparation.Packages.Select((package, i) => Package(i < stored.Count ? stored[i] : null, preparation.PackageCode, package))]);
        return whole;
    }

    private static JsonObject Package(JsonObject? stored, string code, PackageRequest request)
    {
        var package = stored is null ? new JsonObject() : (JsonObject)stored.DeepClone();
        foreach (var name in s_readOnlyOfPackage) package.Remove(name);
        package["package_code"] = code;
        package["weight"] = new JsonObject { ["value"] = request.Weight.Value, ["unit"] = V2Words.Unit(request.Weight.Unit) };
        if (request.Dimensions is { } box)
            package["dimensions"] = new JsonObject { ["unit"] = V2Words.Unit(box.Unit), ["length"] = box.Length, ["width"] = box.Width, ["height"] = box.Height };
        else package.Remove("dimensions");
        return package;
    }

    private static string? Text(JsonObject node, string name) =>
        node[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
