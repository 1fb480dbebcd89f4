using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>How many sync rows have each status, as counted at some time: a count reads the whole table, so nobody counts for each question.</summary>
public interface IOrderCounts
{
    /// <summary>Null before the first count.</summary>
    Task<OrderCounts?> ReadAsync(CancellationToken cancellationToken);
}

public sealed record OrderCounts(DateTimeOffset CountedAt, IReadOnlyDictionary<SyncStatus, long> Rows)
{
    /// <summary>From the list of orders: open orders, attention, promises.</summary>
    public OrderIndexCounts? Listed { get; init; }
}

/// <summary>Counts when it is asked, at most once a minute; for stores where that takes a moment.</summary>
public sealed class CountedOrders(ISyncStore sync, PromiseCounts promises, TimeProvider clock) : IOrderCounts
{
    private readonly KeptValue<OrderCounts> _counts = new(TimeSpan.FromMinutes(1), clock);

    public async Task<OrderCounts?> ReadAsync(CancellationToken cancellationToken) => await _counts.ReadAsync(CountAsync, cancellationToken);

    private async Task<OrderCounts> CountAsync(CancellationToken cancellationToken) =>
        new(clock.GetUtcNow(), await sync.CountAsync(cancellationToken)) { Listed = await promises.ReadAsync(cancellationToken) };
}

/// <summary>Reads what a timer counted and stored; for stores where a count reads every row over the network.</summary>
public sealed class StoredOrderCounts(ISyncStore sync, ICursorStore cursors, PromiseCounts promises) : IOrderCounts
{
    public async Task<OrderCounts?> ReadAsync(CancellationToken cancellationToken) =>
        await cursors.GetAsync(CursorName.OrderCounts, cancellationToken) is { } stored
        && JsonSerializer.Deserialize(stored.Value, OrderCountsJson.Default.DictionarySyncStatusInt64) is { } rows
            ? new OrderCounts(stored.UpdatedAt, rows) { Listed = await promises.ReadAsync(cancellationToken) }
            : null;

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var stored = await cursors.GetAsync(CursorName.OrderCounts, cancellationToken);
        var rows = new Dictionary<SyncStatus, long>(await sync.CountAsync(cancellationToken));
        // Another instance that was quicker has counted as well.
        await cursors.TrySetAsync(CursorName.OrderCounts, JsonSerializer.Serialize(rows, OrderCountsJson.Default.DictionarySyncStatusInt64), stored?.ETag, cancellationToken);
    }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(Dictionary<SyncStatus, long>))]
internal sealed partial class OrderCountsJson : JsonSerializerContext;
