using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Three-way merge of a shipping order, field by field: what we did not change since our last payload (base) but people or ShipStation changed there (theirs)
/// keeps theirs; what we changed becomes ours. Where both changed a field, ours wins and the field is reported.
/// </summary>
public static class PayloadMerge
{
    /// <summary>Parts that make sense only together: mixing half of an old address with half of a new one would ship to nowhere.</summary>
    private static readonly string[] Whole = ["billTo", "shipTo", "weight", "dimensions", "insurance", "customs", "billToParty"];
    private static readonly string[] ServiceFields = ["carrierCode", "serviceCode", "packageCode"];

    /// <summary>Set once and never by people.</summary>
    private static readonly string[] OursAlways = ["orderKey", "orderNumber", "storeId"];

    public static MergeResult Merge(ShippingOrder lastSent, ShippingOrder ours, ShippingOrder theirs)
    {
        var (b, o, t) = (Node(lastSent), Node(ours), Node(theirs));
        var report = new Report();
        var merged = new JsonObject();
        foreach (var name in Names(b, o, t))
        {
            var value = name switch
            {
                "items" => MergeItems(b[name] as JsonArray, o[name] as JsonArray, t[name] as JsonArray, report),
                _ when OursAlways.Contains(name) => o[name],
                _ when ServiceFields.Contains(name) && ServiceFields.Any(f => !Same(o[f], b[f])) => Choose(name, b[name], o[name], t[name], report, oursChanged: true),
                _ when Whole.Contains(name) => Choose(name, b[name], o[name], t[name], report),
                _ => Deep(name, b[name], o[name], t[name], report)
            };
            if (value is not null) merged[name] = value.DeepClone();
        }
        // A weight that we leave to the shipping side must be computed again when the lines changed.
        if (o["weight"] is null && !Same(o["items"], b["items"])) merged.Remove("weight");
        var result = merged.Deserialize(PayloadJsonContext.Default.ShippingOrder)!;
        return new MergeResult(result with { ShippingOrderId = theirs.ShippingOrderId ?? ours.ShippingOrderId }, report.Kept, report.Conflicts);
    }

    private static JsonNode? Deep(string path, JsonNode? b, JsonNode? o, JsonNode? t, Report report)
    {
        if (b is not JsonObject bo || o is not JsonObject oo || t is not JsonObject to) return Choose(path, b, o, t, report);
        var merged = new JsonObject();
        foreach (var name in Names(bo, oo, to))
            if (Deep($"{path}.{name}", bo[name], oo[name], to[name], report) is { } value) merged[name] = value.DeepClone();
        return merged;
    }

    private static JsonNode? Choose(string path, JsonNode? b, JsonNode? o, JsonNode? t, Report report, bool oursChanged = false)
    {
        if (Same(o, t)) return o;
        if (!oursChanged && Same(o, b))
        {
            report.Kept.Add(path);
            return t;
        }
        if (!Same(t, b)) report.Conflicts.Add(path);
        return o;
    }

    /// <summary>Lines are matched by their key; lines that people added have none of ours and stay; lines that people removed stay away unless we changed them.</summary>
    private static JsonArray MergeItems(JsonArray? b, JsonArray? o, JsonArray? t, Report report)
    {
        var (baseByKey, theirsByKey) = (ByKey(b), ByKey(t));
        var merged = new JsonArray();
        var ourKeys = new HashSet<string>();
        var typedAgain = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        foreach (var item in (o ?? []).OfType<JsonObject>())
        {
            var key = Key(item);
            ourKeys.Add(key);
            var before = baseByKey.GetValueOrDefault(key);
            if (!theirsByKey.TryGetValue(key, out var theirs) && before is not null && TypedAgain(before, t, typedAgain) is { } typed)
            {
                theirs = (JsonObject)typed.DeepClone();
                theirs["lineItemKey"] = key;
            }
            if (theirs is null)
            {
                if (before is not null && Same(item, before)) report.Kept.Add($"items[{key}]");
                else merged.Add(item.DeepClone());
            }
            else merged.Add((before is null ? item : Deep($"items[{key}]", before, item, theirs, report))?.DeepClone());
        }
        // What we take out goes, also where people typed it in again.
        foreach (var (key, gone) in baseByKey)
            if (!ourKeys.Contains(key) && !theirsByKey.ContainsKey(key)) TypedAgain(gone, t, typedAgain);
        foreach (var item in (t ?? []).OfType<JsonObject>())
        {
            var key = Key(item);
            if (typedAgain.Contains(item) || ourKeys.Contains(key) || (key.Length > 0 && baseByKey.ContainsKey(key))) continue;
            report.Kept.Add($"items[{(key.Length > 0 ? key : "added there")}]");
            merged.Add(item.DeepClone());
        }
        return merged;
    }

    /// <summary>The line that people typed in again without our key: the same article. Taken for a new one, its units would be there twice.</summary>
    private static JsonObject? TypedAgain(JsonObject before, JsonArray? theirs, HashSet<JsonObject> taken) =>
        (string?)before["sku"] is { Length: > 0 } sku && (bool?)before["adjustment"] != true
        && (theirs ?? []).OfType<JsonObject>().FirstOrDefault(i => Key(i).Length == 0 && (string?)i["sku"] == sku && (bool?)i["adjustment"] != true && !taken.Contains(i)) is { } found && taken.Add(found)
            ? found
            : null;

    private static Dictionary<string, JsonObject> ByKey(JsonArray? items)
    {
        var byKey = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in (items ?? []).OfType<JsonObject>())
            if (Key(item) is { Length: > 0 } key) byKey[key] = item;
        return byKey;
    }

    private static string Key(JsonObject item) => (string?)item["lineItemKey"] ?? "";
    private static IEnumerable<string> Names(params JsonObject[] nodes) => nodes.SelectMany(n => n.Select(p => p.Key)).Distinct();

    /// <summary>The form that is compared: what says nothing is left out.</summary>
    internal static JsonObject Node(ShippingOrder order)
    {
        var node = (JsonObject)JsonSerializer.SerializeToNode(order, PayloadJsonContext.Default.ShippingOrder)!;
        // ShipStation returns "none" where nothing was asked for.
        if ((string?)node["confirmation"] == "none") node.Remove("confirmation");
        return node;
    }

    /// <summary>Member by member, whatever says nothing in the one and is missing in the other.</summary>
    internal static bool SaysTheSame(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonObject ao, JsonObject bo) => Names(ao, bo).All(name => SaysTheSame(ao[name], bo[name])),
        (JsonArray aa, JsonArray ba) => aa.Count == ba.Count && aa.Zip(ba).All(static pair => SaysTheSame(pair.First, pair.Second)),
        _ => Same(a, b)
    };

    internal static bool Same(JsonNode? a, JsonNode? b) => JsonNode.DeepEquals(a, b) || (IsNothing(a) && IsNothing(b));

    /// <summary>Absent, empty text and an empty list say the same on the shipping side.</summary>
    private static bool IsNothing(JsonNode? node) => node switch
    {
        null => true,
        JsonArray { Count: 0 } => true,
        JsonValue value when value.TryGetValue<string>(out var text) => text.Length == 0,
        _ => false
    };

    private sealed class Report
    {
        public List<string> Kept { get; } = [];
        public List<string> Conflicts { get; } = [];
    }
}

/// <param name="KeptTheirs">Paths whose value on the shipping side was kept.</param>
/// <param name="Conflicts">Paths that both sides changed: ours was sent.</param>
public sealed record MergeResult(ShippingOrder Order, IReadOnlyList<string> KeptTheirs, IReadOnlyList<string> Conflicts);
