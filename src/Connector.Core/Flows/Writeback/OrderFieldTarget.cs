using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Core.Flows.Writeback;

/// <summary>Where custom fields of an order may be written. An order has one Type only, and the merchant's is never replaced (docs/adr/0005).</summary>
/// <param name="Writable">Names that the order's Type (or ours, when it has none) knows.</param>
/// <param name="TypeToSet">Key of our Type when the order has none; null when it has one.</param>
public sealed record OrderFieldTarget(IReadOnlySet<string> Writable, string? TypeToSet)
{
    public static readonly OrderFieldTarget Nowhere = new(new HashSet<string>(), null);

    /// <summary>Pure: the changes that make the fields say what is wanted; none where they say it already or the Type does not know them.</summary>
    /// <param name="wanted">Null removes a field that is there.</param>
    public IReadOnlyList<OrderChange> Changes(Order order, IReadOnlyDictionary<string, JsonElement?> wanted)
    {
        var writable = wanted.Where(w => Writable.Contains(w.Key)).ToList();
        if (TypeToSet is not null)
        {
            var values = writable.Where(w => w.Value is not null).ToDictionary(w => w.Key, w => w.Value!.Value);
            return values.Count == 0 ? [] : [new OrderChange.SetCustomType(TypeToSet, values)];
        }
        return writable.Where(w => Differs(order, w.Key, w.Value)).Select(w => (OrderChange)new OrderChange.SetCustomField(w.Key, w.Value)).ToList();
    }

    private static bool Differs(Order order, string name, JsonElement? wanted)
    {
        if (!order.CustomFields.TryGetValue(name, out var present) || present.ValueKind == JsonValueKind.Null) return wanted is not null;
        return wanted is null || !Same(present, wanted.Value);
    }

    /// <summary>Sets come back in any order.</summary>
    private static bool Same(JsonElement a, JsonElement b)
    {
        if (a.ValueKind != JsonValueKind.Array || b.ValueKind != JsonValueKind.Array) return JsonElement.DeepEquals(a, b);
        return a.EnumerateArray().Select(e => e.ToString()).ToHashSet().SetEquals(b.EnumerateArray().Select(e => e.ToString()));
    }
}
