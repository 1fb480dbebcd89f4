using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Resources;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Simulators.Commercetools.Storage;

/// <summary>Everything that one simulated project holds.</summary>
internal sealed class Project(string key, TimeProvider clock, TimeSpan queryLag)
{
    private readonly Dictionary<string, ResourceStore> _stores = ResourceKind.All.DistinctBy(kind => kind.TypeId).ToDictionary(kind => kind.TypeId, _ => new ResourceStore(), StringComparer.Ordinal);
    private long _lastId;

    public string Key { get; } = key;
    public TimeProvider Clock { get; } = clock;

    /// <summary>Variants stand alone: projections of products hold none.</summary>
    public bool ModularCatalog { get; init; }

    /// <summary>Changes of orders are kept as messages.</summary>
    public bool KeepsMessages { get; init; }
    public OrderStore Orders { get; } = new(clock, queryLag);

    public ResourceStore Resources(string typeId) => _stores[typeId];

    public StoredResource? Find(string typeId, string id) => _stores.TryGetValue(typeId, out var store) ? store.FindById(id) : null;

    /// <summary>The document of a resource as a reference to it expands to; null when it is gone.</summary>
    public ReadOnlyMemory<byte>? Show(string typeId, string id)
    {
        // Not a conditional expression: there, null would become an empty memory.
        if (Find(typeId, id) is not { } found) return null;
        return found.Json;
    }

    /// <summary>A fresh id; the same sequence in each run.</summary>
    public string NewId() => SeedIds.Uuid("made-here", Interlocked.Increment(ref _lastId));

    /// <summary>Now, or just after <paramref name="before"/>: a resource never changes twice in one millisecond.</summary>
    public string Stamp(DateTimeOffset? before = null)
    {
        var now = Clock.GetUtcNow();
        if (before is { } b && now.ToUnixTimeMilliseconds() <= b.ToUnixTimeMilliseconds()) now = b.AddMilliseconds(1);
        return Format(now);
    }

    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>What a resource identifier ({typeId?, id} or {typeId?, key}) points at.</summary>
    public StoredResource Resolve(JsonNode? identifier, string typeId, string field)
    {
        if (identifier is not JsonObject given) throw Refusal.InvalidJson($"{field}: Missing required value");
        if (given.ContainsKey("typeId") && Shape.OptionalText(given, "typeId", field) != typeId)
        {
            throw Refusal.InvalidJson($"{field} -> typeId: expected '{typeId}'");
        }
        var id = Shape.OptionalText(given, "id", field);
        var named = Shape.OptionalText(given, "key", field);
        if (id is null == named is null) throw Refusal.InvalidJson($"{field}: Exactly one of 'id' and 'key' is required");
        var found = id is not null ? Resources(typeId).FindById(id) : Resources(typeId).FindByKey(named!);
        return found ?? throw Refusal.ReferenceMissing(typeId, id, named);
    }

    /// <summary>The same as a reference by id, as orders hold it.</summary>
    public JsonObject ResolveToReference(JsonNode? identifier, string typeId, string field) =>
        new() { ["typeId"] = typeId, ["id"] = Resolve(identifier, typeId, field).Id };

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Orders.Clear();
        foreach (var store in _stores.Values) store.Clear();
    }

    /// <summary>True when some order or other resource mentions this id: it cannot be deleted.</summary>
    public string? FindReferrer(string id)
    {
        var needle = JsonSerializer.SerializeToUtf8Bytes(id);
        if (Orders.All().Any(order => order.Json.AsSpan().IndexOf(needle) >= 0)) return "order";
        // Neither messages nor projections keep anything alive.
        foreach (var (typeId, store) in _stores.Where(s => s.Key != "message"))
        {
            if (store.All().Any(r => r.Id != id && r.Json.AsSpan().IndexOf(needle) >= 0)) return typeId;
        }
        return null;
    }
}
