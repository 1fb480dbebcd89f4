using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Plain data of the order: addresses, numbers, sync marks, payments.</summary>
internal static class OrderDataActions
{
    /// <summary>One entry for each channel and external id; a second call with both the same only moves the time.</summary>
    public static bool UpdateSyncInfo(UpdateContext context, JsonObject action)
    {
        var channel = context.Project.Resolve(action["channel"], "channel", "channel");
        if (!channel.Root.GetProperty("roles").EnumerateArray().Any(r => r.ValueEquals("OrderExport") || r.ValueEquals("OrderImport")))
        {
            throw Refusal.InvalidInput($"The channel '{channel.Key}' has neither the role OrderExport nor the role OrderImport.");
        }
        var externalId = Shape.OptionalText(action, "externalId", "updateSyncInfo");
        var syncedAt = Shape.OptionalInstant(action, "syncedAt", "updateSyncInfo") ?? context.Now;
        var marks = UpdateContext.List(context.Order, "syncInfo");
        var mark = UpdateContext.Each(marks).FirstOrDefault(m => (string?)m["channel"]?["id"] == channel.Id && (string?)m["externalId"] == externalId);
        if (mark is not null) return UpdateContext.Set(mark, "syncedAt", syncedAt);
        mark = new JsonObject { ["channel"] = new JsonObject { ["typeId"] = "channel", ["id"] = channel.Id } };
        if (externalId is not null) mark["externalId"] = externalId;
        mark["syncedAt"] = syncedAt;
        marks.Add(mark);
        return true;
    }

    public static bool SetAddress(UpdateContext context, JsonObject action, string member) =>
        UpdateContext.Set(context.Order, member, AddressDraft.Read(action, "address", context.Project));

    public static bool AddItemAddress(UpdateContext context, JsonObject action)
    {
        var address = RequiredAddress(context, action);
        var addresses = UpdateContext.List(context.Order, "itemShippingAddresses");
        var key = Shape.Text(address, "key", "address");
        if (UpdateContext.Each(addresses).Any(a => (string?)a["key"] == key)) throw Refusal.Duplicate("key", key);
        addresses.Add(address);
        return true;
    }

    public static bool UpdateItemAddress(UpdateContext context, JsonObject action)
    {
        var address = RequiredAddress(context, action);
        var present = ItemAddress(context, Shape.Text(address, "key", "address"));
        if (JsonNode.DeepEquals(present, address)) return false;
        var addresses = present.Parent!.AsArray();
        addresses[addresses.IndexOf(present)] = address;
        return true;
    }

    public static bool RemoveItemAddress(UpdateContext context, JsonObject action)
    {
        var present = ItemAddress(context, Shape.Text(action, "addressKey", "removeItemShippingAddress"));
        return present.Parent!.AsArray().Remove(present);
    }

    public static bool SetEstimatedDelivery(UpdateContext context, JsonObject action)
    {
        var info = context.ShippingInfo(action);
        if (Shape.OptionalObject(action, "estimatedDelivery", "setEstimatedDelivery") is not { } given) return UpdateContext.Set(info, "estimatedDelivery", null);
        var window = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["from", "until"])
        {
            if (Shape.OptionalInstant(given, name, "estimatedDelivery") is { } instant) window[name] = instant;
        }
        return UpdateContext.Set(info, "estimatedDelivery", window);
    }

    /// <summary>Once only, and to a number that no other order has.</summary>
    public static bool SetOrderNumber(UpdateContext context, JsonObject action)
    {
        var number = Shape.Text(action, "orderNumber", "setOrderNumber");
        if (context.Order["orderNumber"] is not null) throw Refusal.InvalidOperation("The order number is already set and cannot be changed.");
        if (context.Project.Orders.Knows(number)) throw Refusal.Duplicate("orderNumber", number);
        return UpdateContext.Set(context.Order, "orderNumber", number);
    }

    public static bool SetText(UpdateContext context, JsonObject action, string from, string to) =>
        UpdateContext.Set(context.Order, to, Shape.OptionalText(action, from, (string)action["action"]!));

    public static bool SetStore(UpdateContext context, JsonObject action)
    {
        if (action["store"] is null) return UpdateContext.Set(context.Order, "store", null);
        var store = context.Project.Resolve(action["store"], "store", "store");
        return UpdateContext.Set(context.Order, "store", new JsonObject { ["typeId"] = "store", ["key"] = store.Key });
    }

    public static bool AddPayment(UpdateContext context, JsonObject action)
    {
        var id = Shape.Text(Shape.Object(action, "payment", "addPayment"), "id", "payment");
        if (context.Order["paymentInfo"] is not JsonObject info) context.Order["paymentInfo"] = info = [];
        var payments = UpdateContext.List(info, "payments");
        if (UpdateContext.Each(payments).Any(p => (string?)p["id"] == id)) return false;
        payments.Add(new JsonObject { ["typeId"] = "payment", ["id"] = id });
        return true;
    }

    public static bool RemovePayment(UpdateContext context, JsonObject action)
    {
        var id = Shape.Text(Shape.Object(action, "payment", "removePayment"), "id", "payment");
        var payment = UpdateContext.Each(context.Order["paymentInfo"]?["payments"]).FirstOrDefault(p => (string?)p["id"] == id)
            ?? throw Refusal.InvalidOperation($"The order has no payment with ID '{id}'.");
        return payment.Parent!.AsArray().Remove(payment);
    }

    private static JsonObject RequiredAddress(UpdateContext context, JsonObject action) =>
        AddressDraft.Read(action, "address", context.Project) ?? throw Shape.Missing("actions", "address");

    private static JsonObject ItemAddress(UpdateContext context, string key) =>
        UpdateContext.Each(context.Order["itemShippingAddresses"]).FirstOrDefault(a => (string?)a["key"] == key)
        ?? throw Refusal.InvalidInput($"The order has no item shipping address with the key '{key}'.");
}
