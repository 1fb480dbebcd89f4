using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.V2;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>Which order a call is about, so that a fault can be for one order alone.</summary>
internal static class OrderOfCall
{
    private static readonly string[] s_purchases = ["POST /orders/createlabelfororder", "POST /v2/labels/rates/{id}", "POST /v2/labels/shipment/{id}"];

    public static bool IsPurchase(string route) => s_purchases.Contains(route);

    /// <summary>Null for a call about none, or about many. To be used under the account's lock.</summary>
    public static OrderRecord? Find(ShipStationAccount account, RouteTable.Match match, QueryView query, JsonElement body)
    {
        var route = match.Route[(match.Route.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (route.StartsWith("/v2/labels/rates", StringComparison.Ordinal) || route.StartsWith("/v2/rates/{id}", StringComparison.Ordinal)) return account.Quotes.Find(match.Id)?.Order;
        if (route.StartsWith("/v2/labels/shipment", StringComparison.Ordinal) || route.StartsWith("/v2/shipments/{id}", StringComparison.Ordinal) || route == "/orders/{id}")
            return account.Orders.Find(match.Id);
        if (route.StartsWith("/v2/labels/{id}", StringComparison.Ordinal)) return account.Shipments.Find(match.Id)?.Order;
        if (V2Routes.ReadId(Text(body, "shipment_id") ?? query.Text("shipment_id")) is { } shipment) return account.Orders.Find(shipment);
        if (Number(body, "shipmentId") is { } label) return account.Shipments.Find(label)?.Order;
        if ((Number(body, "orderId") ?? (long.TryParse(query.Text("orderId"), out var asked) ? asked : null)) is { } id) return account.Orders.Find(id);
        var key = Text(body, "orderKey");
        if (key is not null) return account.Orders.FindByKey(key);
        return query.Text("orderNumber") is { } number ? account.Orders.StartingWith(number).FirstOrDefault() : null;
    }

    /// <summary>Whether the words name the order: by id, key or number.</summary>
    public static bool IsNamed(OrderRecord order, string name) =>
        order.OrderNumber == name || order.OrderKey == name || order.OrderId.ToString(System.Globalization.CultureInfo.InvariantCulture) == name;

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static long? Number(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number : null;
}
