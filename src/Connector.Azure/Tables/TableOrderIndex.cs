using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>
/// The list of orders in Table Storage. Each order is a partition. Beside them stand entries with the same content, sorted as lists are: by day and newest first, so that no
/// partition grows with the shop; open orders, those that need attention and those with a promise have partitions of their own, which stay small. Words lead to orders, and
/// their partitions are the beginnings of words. Entries are written before the order and removed after it: one too many shows what the order was like a moment ago.
/// </summary>
internal sealed class TableOrderIndex(StorageTables tables) : IOrderIndex
{
    /// <summary>From so many matches on it is quicker to walk along the list.</summary>
    private const int Many = 1000;
    private const int PartOfWord = 3;
    private const int PartOfWhole = 8;
    private const string Content = "Content";
    private const string OrderId = "OrderId";
    private const string Row = "order";
    private const string Open = "open";
    private const string OpenNewest = "open-newest";
    private const string Attention = "attention";
    private const string Deadline = "deadline";
    private const string Day = "day";

    /// <summary>Sorts behind every character of a key.</summary>
    private const string Behind = "~~";

    private readonly StorageTable _table = tables.Orders;

    public async Task<IReadOnlyList<OrderSummary>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(ids, (id, token) => _table.FindAsync(PartitionOf(id), Row, null, token), cancellationToken);
        return [.. found.OfType<TableEntity>().Select(Read)];
    }

    public async Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancellationToken)
    {
        var before = (await GetAsync([.. orders.Select(static o => o.OrderId)], cancellationToken)).ToDictionary(static o => o.OrderId, StringComparer.Ordinal);
        // The last of two that are the same order.
        List<OrderChange> changes = [.. orders.Reverse().DistinctBy(static o => o.OrderId).Select(o => ChangeOf(before.GetValueOrDefault(o.OrderId), o))];
        await _table.UpsertAllAsync([.. changes.SelectMany(static c => c.Added)], cancellationToken);
        await _table.UpsertAllAsync([.. changes.Select(static c => c.Row)], cancellationToken);
        await _table.DeleteAllAsync([.. changes.SelectMany(static c => c.Removed)], cancellationToken);
    }

    /// <summary>The order goes last: one that is left over is found again, and what leads to it is removed then.</summary>
    public async Task DeleteAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var orders = await GetAsync(orderIds, cancellationToken);
        await _table.DeleteAllAsync([.. orders.SelectMany(static o => Entries(o).Concat(SearchWords.From(o).Select(word => KeyOf(word, o.OrderId))))], cancellationToken);
        await _table.DeleteAllAsync([.. orders.Select(static o => (PartitionOf(o.OrderId), Row))], cancellationToken);
    }

    public async Task<OrderListPage> ListAsync(OrderFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        if (filter.Search is { } word && await SearchAsync(word, cancellationToken) is { } ids)
            return OrderPosition.Page((await GetAsync(ids, cancellationToken)).Where(filter.Matches), filter.Sort, after, take);
        // Sorted by something else than the entries are; there are not many.
        if (filter.PromisedOnly && filter.Sort != OrderSort.Deadline)
        {
            var promised = await _table.ListAsync(RangeOf(filter with { Sort = OrderSort.Deadline }, null) + Conditions(filter), null, cancellationToken);
            return OrderPosition.Page(promised.Select(Read).Where(filter.Matches), filter.Sort, after, take);
        }
        var orders = new List<OrderSummary>(take);
        await foreach (var entity in _table.QueryAsync(RangeOf(filter, OrderPosition.Read(after)) + Conditions(filter), null, null, cancellationToken))
        {
            var order = Read(entity);
            if (!filter.Matches(order)) continue;
            if (orders.Count == take) return new OrderListPage(orders, OrderPosition.From(orders[^1], filter.Sort).Write());
            orders.Add(order);
        }
        return new OrderListPage(orders, null);
    }

    public async Task ReadTimesAsync(DateTimeOffset placedFrom, Action<OrderTimes> read, CancellationToken cancellationToken)
    {
        await foreach (var entity in _table.QueryAsync(RangeOf(new OrderFilter(PlacedFrom: placedFrom), null), null, null, cancellationToken))
        {
            var times = OrderTimes.From(Read(entity));
            // The range begins with the day.
            if (times.PlacedAt >= placedFrom) read(times);
        }
    }

    /// <summary>Reads the entries of open orders, of those that need attention and of promises that end soon: not many, however many orders there were.</summary>
    public async Task<OrderIndexCounts> CountAsync(DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken)
    {
        var open = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Open}"), ["RowKey", nameof(OrderSummary.Progress)], cancellationToken);
        var attention = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Attention}"), ["RowKey"], cancellationToken);
        var ends = await _table.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Deadline} and RowKey lt {Digits(soon.UtcTicks + 1)}"), ["RowKey"], cancellationToken);
        var breached = ends.Count(e => string.CompareOrdinal(e.RowKey, Digits(now.UtcTicks + 1)) < 0);
        return new OrderIndexCounts(
            open.CountBy(static e => Enum.Parse<OrderProgress>(e.GetString(nameof(OrderSummary.Progress)))).ToDictionary(static c => c.Key, static c => (long)c.Value), attention.Count, breached,
            ends.Count - breached);
    }

    /// <summary>The orders that a word leads to; null where there are too many to read each.</summary>
    private async Task<IReadOnlyList<string>?> SearchAsync(string word, CancellationToken cancellationToken)
    {
        var cut = SearchWords.Cut(word);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var whole = WordKey(SearchWords.Exact + cut);
        await foreach (var way in _table.QueryAsync(RangeOf(whole.Partition, whole.Row + TableKey.Separator, whole.Row + TableKey.AfterSeparator), [OrderId], null, cancellationToken))
            if (ids.Add(way.GetString(OrderId)) && ids.Count > Many) return null;
        if (cut.Length < SearchWords.Shortest) return [.. ids];
        var part = WordKey(cut);
        await foreach (var way in _table.QueryAsync(RangeOf(part.Partition, part.Row, part.Row + Behind), [OrderId], null, cancellationToken))
            if (ids.Add(way.GetString(OrderId)) && ids.Count > Many) return null;
        return [.. ids];
    }

    /// <summary>The part of the list that can hold matches, from the position on.</summary>
    private static string RangeOf(OrderFilter filter, OrderPosition? from)
    {
        if (filter.Sort == OrderSort.Deadline)
            return RangeOf(Deadline, from is { } at ? Key(at.Ticks, at.OrderId) + "!" : filter.DeadlineAfter is { } later ? Digits(later.UtcTicks + 1) : "", filter.DeadlineBefore is { } end ? Digits(end.UtcTicks + 1) : Behind);
        if (filter.Sort == OrderSort.Oldest) return RangeOf(Open, from is { } at ? Key(at.Ticks, at.OrderId) + "!" : "", Behind);
        var newest = from is { } place ? NewestKey(place.Ticks, place.OrderId) + "!" : "";
        if (filter.NeedsAttention is true) return RangeOf(Attention, newest, Behind);
        if (filter.OpenOnly) return RangeOf(OpenNewest, newest, Behind);
        var (first, last) = (DayPartition(filter.PlacedTo?.UtcTicks ?? DateTimeOffset.MaxValue.UtcTicks), DayPartition(filter.PlacedFrom?.UtcTicks ?? 0));
        if (from is not { } position) return TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last}");
        var day = DayPartition(position.Ticks);
        return TableClient.CreateQueryFilter($"PartitionKey ge {day} and PartitionKey le {last} and (PartitionKey gt {day} or RowKey gt {newest})");
    }

    private static string RangeOf(string partition, string first, string end) => TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end}");

    /// <summary>What storage can sort out by itself; the rest is looked at here.</summary>
    private static string Conditions(OrderFilter filter)
    {
        var text = new StringBuilder();
        if (filter.Progress is { Count: > 0 } wanted) text.Append(" and (").AppendJoin(" or ", wanted.Select(static p => TableClient.CreateQueryFilter($"Progress eq {p.ToString()}"))).Append(')');
        if (filter.Country is { } country) text.Append(TableClient.CreateQueryFilter($" and Country eq {country.ToLowerInvariant()}"));
        if (filter.Method is { } method) text.Append(TableClient.CreateQueryFilter($" and Method eq {method.ToLowerInvariant()}"));
        return text.ToString();
    }

    private static OrderChange ChangeOf(OrderSummary? before, OrderSummary order)
    {
        var content = PayloadJson.Compress(order.Write());
        var (entries, words) = (Entries(order), SearchWords.Changes(before, order));
        IReadOnlyList<(string Partition, string Row)> oldEntries = before is null ? [] : Entries(before);
        return new OrderChange(
            [.. entries.Select(e => Entity(e.Partition, e.Row, order, content)), .. words.Added.Select(word => WordEntity(word, order.OrderId))],
            Entity(PartitionOf(order.OrderId), Row, order, content),
            [.. oldEntries.Except(entries), .. words.Removed.Select(word => KeyOf(word, order.OrderId))]);
    }

    private static TableEntity WordEntity(string word, string orderId)
    {
        var (partition, row) = KeyOf(word, orderId);
        return new TableEntity(partition, row) { [OrderId] = orderId };
    }

    private static (string Partition, string Row) KeyOf(string word, string orderId)
    {
        var (partition, row) = WordKey(word);
        return (partition, row + TableKey.Separator + TableKey.Create(orderId));
    }

    private static List<(string Partition, string Row)> Entries(OrderSummary order)
    {
        var placed = order.PlacedAt.UtcTicks;
        var newest = NewestKey(placed, order.OrderId);
        var entries = new List<(string, string)> { (DayPartition(placed), newest) };
        if (order.IsOpen) entries.AddRange([(OpenNewest, newest), (Open, Key(placed, order.OrderId))]);
        if (order.NeedsAttention) entries.Add((Attention, newest));
        if (order.Deadline is { } end) entries.Add((Deadline, Key(end.UtcTicks, order.OrderId)));
        return entries;
    }

    /// <param name="content">The order, compressed.</param>
    private static TableEntity Entity(string partition, string row, OrderSummary order, byte[] content) => new(partition, row)
    {
        [nameof(OrderSummary.Progress)] = order.Progress.ToString(),
        [nameof(OrderSummary.Country)] = order.Country?.ToLowerInvariant(),
        [nameof(OrderSummary.Method)] = order.Method?.ToLowerInvariant(),
        [Content] = content
    };

    private static OrderSummary Read(TableEntity entity) => OrderSummary.Read(PayloadJson.Decompress(entity.GetBinary(Content)));

    private static string PartitionOf(string orderId) => TableKey.Create("id", orderId);

    /// <summary>Later days sort first.</summary>
    private static string DayPartition(long ticks) => TableKey.Create(Day, ((DateTimeOffset.MaxValue.UtcTicks - ticks) / TimeSpan.TicksPerDay).ToString("D7", CultureInfo.InvariantCulture));
    private static string NewestKey(long ticks, string orderId) => Key(DateTimeOffset.MaxValue.UtcTicks - ticks, orderId);
    private static string Key(long ticks, string orderId) => $"{Digits(ticks)}:{TableKey.Create(orderId)}";

    private static (string Partition, string Row) WordKey(string word)
    {
        var part = word[0] == SearchWords.Exact ? PartOfWhole : PartOfWord;
        return (TableKey.Create("word", word.Length <= part ? word : word[..part]), TableKey.Create(word));
    }

    /// <summary>Ticks that sort as text.</summary>
    private static string Digits(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);

    /// <param name="Added">Entries and words, which lead to the order.</param>
    /// <param name="Removed">Those that do so no longer.</param>
    private sealed record OrderChange(IReadOnlyList<TableEntity> Added, TableEntity Row, IReadOnlyList<(string Partition, string Row)> Removed);
}
