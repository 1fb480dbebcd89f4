using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>The sync rows. A write is conditional on the row's etag, so two workers can never both win.</summary>
public interface ISyncStore
{
    /// <summary>All rows of these orders, in no particular order; orders without rows are left out.</summary>
    Task<IReadOnlyList<SyncRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>
    /// Writes each row if it is still as it was read (<see cref="SyncRow.ETag"/>; null: if it does not exist yet). Rows are independent of each other.
    /// Returns for each row, in the same order, the stored row with its new etag, or null where someone else was faster.
    /// </summary>
    Task<IReadOnlyList<SyncRow?>> WriteAsync(IReadOnlyList<SyncRow> rows, CancellationToken cancellationToken);

    /// <summary>The row with this shipping order id; null when none.</summary>
    Task<SyncRow?> FindByShippingOrderIdAsync(string account, long shippingOrderId, CancellationToken cancellationToken);

    /// <summary>Rows whose merchant's number or shipping number is exactly this.</summary>
    Task<IReadOnlyList<SyncRow>> FindByNumberAsync(string number, CancellationToken cancellationToken);

    /// <summary>How many rows have each status.</summary>
    Task<IReadOnlyDictionary<SyncStatus, long>> CountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All rows by (order id, group key) after this order; <paramref name="take"/> of them, and as many more as the last order has groups: an order is
    /// never torn apart. Fewer than asked means that there are no more. For reconciliation.
    /// </summary>
    Task<IReadOnlyList<SyncRow>> ScanAsync(string? afterOrderId, int take, CancellationToken cancellationToken);
}
