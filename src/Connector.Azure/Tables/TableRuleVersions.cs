using System.Text;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Versions of the rules in Table Storage, all in one partition, so that one query reads them.</summary>
internal sealed class TableRuleVersions(StorageTables tables) : IRuleVersions
{
    private const string Partition = "rules";
    private const string RowPrefix = "h:";
    private const string AfterRows = "h;";
    private const string Text = "Text";
    private const string FirstUsedAt = "FirstUsedAt";
    private readonly StorageTable _table = tables.Controls;
    private readonly BodyRows _bodies = new(tables.Controls);

    public async Task KeepAsync(RuleVersion version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var key = RowPrefix + version.Hash;
        if (await _table.FindAsync(Partition, key, null, cancellationToken) is not null) return;
        var row = new TableEntity(Partition, key) { [FirstUsedAt] = at.UtcTicks };
        await _bodies.ReplaceAsync(null, row, Text, PayloadJson.Compress(Encoding.UTF8.GetBytes(version.Text)), cancellationToken);
    }

    public async Task<IReadOnlyList<KeptRuleVersion>> ListAsync(CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {RowPrefix} and RowKey lt {AfterRows}");
        var kept = new List<KeptRuleVersion>();
        foreach (var row in await _table.ListAsync(filter, null, cancellationToken))
            if (await _bodies.ReadAsync(row, Text, Read, cancellationToken) is { } version) kept.Add(version);
        return [.. kept.OrderByDescending(static k => k.FirstUsedAt).ThenBy(static k => k.Version.Hash, StringComparer.Ordinal)];
    }

    private static KeptRuleVersion Read(TableEntity row, byte[]? text) => new(
        new RuleVersion(row.RowKey[RowPrefix.Length..], text is null ? "" : Encoding.UTF8.GetString(PayloadJson.Decompress(text))),
        new DateTimeOffset(row.GetInt64(FirstUsedAt) ?? 0, TimeSpan.Zero));
}
