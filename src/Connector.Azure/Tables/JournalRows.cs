using System.Globalization;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;

namespace Connector.Azure.Tables;

/// <summary>Entries and links as rows. A row is written once and never changed, so writing it twice does no harm.</summary>
internal static class JournalRows
{
    /// <summary>Partition of the runs; its row keys sort the newest first.</summary>
    public const string Runs = "run";

    /// <summary>Partition of what concerns neither an order nor a run.</summary>
    public const string Rest = "rest";

    public const string OrderPrefix = "o:";
    public const string Sort = "Sort";
    public const string Link = "Link";
    public const string Copy = "Copy";

    private const string Entry = "Entry";
    private const string EventsColumn = "Events";
    private const int MaxTextLength = 30_000;

    public static string PartitionOf(string orderId) => OrderPrefix + TableKey.Create(orderId);

    /// <summary>One row, or two for a run that concerns one order.</summary>
    public static IEnumerable<TableEntity> RowsOf(JournalEntry entry, string key)
    {
        var isRun = entry.Kind == JournalKind.Run;
        if (isRun) yield return Write(entry, Runs, JournalSequence.StartFromNewest(entry.At) + Backwards(key), Entry);
        if (entry.OrderId is { } orderId) yield return Write(entry, PartitionOf(orderId), key, isRun ? Copy : Entry);
        else if (!isRun) yield return Write(entry, Rest, key, Entry);
    }

    public static TableEntity LinkTo((string PartitionKey, string RowKey) exchange, string orderId, string key) =>
        new(PartitionOf(orderId), key) { [Sort] = Link, ["ExchangePartition"] = exchange.PartitionKey, ["ExchangeRow"] = exchange.RowKey };

    /// <summary>Null for an entry.</summary>
    public static (string PartitionKey, string RowKey)? LinkOf(TableEntity row) =>
        string.Equals(row.GetString(Sort), Link, StringComparison.Ordinal) ? (row.GetString("ExchangePartition"), row.GetString("ExchangeRow")) : null;

    public static JournalEntry Read(TableEntity row) => new(
        new DateTimeOffset(row.GetInt64("At") ?? 0, TimeSpan.Zero), Enum.Parse<JournalKind>(row.GetString("Kind")), row.GetString("OrderId"),
        row.GetString("OrderNumber"), row.GetString("Text"), row.GetString("CorrelationId"), row.GetString("Code"))
    {
        Events = OrderEvent.Read(row.GetString(EventsColumn)), WorkId = row.GetString("WorkId")
    };

    /// <summary>Takes the values before and after out of the row's events. Returns what stood there; null when there were none.</summary>
    public static string? EraseValues(TableEntity row)
    {
        var written = row.GetString(EventsColumn);
        if (OrderEvent.WithoutValues(OrderEvent.Read(written)) is not { } bare) return null;
        row[EventsColumn] = OrderEvent.Write(bare);
        return written;
    }

    private static TableEntity Write(JournalEntry entry, string partition, string key, string sort) => new(partition, key)
    {
        [Sort] = sort,
        ["At"] = entry.At.UtcTicks,
        ["Kind"] = entry.Kind.ToString(),
        ["OrderId"] = entry.OrderId,
        ["OrderNumber"] = entry.OrderNumber,
        ["Text"] = entry.Text.Length <= MaxTextLength ? entry.Text : $"{entry.Text.AsSpan(0, MaxTextLength)}... (cut)",
        ["CorrelationId"] = entry.CorrelationId,
        ["Code"] = entry.Code,
        // Too many changes for a cell: the text says it without them.
        [EventsColumn] = OrderEvent.Write(entry.Events) is { Length: <= MaxTextLength } events ? events : null,
        ["WorkId"] = entry.WorkId
    };

    /// <summary>The rest of a key behind its instant, with the sequence number inverted: the last one comes first.</summary>
    private static string Backwards(string key)
    {
        var parts = key.Split('-');
        return string.Create(CultureInfo.InvariantCulture,
            $"-{9_999_999_999 - long.Parse(parts[1], CultureInfo.InvariantCulture):D10}-{parts[2]}");
    }
}
