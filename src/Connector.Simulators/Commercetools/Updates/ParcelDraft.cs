using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Reads parcels and their parts as requests bring them.</summary>
internal static class ParcelDraft
{
    private static readonly string[] Sizes = ["heightInMillimeter", "lengthInMillimeter", "widthInMillimeter", "weightInGram"];

    /// <param name="siblings">Parcels of the same request that are not on the order yet.</param>
    public static JsonObject Make(UpdateContext context, JsonObject draft, string keyMember, IEnumerable<JsonObject> siblings)
    {
        var key = Shape.OptionalKey(draft, keyMember, "parcel");
        if (key is not null && context.Parcels.Concat(siblings).Any(p => (string?)p["key"] == key)) throw Refusal.Duplicate("key", key);
        var parcel = new JsonObject { ["id"] = context.Project.NewId() };
        if (key is not null) parcel["key"] = key;
        parcel["createdAt"] = context.Now;
        if (Measurements(draft) is { } measurements) parcel["measurements"] = measurements;
        if (TrackingData(draft) is { } tracking) parcel["trackingData"] = tracking;
        parcel["items"] = Items(context, Shape.OptionalArray(draft, "items", "parcel") ?? []);
        if (CustomFields.Read(context.Project, draft["custom"], "order-parcel") is { } custom) parcel["custom"] = custom;
        return parcel;
    }

    /// <summary>Items of a delivery or parcel: each names a line or custom line of the order.</summary>
    public static JsonArray Items(UpdateContext context, JsonArray given)
    {
        var items = new JsonArray();
        foreach (var item in Shape.Objects(given, "items"))
        {
            var id = Shape.Text(item, "id", "items");
            if (!context.Lines.Concat(context.CustomLines).Any(line => (string?)line["id"] == id))
            {
                throw Refusal.InvalidInput($"The order has no line item or custom line item with ID '{id}'.");
            }
            items.Add(new JsonObject { ["id"] = id, ["quantity"] = Shape.Integer(item, "quantity", "items") });
        }
        return items;
    }

    /// <summary>Whole millimetres and grams of 32 bits; null when the member is not there.</summary>
    public static JsonObject? Measurements(JsonObject parent)
    {
        if (Shape.OptionalObject(parent, "measurements", "parcel") is not { } given) return null;
        var measurements = new JsonObject();
        foreach (var name in Sizes)
        {
            if (Shape.OptionalInteger(given, name, "measurements") is not { } value) continue;
            if (value is < int.MinValue or > int.MaxValue) throw Refusal.InvalidJson($"measurements -> {name}: expected an integer of 32 bits");
            measurements[name] = (int)value;
        }
        return measurements;
    }

    public static JsonObject? TrackingData(JsonObject parent)
    {
        if (Shape.OptionalObject(parent, "trackingData", "parcel") is not { } given) return null;
        var tracking = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["trackingId", "carrier", "provider", "providerTransaction"])
        {
            if (Shape.OptionalText(given, name, "trackingData") is { } text) tracking[name] = text;
        }
        tracking["isReturn"] = Shape.OptionalFlag(given, "isReturn", "trackingData") ?? false;
        return tracking;
    }
}
