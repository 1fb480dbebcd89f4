using Azure.Data.Tables;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Removes what was sent and received from exchanges, and leaves that there was a call. How far that has come is noted, so that each exchange is looked at once.</summary>
internal sealed class ExchangeBodies(StorageTables tables)
{
    private const string Position = "journal-bodies";
    private const string Hour = "Hour";
    private const string FirstHour = "0";
    private static readonly string[] s_names = [ExchangeTable.Request, ExchangeTable.Response];
    private readonly BodyRows _bodies = new(tables.Exchanges);

    /// <summary>Of all exchanges of the hours before. Stopping in between does no harm.</summary>
    public async Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var end = ExchangeTable.PartitionStart(before);
        var from = (await tables.Lookups.FindAsync(Position, Position, null, cancellationToken))?.GetString(Hour) ?? FirstHour;
        if (string.CompareOrdinal(from, end) >= 0) return;
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {end} and RowKey ge {ExchangeTable.RowPrefix} and RowKey lt {ExchangeTable.RowPrefix + "~"}");
        await foreach (var row in tables.Exchanges.QueryAsync(filter, null, null, cancellationToken)) await RemoveAsync(row, null, cancellationToken);
        await tables.Lookups.UpsertAsync(new TableEntity(Position, Position) { [Hour] = end }, cancellationToken);
    }

    /// <summary>Of one exchange; nothing happens where it is gone.</summary>
    public async Task RemoveAsync(string partitionKey, string rowKey, ErasureDigest digest, CancellationToken cancellationToken)
    {
        if (await tables.Exchanges.FindAsync(partitionKey, rowKey, null, cancellationToken) is { } row) await RemoveAsync(row, digest, cancellationToken);
    }

    private async Task RemoveAsync(TableEntity row, ErasureDigest? digest, CancellationToken cancellationToken)
    {
        var columns = row.Keys.Where(static key => s_names.Any(name => IsOf(key, name))).ToList();
        if (columns.Count == 0) return;
        digest?.Add([.. columns.Order(StringComparer.Ordinal).Select(row.GetContent)]);
        var places = s_names.Select(name => BodyRows.PlaceOf(row, name)).ToList();
        var bare = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var (key, value) in row)
            if (!columns.Contains(key, StringComparer.Ordinal) && !key.StartsWith("odata.", StringComparison.Ordinal) && key is not ("PartitionKey" or "RowKey" or "Timestamp")) bare[key] = value;
        // The row first: without it nothing names what lies beside it.
        await tables.Exchanges.UpsertAsync(bare, cancellationToken);
        foreach (var place in places) await _bodies.RemoveAsync(row.PartitionKey, row.RowKey, place, cancellationToken);
    }

    /// <summary>Request, Request1 and so on, RequestBeside.</summary>
    private static bool IsOf(string column, string name) =>
        column.StartsWith(name, StringComparison.Ordinal) && (column.Length == name.Length || char.IsAsciiDigit(column[name.Length]) || column == BodyRows.Beside(name));
}

file static class RowContent
{
    /// <summary>Bytes of a column, or the name of the place where they are.</summary>
    public static byte[] GetContent(this TableEntity row, string column) => row[column] as byte[] ?? System.Text.Encoding.UTF8.GetBytes(row[column]?.ToString() ?? "");
}
