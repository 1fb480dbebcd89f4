using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The pages of a query; the token of the next page is its two continuation keys, escaped and joined.</summary>
internal sealed class EntityPageable<T>(TableConnection connection, string query, CancellationToken cancellationToken) : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var message = connection.Create(RequestMethod.Get, query + continuationToken);
            var response = await connection.SendAsync(message, CancellationToken).ConfigureAwait(false);
            var entities = TableConnection.Body(response).GetProperty("value").EnumerateArray().Select(static e => (T)(object)EntityJson.Read(e)).ToList();
            continuationToken = Next(response);
            yield return Page<T>.FromValues(entities, continuationToken, response);
        }
        while (continuationToken is not null);
    }

    private static string? Next(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition)) return null;
        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return $"&NextPartitionKey={Uri.EscapeDataString(partition!)}" + (row is null ? "" : $"&NextRowKey={Uri.EscapeDataString(row)}");
    }
}
