using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;

namespace Connector.Azure.Tables;

/// <summary>
/// One table. Writes that lose a race return null or false; everything else that storage refuses is thrown as a
/// <see cref="Connector.Core.Model.Messages.ConnectorException"/>. A write whose response was lost and that the client therefore repeated meets its own row: the row
/// names the write that made it, so that this counts as the success it was.
/// </summary>
internal sealed class StorageTable(TableClient client)
{
    private const string WriteId = "WriteId";
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    /// <summary>Storage's limits for what goes together.</summary>
    private const int MostRowsInOne = 100;
    private const int MostCharactersInOne = 1_000_000;

    private volatile bool _created;

    /// <summary>Null when there is none.</summary>
    /// <param name="select">The columns wanted; null: all.</param>
    public Task<TableEntity?> FindAsync(string partitionKey, string rowKey, string[]? select, CancellationToken cancellationToken) =>
        RunAsync(() => ReadAsync(partitionKey, rowKey, select, cancellationToken), cancellationToken);

    /// <summary>The new row's etag; null when there is a row already.</summary>
    public Task<string?> InsertAsync(TableEntity entity, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var id = Sign(entity);
            try
            {
                return ETagOf(await client.AddEntityAsync(entity, cancellationToken));
            }
            catch (RequestFailedException e) when (e is { Status: Conflict, ErrorCode: "EntityAlreadyExists" })
            {
                return await WrittenByAsync(id, entity, cancellationToken);
            }
        },
        cancellationToken);

    /// <summary>The row's new etag; null when it is no longer as it was read, or gone.</summary>
    public Task<string?> UpdateAsync(TableEntity entity, string etag, TableUpdateMode mode, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var id = Sign(entity);
            try
            {
                return ETagOf(await client.UpdateEntityAsync(entity, new ETag(etag), mode, cancellationToken));
            }
            catch (RequestFailedException e) when (e.Status is PreconditionFailed or NotFound)
            {
                return await WrittenByAsync(id, entity, cancellationToken);
            }
        },
        cancellationToken);

    /// <summary>Whatever is there is replaced.</summary>
    public Task UpsertAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(() => client.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Whatever is there is replaced. Rows of one partition go together, and one by one where storage does not take them so.</summary>
    public Task UpsertAllAsync(IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken) =>
        TogetherAsync(rows, TableTransactionActionType.UpsertReplace, UpsertAsync, cancellationToken);

    /// <summary>Rows that are not there are no harm. Those of one partition go together, and one by one where one is missing.</summary>
    public Task DeleteAllAsync(IReadOnlyList<(string PartitionKey, string RowKey)> keys, CancellationToken cancellationToken) => TogetherAsync(
        [.. keys.Select(static key => new TableEntity(key.PartitionKey, key.RowKey) { ETag = ETag.All })], TableTransactionActionType.Delete,
        (row, token) => DeleteAsync(row.PartitionKey, row.RowKey, null, token), cancellationToken);

    /// <summary>The columns given are written; others that are there stay.</summary>
    public Task MergeAsync(TableEntity entity, CancellationToken cancellationToken) =>
        RunAsync(() => client.UpsertEntityAsync(entity, TableUpdateMode.Merge, cancellationToken), cancellationToken);

    /// <summary>False when it is gone, or no longer as it was read.</summary>
    /// <param name="etag">Null: whatever it is like.</param>
    public Task<bool> DeleteAsync(string partitionKey, string rowKey, string? etag, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            try
            {
                var response = await client.DeleteEntityAsync(partitionKey, rowKey, etag is null ? ETag.All : new ETag(etag), cancellationToken);
                return response.Status != NotFound;
            }
            catch (RequestFailedException e) when (e.Status is PreconditionFailed or NotFound)
            {
                return false;
            }
        },
        cancellationToken);

    /// <summary>All or none of them, in one partition; false when one of the rows is not there or not as it should be.</summary>
    public Task<bool> TransactAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            try
            {
                await client.SubmitTransactionAsync(actions, cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException e) when (e.Status is PreconditionFailed or NotFound or Conflict)
            {
                return false;
            }
        },
        cancellationToken);

    /// <summary>Page by page, sorted by key.</summary>
    public async IAsyncEnumerable<TableEntity> QueryAsync(
        string filter, string[]? select, int? perPage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await RunAsync(static () => Task.FromResult(true), cancellationToken);
        await using var pages = client.QueryAsync<TableEntity>(filter, perPage, select, cancellationToken).AsPages().GetAsyncEnumerator(cancellationToken);
        while (await RunAsync(() => pages.MoveNextAsync().AsTask(), cancellationToken))
            foreach (var entity in pages.Current.Values) yield return entity;
    }

    public async Task<List<TableEntity>> ListAsync(string filter, string[]? select, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in QueryAsync(filter, select, null, cancellationToken)) rows.Add(row);
        return rows;
    }

    private Task TogetherAsync(IReadOnlyList<TableEntity> rows, TableTransactionActionType action, Func<TableEntity, CancellationToken, Task> one, CancellationToken cancellationToken) => InParallel.EachAsync(
        [.. rows.GroupBy(static r => r.PartitionKey, StringComparer.Ordinal).SelectMany(static g => Portions(g))],
        async (portion, token) =>
        {
            if (portion.Count > 1 && await TransactAsync([.. portion.Select(row => new TableTransactionAction(action, row))], token)) return;
            foreach (var row in portion) await one(row, token);
        },
        cancellationToken);

    private static IEnumerable<List<TableEntity>> Portions(IEnumerable<TableEntity> rows)
    {
        var (portion, characters) = (new List<TableEntity>(), 0);
        foreach (var row in rows)
        {
            // Bytes travel as Base64.
            var length = row.Sum(static column => column.Value switch { string text => text.Length, byte[] bytes => bytes.Length * 4 / 3, _ => 0 });
            if (portion.Count == MostRowsInOne || (portion.Count > 0 && characters + length > MostCharactersInOne))
            {
                yield return portion;
                (portion, characters) = ([], 0);
            }
            portion.Add(row);
            characters += length;
        }
        if (portion.Count > 0) yield return portion;
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            await EnsureCreatedAsync(cancellationToken);
            return await call();
        }
        catch (Exception e) when (StorageFailures.From(e, $"Table {client.Name}", cancellationToken) is not null)
        {
            throw StorageFailures.From(e, $"Table {client.Name}", cancellationToken)!;
        }
    }

    /// <summary>Once for each process; two callers at the same time ask twice, which does no harm.</summary>
    private async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        if (_created) return;
        await client.CreateIfNotExistsAsync(cancellationToken);
        _created = true;
    }

    private async Task<string?> WrittenByAsync(string id, TableEntity entity, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(entity.PartitionKey, entity.RowKey, [WriteId], cancellationToken);
        return string.Equals(found?.GetString(WriteId), id, StringComparison.Ordinal) ? found!.ETag.ToString() : null;
    }

    private async Task<TableEntity?> ReadAsync(string partitionKey, string rowKey, string[]? select, CancellationToken cancellationToken)
    {
        var found = await client.GetEntityIfExistsAsync<TableEntity>(partitionKey, rowKey, select, cancellationToken);
        if (!found.HasValue) return null;
        // Some columns only: then the etag may be in the header alone.
        if (found.Value!.ETag == default && found.GetRawResponse().Headers.ETag is { } etag) found.Value.ETag = etag;
        return found.Value;
    }

    private static string Sign(TableEntity entity)
    {
        var id = Guid.NewGuid().ToString("N");
        entity[WriteId] = id;
        return id;
    }

    private static string ETagOf(Response response) =>
        response.Headers.ETag?.ToString() ?? throw new InvalidOperationException("Table Storage returned no etag for a write.");
}
