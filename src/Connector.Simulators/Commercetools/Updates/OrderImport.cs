using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Makes an order of an import draft. Nothing is calculated but the totals of lines; quantities and prices may be negative.</summary>
internal static class OrderImport
{
    private static readonly string[] Plain = ["orderNumber", "purchaseOrderNumber", "customerId", "customerEmail", "country", "locale", "taxRoundingMode", "completedAt"];

    public static StoredOrder Create(Project project, JsonObject draft, string? clientId, string? externalUserId)
    {
        var now = project.Stamp();
        var by = OrderUpdater.By(clientId, externalUserId);
        var order = new JsonObject
        {
            ["id"] = project.NewId(), ["version"] = 1L, ["createdAt"] = now, ["lastModifiedAt"] = now, ["createdBy"] = by, ["lastModifiedBy"] = by.DeepClone(),
        };
        foreach (var name in Plain)
        {
            if (Shape.OptionalText(draft, name, "order") is { } text) order[name] = text;
        }
        Fill(new UpdateContext(order, project, now), draft);
        var row = StoredOrder.Read(ApiResponse.ToUtf8(order));
        if (project.Orders.TryPut(row, expected: null) is null)
        {
            OrderMessages.Write(project, row, "OrderImported", new JsonObject { ["order"] = order.DeepClone() });
            return row;
        }
        throw Refusal.Duplicate("orderNumber", row.Number ?? "");
    }

    private static void Fill(UpdateContext context, JsonObject draft)
    {
        var (order, project) = (context.Order, context.Project);
        order["totalPrice"] = Money(Shape.Object(draft, "totalPrice", "order"));
        if (draft["taxedPrice"] is { } taxed) order["taxedPrice"] = taxed.DeepClone();
        if (draft["store"] is not null) order["store"] = new JsonObject { ["typeId"] = "store", ["key"] = project.Resolve(draft["store"], "store", "store").Key };
        order["lineItems"] = new JsonArray([.. Objects(draft, "lineItems").Select(line => Line(project, line))]);
        foreach (var same in UpdateContext.Each(order["lineItems"]).Select(static line => (string?)line["key"]).OfType<string>().GroupBy(static key => key, StringComparer.Ordinal).Where(static keys => keys.Count() > 1))
            throw Refusal.Duplicate("key", same.Key);
        order["customLineItems"] = new JsonArray([.. Objects(draft, "customLineItems").Select(line => CustomLine(project, line))]);
        foreach (var member in (ReadOnlySpan<string>)["shippingAddress", "billingAddress"])
        {
            if (AddressDraft.Read(draft, member, project) is { } address) order[member] = address;
        }
        order["itemShippingAddresses"] = draft["itemShippingAddresses"]?.DeepClone() ?? new JsonArray();
        order["shippingMode"] = "Single";
        order["shipping"] = new JsonArray();
        if (Shape.OptionalObject(draft, "shippingInfo", "order") is { } shipping) SetShippingInfo(context, shipping);
        order["origin"] = "Customer";
        order["orderState"] = draft["orderState"] is null ? "Open" : Shape.Choice(draft, "orderState", "order", StateActions.OrderStates);
        if (draft["paymentState"] is not null) order["paymentState"] = Shape.Choice(draft, "paymentState", "order", StateActions.PaymentStates);
        if (draft["shipmentState"] is not null) order["shipmentState"] = Shape.Choice(draft, "shipmentState", "order", StateActions.ShipmentStates);
        if (draft["state"] is not null) order["state"] = project.ResolveToReference(draft["state"], "state", "state");
        if (CustomFields.Read(project, draft["custom"], "order") is { } custom) order["custom"] = custom;
        order["syncInfo"] = new JsonArray();
        order["returnInfo"] = new JsonArray();
        order["refusedGifts"] = new JsonArray();
    }

    private static JsonObject Line(Project project, JsonObject draft)
    {
        var variant = Shape.Object(draft, "variant", "lineItems").DeepClone().AsObject();
        if (variant["sku"] is null && variant["id"] is null) throw Refusal.InvalidInput("A line item needs 'variant.sku' or 'variant.id'.");
        variant["id"] ??= 1;
        SavedAttributes.Keep(project, variant);
        var price = Shape.Object(draft, "price", "lineItems");
        var unit = Money(Shape.Object(price, "value", "price"));
        var line = NewLine(project, draft, "line-item");
        line["productId"] = Shape.OptionalText(draft, "productId", "lineItems") ?? project.NewId();
        line["variant"] = variant;
        line["price"] = new JsonObject { ["id"] = project.NewId(), ["value"] = unit };
        line["totalPrice"] = Times(unit, (long)line["quantity"]!);
        line["priceMode"] = "Platform";
        line["lineItemMode"] = "Standard";
        foreach (var member in (ReadOnlySpan<string>)["supplyChannel", "distributionChannel"])
        {
            if (draft[member] is { } channel) line[member] = project.ResolveToReference(channel, "channel", member);
        }
        return line;
    }

    private static JsonObject CustomLine(Project project, JsonObject draft)
    {
        var unit = Money(Shape.Object(draft, "money", "customLineItems"));
        var line = NewLine(project, draft, "custom-line-item");
        line["slug"] = Shape.Text(draft, "slug", "customLineItems");
        line["money"] = unit;
        line["totalPrice"] = Times(unit, (long)line["quantity"]!);
        line["priceMode"] = "Standard";
        return line;
    }

    private static JsonObject NewLine(Project project, JsonObject draft, string resourceTypeId)
    {
        var line = new JsonObject { ["id"] = project.NewId() };
        if (Shape.OptionalKey(draft, "key", "lineItems") is { } key) line["key"] = key;
        line["name"] = Shape.Object(draft, "name", "lineItems").DeepClone();
        line["quantity"] = draft["quantity"] is null && resourceTypeId == "custom-line-item" ? 1L : Shape.Integer(draft, "quantity", "lineItems");
        if (draft["taxRate"] is { } taxRate) line["taxRate"] = taxRate.DeepClone();
        line["discountedPricePerQuantity"] = new JsonArray();
        line["state"] = new JsonArray([.. Objects(draft, "state").Select(s => new JsonObject
        {
            ["quantity"] = Shape.Integer(s, "quantity", "state"), ["state"] = project.ResolveToReference(s["state"], "state", "state"),
        })]);
        if (CustomFields.Read(project, draft["custom"], resourceTypeId) is { } custom) line["custom"] = custom;
        return line;
    }

    private static void SetShippingInfo(UpdateContext context, JsonObject draft)
    {
        var info = new JsonObject
        {
            ["shippingMethodName"] = Shape.Text(draft, "shippingMethodName", "shippingInfo"),
            ["price"] = Money(Shape.Object(draft, "price", "shippingInfo")),
            ["shippingRate"] = Shape.Object(draft, "shippingRate", "shippingInfo").DeepClone(),
            ["deliveries"] = new JsonArray(),
            ["shippingMethodState"] = "MatchesCart",
        };
        if (draft["taxRate"] is { } taxRate) info["taxRate"] = taxRate.DeepClone();
        if (draft["shippingMethod"] is { } method) info["shippingMethod"] = context.Project.ResolveToReference(method, "shipping-method", "shippingMethod");
        context.Order["shippingInfo"] = info;
        foreach (var delivery in Objects(draft, "deliveries")) info["deliveries"]!.AsArray().Add(DeliveryActions.Make(context, delivery, "key"));
    }

    private static IEnumerable<JsonObject> Objects(JsonObject draft, string name) => Shape.Objects(Shape.OptionalArray(draft, name, "order") ?? [], name);

    private static JsonObject Money(JsonObject draft)
    {
        Resources.MoneyDraft.Check(draft);
        var currency = Shape.Text(draft, "currencyCode", "money");
        return new JsonObject
        {
            ["type"] = "centPrecision",
            ["currencyCode"] = currency,
            ["centAmount"] = Shape.Integer(draft, "centAmount", "money"),
            ["fractionDigits"] = Shape.OptionalInteger(draft, "fractionDigits", "money") ?? Seeds.Currencies.FractionDigits(currency),
        };
    }

    private static JsonObject Times(JsonObject unit, long quantity)
    {
        var total = unit.DeepClone().AsObject();
        total["centAmount"] = (long)unit["centAmount"]! * quantity;
        return total;
    }
}
