using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>
/// Ways from another key to rows. A way is written before the row that it leads to and never taken back, so that a crash between the two leaves a way that
/// leads nowhere: whoever follows one looks at the row and lets it count only if it still has that key.
/// </summary>
internal sealed class Lookups(StorageTable table)
{
    private const string First = "First";
    private const string Second = "Second";

    /// <param name="key">Made by <see cref="TableKey"/> of a sort and the other key.</param>
    public Task PutAsync(string key, string first, string second, CancellationToken cancellationToken) =>
        table.UpsertAsync(new TableEntity(key, TableKey.Create(first, second)) { [First] = first, [Second] = second }, cancellationToken);

    public async Task<IReadOnlyList<(string First, string Second)>> FindAsync(string key, CancellationToken cancellationToken)
    {
        var ways = await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), [First, Second], cancellationToken);
        return [.. ways.Select(static w => (w.GetString(First), w.GetString(Second)))];
    }
}
