namespace Connector.Simulators.Commercetools.Storage;

/// <summary>All resources of one kind. There are few of them, so queries look at each.</summary>
internal sealed class ResourceStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, StoredResource> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredResource> _byKey = new(StringComparer.Ordinal);

    public StoredResource? FindById(string id)
    {
        lock (_gate) return _byId.GetValueOrDefault(id);
    }

    public StoredResource? FindByKey(string key)
    {
        lock (_gate) return _byKey.GetValueOrDefault(key);
    }

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyList<StoredResource> All()
    {
        lock (_gate) return [.. _byId.Values];
    }

    /// <summary>Adds or replaces, if the resource still is <paramref name="expected"/> (null: is not there) and its key is free; returns what stands in the way.</summary>
    public StoredResource? TryPut(StoredResource resource, StoredResource? expected)
    {
        lock (_gate)
        {
            var current = _byId.GetValueOrDefault(resource.Id);
            if (!ReferenceEquals(current, expected)) return current ?? expected;
            if (resource.Key is not null && _byKey.TryGetValue(resource.Key, out var owner) && owner.Id != resource.Id) return owner;
            if (current?.Key is not null) _byKey.Remove(current.Key);
            _byId[resource.Id] = resource;
            if (resource.Key is not null) _byKey[resource.Key] = resource;
            return null;
        }
    }

    public bool TryRemove(StoredResource expected)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_byId.GetValueOrDefault(expected.Id), expected)) return false;
            _byId.Remove(expected.Id);
            if (expected.Key is not null) _byKey.Remove(expected.Key);
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byId.Clear();
            _byKey.Clear();
        }
    }
}
