#nullable disable
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Azure.Data.Tables;

/// <summary>A row as a bag of properties. A typed read of a missing property gives null, of another type an InvalidOperationException.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The package's own name.")]
public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    private readonly Dictionary<string, object> _properties = new(StringComparer.Ordinal);

    public TableEntity()
    {
    }

    public TableEntity(string partitionKey, string rowKey)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => _properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => _properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }

    public object this[string key]
    {
        get => _properties.GetValueOrDefault(key);
        set => _properties[key] = value;
    }

    int ICollection<KeyValuePair<string, object>>.Count => _properties.Count;
    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;
    ICollection<string> IDictionary<string, object>.Keys => _properties.Keys;
    ICollection<object> IDictionary<string, object>.Values => _properties.Values;

    public string GetString(string key) => (string)Typed<string>(key);
    public int? GetInt32(string key) => (int?)Typed<int>(key);
    public long? GetInt64(string key) => (long?)Typed<long>(key);
    public bool? GetBoolean(string key) => (bool?)Typed<bool>(key);
    public byte[] GetBinary(string key) => (byte[])Typed<byte[]>(key);

    void IDictionary<string, object>.Add(string key, object value) => _properties.Add(key, value);
    bool IDictionary<string, object>.ContainsKey(string key) => _properties.ContainsKey(key);
    bool IDictionary<string, object>.Remove(string key) => _properties.Remove(key);
    bool IDictionary<string, object>.TryGetValue(string key, out object value) => _properties.TryGetValue(key, out value);
    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => _properties.Add(item.Key, item.Value);
    void ICollection<KeyValuePair<string, object>>.Clear() => _properties.Clear();
    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => _properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)_properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => _properties.Remove(item.Key);
    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => _properties.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    private object Typed<T>(string key) => _properties.GetValueOrDefault(key) switch
    {
        null => null,
        T value => value,
        var other => throw new InvalidOperationException($"Cannot return {key} of {other.GetType()} as {typeof(T)}.")
    };
}
