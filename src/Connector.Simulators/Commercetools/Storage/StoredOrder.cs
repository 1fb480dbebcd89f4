using System.Text.Json;
using Connector.Simulators.Commercetools.Predicates;

namespace Connector.Simulators.Commercetools.Storage;

/// <summary>One version of an order: its document as UTF-8 and the few members that queries look up. Immutable.</summary>
internal sealed class StoredOrder
{
    public required string Id { get; init; }
    public required long Version { get; init; }
    public string? Number { get; init; }
    public string? State { get; init; }
    public string? PaymentState { get; init; }
    public required DateTimeOffset ModifiedAt { get; init; }
    public required byte[] Json { get; init; }

    /// <summary>True when nothing is missing that every stored order has.</summary>
    public bool IsComplete { get; private init; }

    /// <summary>Reads the members at the top of the document and skips the rest. Missing ones come back as null, zero or the least instant.</summary>
    public static StoredOrder Read(byte[] json)
    {
        string? id = null, number = null, state = null, payment = null, modified = null, created = null;
        var version = 0L;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) id = Text(ref reader);
            else if (reader.ValueTextEquals("orderNumber"u8)) number = Text(ref reader);
            else if (reader.ValueTextEquals("orderState"u8)) state = Text(ref reader);
            else if (reader.ValueTextEquals("paymentState"u8)) payment = Text(ref reader);
            else if (reader.ValueTextEquals("lastModifiedAt"u8)) modified = Text(ref reader);
            else if (reader.ValueTextEquals("createdAt"u8)) created = Text(ref reader);
            else if (reader.ValueTextEquals("version"u8)) version = Integer(ref reader);
            else reader.Skip();
        }
        var dated = PredicateValue.TryInstant(modified ?? "", out var instant);
        return new StoredOrder
        {
            Id = id ?? "",
            Version = version,
            Number = number,
            State = state is null ? null : string.Intern(state),
            PaymentState = payment is null ? null : string.Intern(payment),
            ModifiedAt = instant,
            Json = json,
            IsComplete = !string.IsNullOrEmpty(id) && version > 0 && dated && created is not null,
        };
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static long Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value)) return value;
        reader.Skip();
        return 0;
    }
}

/// <summary>A place in the order of (last change, id).</summary>
internal readonly record struct RowKey(DateTimeOffset ModifiedAt, string Id) : IComparable<RowKey>
{
    public static readonly RowKey First = new(DateTimeOffset.MinValue, "");

    public static RowKey From(StoredOrder row) => new(row.ModifiedAt, row.Id);

    public int CompareTo(RowKey other)
    {
        var byTime = ModifiedAt.CompareTo(other.ModifiedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(Id, other.Id);
    }

    public static bool operator <(RowKey left, RowKey right) => left.CompareTo(right) < 0;
    public static bool operator >(RowKey left, RowKey right) => left.CompareTo(right) > 0;
    public static bool operator <=(RowKey left, RowKey right) => left.CompareTo(right) <= 0;
    public static bool operator >=(RowKey left, RowKey right) => left.CompareTo(right) >= 0;
}
