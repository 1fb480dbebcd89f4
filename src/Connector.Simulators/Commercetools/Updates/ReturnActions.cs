using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Goods that come back.</summary>
internal static class ReturnActions
{
    private static readonly string[] FirstStates = ["Advised", "Returned"];
    private static readonly string[] LaterStates = ["BackInStock", "Unusable"];
    private static readonly string[] PaymentStates = ["NonRefundable", "Initial", "Refunded", "NotRefunded"];

    public static bool Add(UpdateContext context, JsonObject action)
    {
        UpdateContext.List(context.Order, "returnInfo").Add(Make(context, action));
        return true;
    }

    public static bool Replace(UpdateContext context, JsonObject action)
    {
        var infos = new JsonArray();
        foreach (var draft in Shape.Objects(Shape.OptionalArray(action, "items", "setReturnInfo") ?? [], "items")) infos.Add(Make(context, draft));
        return UpdateContext.Set(context.Order, "returnInfo", infos);
    }

    public static bool SetShipmentState(UpdateContext context, JsonObject action)
    {
        var item = Item(context, action);
        var state = Shape.Choice(action, "shipmentState", "setReturnShipmentState", ["Returned", .. LaterStates]);
        var present = (string?)item["shipmentState"];
        if (state == present) return false;
        if (present != "Returned" || !LaterStates.Contains(state)) throw Refusal.InvalidOperation($"The return item cannot go from '{present}' to '{state}'.");
        item["lastModifiedAt"] = context.Now;
        return UpdateContext.Set(item, "shipmentState", state);
    }

    public static bool SetPaymentState(UpdateContext context, JsonObject action)
    {
        var item = Item(context, action);
        var state = Shape.Choice(action, "paymentState", "setReturnPaymentState", PaymentStates);
        if (!UpdateContext.Set(item, "paymentState", state)) return false;
        item["lastModifiedAt"] = context.Now;
        return true;
    }

    public static JsonObject Item(UpdateContext context, JsonObject action) => UpdateContext.ByIdOrKey(
        UpdateContext.Each(context.Order["returnInfo"]).SelectMany(info => UpdateContext.Each(info["items"])), action, "returnItemId", "returnItemKey", "return item");

    private static JsonObject Make(UpdateContext context, JsonObject draft)
    {
        var given = Shape.Array(draft, "items", "returnInfo");
        if (given.Count == 0) throw Refusal.InvalidInput("The items of a return must not be empty.");
        var info = new JsonObject { ["items"] = new JsonArray([.. Shape.Objects(given, "items").Select(item => MakeItem(context, item))]) };
        if (Shape.OptionalText(draft, "returnTrackingId", "returnInfo") is { } tracking) info["returnTrackingId"] = tracking;
        if (Shape.OptionalInstant(draft, "returnDate", "returnInfo") is { } date) info["returnDate"] = date;
        return info;
    }

    private static JsonObject MakeItem(UpdateContext context, JsonObject draft)
    {
        var custom = draft["customLineItemId"] is not null || draft["customLineItemKey"] is not null;
        var line = context.Line(draft, custom);
        var state = Shape.Choice(draft, "shipmentState", "items", FirstStates);
        var item = new JsonObject { ["type"] = custom ? "CustomLineItemReturnItem" : "LineItemReturnItem", ["id"] = context.Project.NewId() };
        if (Shape.OptionalKey(draft, "key", "items") is { } key) item["key"] = key;
        item["quantity"] = Shape.Integer(draft, "quantity", "items");
        item[custom ? "customLineItemId" : "lineItemId"] = (string?)line["id"];
        if (Shape.OptionalText(draft, "comment", "items") is { } comment) item["comment"] = comment;
        item["shipmentState"] = state;
        item["paymentState"] = state == "Returned" ? "Initial" : "NonRefundable";
        if (CustomFields.Read(context.Project, draft["custom"], "order-return-item") is { } fields) item["custom"] = fields;
        item["createdAt"] = context.Now;
        item["lastModifiedAt"] = context.Now;
        return item;
    }
}
