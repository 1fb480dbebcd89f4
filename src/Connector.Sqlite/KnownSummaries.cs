using Connector.Core.Model.Orders;

namespace Connector.Sqlite;

/// <summary>
/// Rows of the list of orders that were read or written last, by what they say: one that still says the same is not made of its text again. A pass reads each row it has just
/// written twice. Bounded; what is forgotten is read from its text. Safe from several threads.
/// </summary>
internal sealed class KnownSummaries
{
    /// <summary>Of each half. A pull is at most this far ahead of the push.</summary>
    internal const int Most = 1000;

    private readonly Lock _lock = new();
    private Dictionary<int, Known> _young = [];
    private Dictionary<int, Known> _old = [];

    /// <summary>The row of this text.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is no row.</exception>
    public OrderSummary Read(ReadOnlySpan<byte> utf8)
    {
        var key = KeyOf(utf8);
        lock (_lock)
        {
            if ((_young.TryGetValue(key, out var known) || _old.TryGetValue(key, out known)) && utf8.SequenceEqual(known.Utf8)) return known.Order;
        }
        var order = OrderSummary.Read(utf8);
        Keep(utf8.ToArray(), order);
        return order;
    }

    /// <param name="utf8">What the row is written as; not to be changed any more.</param>
    public void Keep(byte[] utf8, OrderSummary order)
    {
        var key = KeyOf(utf8);
        lock (_lock)
        {
            if (_young.Count == Most) (_old, _young) = (_young, []);
            _young[key] = new Known(utf8, order);
        }
    }

    private static int KeyOf(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }

    private sealed record Known(byte[] Utf8, OrderSummary Order);
}
