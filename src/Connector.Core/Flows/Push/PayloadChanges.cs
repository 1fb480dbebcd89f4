using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;

namespace Connector.Core.Flows.Push;

/// <summary>Two states of a shipping order, field by field, named as in <see cref="PayloadMerge"/>: lines by their key, values as people read them.</summary>
internal static class PayloadChanges
{
    private const string Items = "items";

    /// <param name="there">Null when nothing is there: then every field that is filled is listed.</param>
    /// <param name="currency">Of all amounts: ShipStation's orders have none.</param>
    public static IReadOnlyList<FieldChange> Between(ShippingOrder? there, ShippingOrder then, string currency)
    {
        var differences = new List<FieldChange>();
        Compare("", there is null ? null : PayloadMerge.Node(there), PayloadMerge.Node(then), currency, differences);
        return differences;
    }

    private static void Compare(string path, JsonNode? now, JsonNode? then, string currency, List<FieldChange> differences)
    {
        if (PayloadMerge.Same(now, then)) return;
        if (path == Items) CompareItems(now as JsonArray, then as JsonArray, currency, differences);
        else if (then is JsonObject || now is JsonObject) CompareMembers(path, now as JsonObject, then as JsonObject, currency, differences);
        else if (AmountFields.IsOne(path)) differences.Add(new FieldChange(path, Amount(now, currency), Amount(then, currency)));
        else differences.Add(new FieldChange(path, Text(now), Text(then)));
    }

    private static void CompareMembers(string path, JsonObject? now, JsonObject? then, string currency, List<FieldChange> differences)
    {
        foreach (var name in (now ?? []).Concat(then ?? []).Select(m => m.Key).Distinct().ToList())
            Compare(path.Length == 0 ? name : $"{path}.{name}", now?[name], then?[name], currency, differences);
    }

    private static void CompareItems(JsonArray? now, JsonArray? then, string currency, List<FieldChange> differences)
    {
        var existing = (now ?? []).OfType<JsonObject>().ToList();
        foreach (var item in (then ?? []).OfType<JsonObject>())
        {
            var found = existing.Find(s => Key(s) == Key(item));
            var path = $"{Items}[{Key(item)}]";
            if (found is null) differences.Add(new FieldChange(path, null, Label(item, currency)));
            else CompareMembers(path, found, item, currency, differences);
            if (found is not null) existing.Remove(found);
        }
        foreach (var gone in existing) differences.Add(new FieldChange($"{Items}[{Key(gone)}]", Label(gone, currency), null));
    }

    private static string Key(JsonObject item) => Text(item["lineItemKey"]) ?? Text(item["sku"]) ?? Text(item["name"]) ?? "";

    private static string Label(JsonObject item, string currency) => $"{Text(item["quantity"])} x {Text(item["sku"]) ?? Text(item["name"])}" + (Amount(item["unitPrice"], currency) is { } price ? $" at {price}" : "");

    private static string? Amount(JsonNode? node, string currency) => Text(node) is { } amount ? $"{amount} {currency}" : null;

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => list.Count == 0 ? null : string.Join(", ", list.Select(Text)),
        JsonObject members => string.Join(' ', members.Select(m => Text(m.Value)).Where(t => t is not null)),
        _ => node.ToString() is { Length: > 0 } text ? text : null
    };
}
