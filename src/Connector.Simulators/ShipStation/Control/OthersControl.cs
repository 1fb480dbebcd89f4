using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>Hands besides the connector's: people copy an order or type its lines again, another program splits one through the API. None of it sends a notification.</summary>
internal sealed class OthersControl(ShipStationAccount account)
{
    private static readonly string[] s_own = ["orderId", "createDate", "modifyDate", "customerId", "tagIds", "userId", "holdUntilDate"];

    /// <summary>
    /// A second order with the content of the first, open, under another key: with <c>newKey</c> and <c>newNumber</c>; of these <c>items</c> only. With <c>move</c> they leave the first,
    /// as a program splits an order: two writes of the API, and neither order says that it was split.
    /// </summary>
    public Response Copy(ControlBody body)
    {
        var order = body.Order(account);
        var items = body.Items(order);
        var copy = Shown(order);
        foreach (var name in s_own) copy.Remove(name);
        copy["orderKey"] = body.Text("newKey") ?? Guid.NewGuid().ToString("N");
        copy["orderNumber"] = body.Text("newNumber") ?? order.OrderNumber;
        copy["orderStatus"] = OrderStatus.AwaitingShipment;
        if (items is not null) copy["items"] = Lines(copy, items, static (_, asked) => asked);
        var made = Write(copy);
        if (items is null || body.Flag("move") != true) return ControlResponses.Orders([order, made]);
        var rest = Shown(order);
        rest["items"] = Lines(rest, [.. order.Items.Select(item => (item, items.Where(i => i.Item == item).Sum(i => i.Quantity)))], static (has, gone) => has - gone);
        return ControlResponses.Orders([Write(rest), made]);
    }

    /// <summary>The lines as somebody types them in again: the same goods without line keys.</summary>
    public Response Retype(ControlBody body)
    {
        var order = body.Order(account);
        var shown = Shown(order);
        foreach (var item in shown["items"]!.AsArray()) item!.AsObject().Remove("lineItemKey");
        return ControlResponses.Orders([Write(shown)]);
    }

    private static JsonArray Lines(JsonObject order, IReadOnlyList<(OrderItem Item, int Quantity)> asked, Func<int, int, int> quantity)
    {
        var lines = new JsonArray();
        foreach (var (item, units) in asked)
        {
            var line = order["items"]!.AsArray().First(i => (long?)i!["orderItemId"] == item.OrderItemId)!.DeepClone();
            var left = quantity(item.Draft.Quantity, units);
            if (left <= 0) continue;
            line["quantity"] = left;
            lines.Add(line);
        }
        return lines;
    }

    private OrderRecord Write(JsonObject order)
    {
        using var document = JsonDocument.Parse(order.ToJsonString());
        var errors = new BindingErrors();
        var draft = OrderBinder.Read(new JsonView(document.RootElement, "order", errors));
        if (errors.Any) throw new ControlException(400, string.Join(' ', errors.ByPath.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}")));
        var result = account.Writing.Write(draft);
        return result.Order ?? throw new ControlException(400, result.Error ?? "The order was refused.");
    }

    private static JsonObject Shown(OrderRecord order)
    {
        using var response = Response.Json(writer => OrderJson.Write(writer, order));
        return JsonNode.Parse(response.Body.ToArray())!.AsObject();
    }
}
