using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>An order while an update is worked on: a copy that is thrown away when any action is refused.</summary>
internal sealed class UpdateContext(JsonObject order, Project project, string now)
{
    public JsonObject Order { get; } = order;
    public Project Project { get; } = project;

    /// <summary>The time of this update, as written on everything it makes.</summary>
    public string Now { get; } = now;

    public bool SeveralShippings => (string?)Order["shippingMode"] == "Multiple";

    /// <summary>The objects of a list of the order; empty when it is not there.</summary>
    public static IEnumerable<JsonObject> Each(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    public IEnumerable<JsonObject> Lines => Each(Order["lineItems"]);
    public IEnumerable<JsonObject> CustomLines => Each(Order["customLineItems"]);

    /// <summary>All shipping infos: one in the ordinary case.</summary>
    public IEnumerable<JsonObject> ShippingInfos =>
        Each(Order["shipping"]).Select(s => s["shippingInfo"] as JsonObject).Prepend(Order["shippingInfo"] as JsonObject).OfType<JsonObject>();

    public IEnumerable<JsonObject> Deliveries => ShippingInfos.SelectMany(info => Each(info["deliveries"]));
    public IEnumerable<JsonObject> Parcels => Deliveries.SelectMany(delivery => Each(delivery["parcels"]));

    /// <summary>The line an action names by id or key, exactly one of them.</summary>
    public JsonObject Line(JsonObject action, bool custom = false)
    {
        var prefix = custom ? "customLineItem" : "lineItem";
        return ByIdOrKey(custom ? CustomLines : Lines, action, prefix + "Id", prefix + "Key", custom ? "custom line item" : "line item");
    }

    public JsonObject Delivery(JsonObject action) => ByIdOrKey(Deliveries, action, "deliveryId", "deliveryKey", "delivery");
    public JsonObject Parcel(JsonObject action) => ByIdOrKey(Parcels, action, "parcelId", "parcelKey", "parcel");

    /// <summary>Several shippings need the key of one; a single one takes none.</summary>
    public JsonObject Shipping(JsonObject action)
    {
        var key = Shape.OptionalText(action, "shippingKey", (string?)action["action"] ?? "action");
        if (!SeveralShippings)
        {
            return key is null ? Order : throw Refusal.InvalidInput("'shippingKey' can only be given for an order with shipping mode Multiple.");
        }
        if (key is null) throw Refusal.InvalidInput("'shippingKey' is required for an order with shipping mode Multiple.");
        return Each(Order["shipping"]).FirstOrDefault(s => (string?)s["shippingKey"] == key)
            ?? throw Refusal.InvalidInput($"The order has no shipping with the key '{key}'.");
    }

    /// <summary>The shipping info that takes deliveries.</summary>
    public JsonObject ShippingInfo(JsonObject action) =>
        Shipping(action)["shippingInfo"] as JsonObject ?? throw Refusal.InvalidOperation("The order has no shippingInfo.");

    /// <summary>Sets or, with null, removes; false when that changes nothing.</summary>
    public static bool Set(JsonObject parent, string name, JsonNode? value)
    {
        if (JsonNode.DeepEquals(parent[name], value)) return false;
        if (value is null) parent.Remove(name);
        else parent[name] = value.Parent is null ? value : value.DeepClone();
        return true;
    }

    public static JsonArray List(JsonObject parent, string name)
    {
        if (parent[name] is JsonArray list) return list;
        list = [];
        parent[name] = list;
        return list;
    }

    public static JsonObject ByIdOrKey(IEnumerable<JsonObject> all, JsonObject action, string idMember, string keyMember, string what)
    {
        var id = Shape.OptionalText(action, idMember, "actions");
        var key = Shape.OptionalText(action, keyMember, "actions");
        if (id is null == key is null) throw Refusal.InvalidInput($"Exactly one of '{idMember}' and '{keyMember}' is required.");
        return all.FirstOrDefault(o => id is not null ? (string?)o["id"] == id : (string?)o["key"] == key)
            ?? throw Refusal.InvalidInput($"The {what} with {(id is not null ? "ID" : "key")} '{id ?? key}' was not found.");
    }
}
