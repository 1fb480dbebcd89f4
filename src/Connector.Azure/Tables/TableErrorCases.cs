using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>What was done about errors, in Table Storage: a partition with one row for each, and one with the closed ones, the last first.</summary>
internal sealed class TableErrorCases(StorageTables tables) : IErrorCases
{
    private const string Cases = "case";
    private const string Closed = "closed";
    private const string Content = "Content";
    private const string Updated = "Updated";

    private readonly StorageTable _table = tables.ErrorCases;

    public async Task<IReadOnlyList<ErrorCase>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        string[] wanted = [.. keys.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(wanted, (key, token) => _table.FindAsync(Cases, TableKey.Create(key), null, token), cancellationToken);
        return [.. found.OfType<TableEntity>().Select(Read)];
    }

    public async Task PutAsync(IReadOnlyList<ErrorCase> cases, CancellationToken cancellationToken)
    {
        var before = (await GetAsync([.. cases.Select(static c => c.Key)], cancellationToken)).ToDictionary(static c => c.Key, StringComparer.Ordinal);
        List<ErrorCase> last = [.. cases.Reverse().DistinctBy(static c => c.Key)];
        await _table.UpsertAllAsync([.. last.Where(static c => c.ClosedAt is not null).Select(static c => Entity(Closed, ClosedKey(c), c))], cancellationToken);
        await _table.UpsertAllAsync([.. last.Select(static c => Entity(Cases, TableKey.Create(c.Key), c))], cancellationToken);
        var old = last.Select(c => before.GetValueOrDefault(c.Key) is { ClosedAt: not null } was && was.ClosedAt != c.ClosedAt ? ClosedKey(was) : null).OfType<string>();
        await _table.DeleteAllAsync([.. old.Select(static key => (Closed, key))], cancellationToken);
    }

    public async Task<ErrorCasePage> ListClosedAsync(string? after, int take, CancellationToken cancellationToken)
    {
        var (cases, last) = (new List<ErrorCase>(take), after ?? "");
        await foreach (var entity in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Closed} and RowKey gt {last}"), null, null, cancellationToken))
        {
            if (cases.Count == take) return new ErrorCasePage(cases, last);
            cases.Add(Read(entity));
            last = entity.RowKey;
        }
        return new ErrorCasePage(cases, null);
    }

    public async Task<long> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0L;
        await foreach (var entity in _table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Cases} and Updated lt {before.UtcTicks}"), null, null, cancellationToken))
        {
            if (Read(entity) is { ClosedAt: not null } closed) await _table.DeleteAsync(Closed, ClosedKey(closed), null, cancellationToken);
            if (await _table.DeleteAsync(entity.PartitionKey, entity.RowKey, entity.ETag.ToString(), cancellationToken)) removed++;
        }
        return removed;
    }

    private static TableEntity Entity(string partition, string row, ErrorCase known) =>
        new(partition, row) { [Updated] = known.UpdatedAt.UtcTicks, [Content] = PayloadJson.Compress(Encoding.UTF8.GetBytes(known.Write())) };

    private static ErrorCase Read(TableEntity entity) => ErrorCase.Read(Encoding.UTF8.GetString(PayloadJson.Decompress(entity.GetBinary(Content))));

    private static string ClosedKey(ErrorCase known) =>
        $"{(DateTimeOffset.MaxValue.UtcTicks - known.ClosedAt!.Value.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)}:{TableKey.Create(known.Key)}";
}
