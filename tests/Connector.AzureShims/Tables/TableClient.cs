#nullable disable
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

/// <summary>One table, over REST.</summary>
public class TableClient
{
    private const int NotFound = 404;
    private readonly TableConnection _connection;

    internal TableClient(TableConnection connection, string name)
    {
        _connection = connection;
        Name = name;
    }

    protected TableClient()
    {
    }

    public virtual string Name { get; }

    public static string CreateQueryFilter(FormattableString filter) => TableFilter.Of(filter);

    public virtual async Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        const int Conflict = 409;
        var body = new Dictionary<string, string>(StringComparer.Ordinal) { ["TableName"] = Name };
        var message = _connection.Create(RequestMethod.Post, "Tables", JsonSerializer.SerializeToUtf8Bytes(body));
        var response = await _connection.SendAsync(message, cancellationToken, Conflict).ConfigureAwait(false);
        if (response.Status != Conflict) return Response.FromValue(new TableItem(), response);
        var failure = new RequestFailedException(response, null, TableErrorParser.Instance);
        return failure.ErrorCode == "TableAlreadyExists" ? Response.FromValue(new TableItem(), response) : throw failure;
    }

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity =>
        _connection.SendAsync(_connection.Create(RequestMethod.Post, Name, EntityJson.Write(entity)), cancellationToken);

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity
    {
        var query = select is null ? "" : $"?$select={Uri.EscapeDataString(string.Join(',', select))}";
        var message = _connection.Create(RequestMethod.Get, TableRequests.Address(Name, partitionKey, rowKey) + query);
        var response = await _connection.SendAsync(message, cancellationToken, NotFound).ConfigureAwait(false);
        return response.Status == NotFound
            ? new FoundOrNot<T>(null, response)
            : new FoundOrNot<T>((T)(object)EntityJson.Read(TableConnection.Body(response)), response);
    }

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(entity, ifMatch, mode, cancellationToken);

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(entity, null, mode, cancellationToken);

    public virtual Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        var message = _connection.Create(RequestMethod.Delete, TableRequests.Address(Name, partitionKey, rowKey));
        message.Request.Headers.SetValue("If-Match", TableRequests.IfMatch(ifMatch));
        return _connection.SendAsync(message, cancellationToken, NotFound);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = default, IEnumerable<string> select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"{Name}()?$top={maxPerPage ?? 1000}");
        if (filter is not null) query += $"&$filter={Uri.EscapeDataString(filter)}";
        if (select is not null) query += $"&$select={Uri.EscapeDataString(string.Join(',', select))}";
        return new EntityPageable<T>(_connection, query, cancellationToken);
    }

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        var boundary = $"batch_{Guid.NewGuid()}";
        var body = TransactionBody.Write(_connection, Name, boundary, transactionActions);
        var message = _connection.Create(RequestMethod.Post, "$batch", body);
        message.Request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={boundary}");
        var response = await _connection.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var responses = TransactionResponse.ReadAll(response);
        if (responses.FirstOrDefault(static a => a.Status >= 400) is { } refused) throw new TableTransactionFailedException(refused);
        return Response.FromValue<IReadOnlyList<Response>>(responses, response);
    }

    private Task<Response> WriteAsync(ITableEntity entity, ETag? ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        var message = _connection.Create(
            mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch,
            TableRequests.Address(Name, entity.PartitionKey, entity.RowKey), EntityJson.Write(entity));
        if (ifMatch is { } etag) message.Request.Headers.SetValue("If-Match", TableRequests.IfMatch(etag));
        return _connection.SendAsync(message, cancellationToken);
    }
}
