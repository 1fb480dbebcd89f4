using System.Collections.Concurrent;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;

namespace Connector.Azure.Tables;

/// <summary>Which order was last recorded under a merchant's number: a row for each pair of them with the instant.</summary>
internal sealed class JournalNumbers(StorageTable table)
{
    public const string Prefix = "told:";
    public const string At = "At";

    /// <summary>How much older than the last entry the noted instant may be.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    private const string OrderId = "OrderId";
    private const int Remembered = 10_000;

    /// <summary>What this process noted last for a number, so that an order that is recorded over and over is noted once.</summary>
    private readonly ConcurrentDictionary<string, (string OrderId, DateTimeOffset At)> _noted = new(StringComparer.Ordinal);

    public async Task NoteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var latest = entries.Where(static e => e is { OrderId: not null, OrderNumber: not null })
            .GroupBy(static e => (Number: e.OrderNumber!, OrderId: e.OrderId!))
            .Select(static g => (g.Key.Number, g.Key.OrderId, At: g.Max(static e => e.At))).Where(IsNews).ToList();
        await InParallel.EachAsync(
            latest,
            (reported, token) => table.UpsertAsync(
                new TableEntity(PartitionOf(reported.Number), TableKey.Create(reported.OrderId)) { [OrderId] = reported.OrderId, [At] = reported.At.UtcTicks }, token),
            cancellationToken);
        if (_noted.Count > Remembered) _noted.Clear();
        foreach (var reported in latest) _noted[reported.Number] = (reported.OrderId, reported.At);
    }

    public async Task<string?> FindAsync(string number, CancellationToken cancellationToken)
    {
        var orders = await table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(number)}"), [OrderId, At], cancellationToken);
        return orders.MaxBy(static o => o.GetInt64(At))?.GetString(OrderId);
    }

    private bool IsNews((string Number, string OrderId, DateTimeOffset At) reported) =>
        !_noted.TryGetValue(reported.Number, out var noted) || !string.Equals(noted.OrderId, reported.OrderId, StringComparison.Ordinal)
        || reported.At - noted.At is var since && (since < TimeSpan.Zero || since >= Slack);

    private static string PartitionOf(string number) => Prefix + TableKey.Create(number);
}
