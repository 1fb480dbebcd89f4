using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Values that people set for single orders, in the file.</summary>
public sealed class SqliteOrderOverrides(SqliteDatabase database) : IOrderOverrides
{
    public Task<IReadOnlyList<OrderOverride>> ListAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OrderOverride>>(
        session => session.Statement("SELECT content FROM order_overrides WHERE order_id IN (SELECT value FROM json_each(@ids)) ORDER BY order_id, field")
            .With("@ids", IdList.Write(orderIds)).List(static row => OrderOverride.Read(row.Text(0))),
        cancellationToken);

    public Task PutAsync(OrderOverride value, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("INSERT OR REPLACE INTO order_overrides (order_id, field, content) VALUES (@order, @field, @content)")
            .With("@order", value.OrderId).With("@field", value.Field).With("@content", value.Write()).Run(),
        cancellationToken);

    public Task<int> RemoveAsync(string orderId, string? field, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("DELETE FROM order_overrides WHERE order_id = @order AND (@field IS NULL OR field = @field)").With("@order", orderId).With("@field", field).Run(),
        cancellationToken);
}
