using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>
/// The shop's orders with everything that they hold, less what no two runs have in common: versions, instants and generated ids. Deliveries stand in the order of their keys,
/// because the shop keeps them in the order in which it heard of them.
/// </summary>
internal static partial class PlainOrders
{
    private static readonly string[] Volatile = ["version", "createdAt", "lastModifiedAt", "lastModifiedBy", "syncedAt"];

    public static async Task<string> WriteAsync(Stage stage)
    {
        var orders = new JsonArray([.. stage.World.Shop.Orders().OrderBy(order => order.Text("orderNumber"), StringComparer.Ordinal).Select(Plain)]);
        var text = orders.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        foreach (var there in await stage.World.People.AllShippingOrdersAsync()) text = text.Replace(there.Text("orderId")!, $"id of {there.Text("orderNumber")} there", StringComparison.Ordinal);
        text = PartOfOrder().Replace(text, "-part");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return Guids().Replace(text, id => names.TryGetValue(id.Value, out var name) ? name : names[id.Value] = $"id {names.Count + 1}");
    }

    private static JsonNode? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Where(member => !Volatile.Contains(member.Name)).OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Name, member.Name == "deliveries" ? Sorted(member.Value) : Plain(member.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Plain)]),
        _ => JsonNode.Parse(element.GetRawText())
    };

    private static JsonArray Sorted(JsonElement deliveries) => new([.. deliveries.EnumerateArray().OrderBy(delivery => delivery.Text("key"), StringComparer.Ordinal).Select(Plain)]);

    /// <summary>Deliveries of merged orders have the beginning of the order's id in their keys.</summary>
    [GeneratedRegex("(?<=\"ss-[0-9]+)-[0-9a-f]{8}(?=[\"-])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PartOfOrder();

    [GeneratedRegex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Guids();
}
