using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Deliveries. Quantities are not compared with what was ordered: commercetools does not do that either.</summary>
internal static class DeliveryActions
{
    public static bool Add(UpdateContext context, JsonObject action)
    {
        var info = context.ShippingInfo(action);
        UpdateContext.List(info, "deliveries").Add(Make(context, action, "deliveryKey"));
        return true;
    }

    public static bool Remove(UpdateContext context, JsonObject action)
    {
        var delivery = context.Delivery(action);
        delivery.Parent!.AsArray().Remove(delivery);
        return true;
    }

    public static bool SetAddress(UpdateContext context, JsonObject action) =>
        UpdateContext.Set(context.Delivery(action), "address", AddressDraft.Read(action, "address", context.Project));

    public static bool SetItems(UpdateContext context, JsonObject action) =>
        UpdateContext.Set(context.Delivery(action), "items", ParcelDraft.Items(context, Shape.Array(action, "items", "setDeliveryItems")));

    public static JsonObject Address(UpdateContext context, JsonObject action) =>
        context.Delivery(action)["address"] as JsonObject ?? throw Refusal.InvalidOperation("The delivery has no address.");

    /// <summary>A new delivery from an action or an import draft.</summary>
    public static JsonObject Make(UpdateContext context, JsonObject draft, string keyMember)
    {
        var key = Shape.OptionalKey(draft, keyMember, "delivery");
        if (key is not null && context.Deliveries.Any(d => (string?)d["key"] == key)) throw Refusal.Duplicate("key", key);
        var delivery = new JsonObject { ["id"] = context.Project.NewId() };
        if (key is not null) delivery["key"] = key;
        delivery["createdAt"] = context.Now;
        delivery["items"] = ParcelDraft.Items(context, Shape.OptionalArray(draft, "items", "delivery") ?? []);
        var parcels = new JsonArray();
        delivery["parcels"] = parcels;
        foreach (var parcel in Shape.Objects(Shape.OptionalArray(draft, "parcels", "delivery") ?? [], "parcels"))
        {
            parcels.Add(ParcelDraft.Make(context, parcel, "key", UpdateContext.Each(parcels)));
        }
        if (AddressDraft.Read(draft, "address", context.Project) is { } address) delivery["address"] = address;
        if (CustomFields.Read(context.Project, draft["custom"], "order-delivery") is { } custom) delivery["custom"] = custom;
        return delivery;
    }
}
