using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>
/// The list of orders in the file. Parts of numbers are found by the endings of each number, which are words of an index; a part that very many numbers have is looked for
/// along the list instead, where the next match is never far.
/// </summary>
public sealed class SqliteOrderIndex(SqliteDatabase database) : IOrderIndex
{
    private readonly KnownSummaries _known = new();

    /// <summary>From so many matches on it is quicker to walk along the list.</summary>
    internal const int Many = 2000;

    private const string UpsertSql =
        "INSERT INTO orders (order_id, numbers, progress, open, attention, locations, country, method, placed_at, deadline, content) "
        + "VALUES (@order_id, @numbers, @progress, @open, @attention, @locations, @country, @method, @placed_at, @deadline, @content) "
        + "ON CONFLICT (order_id) DO UPDATE SET numbers = @numbers, progress = @progress, open = @open, attention = @attention, locations = @locations, country = @country, method = @method, "
        + "placed_at = @placed_at, deadline = @deadline, content = @content RETURNING id";

    private const string WordRange = "SELECT order_row FROM order_words WHERE word >= @word AND word < @word_end";
    private const string TimesSql =
        "SELECT placed_at, content ->> '$.dueAt', content ->> '$.sentAt', content ->> '$.labelledAt', iif(progress IN ('Cancelled', 'NotForShipping'), NULL, content ->> '$.shipBy') FROM orders WHERE placed_at >= @from";
    private const string AddWords = "INSERT OR IGNORE INTO order_words (word, order_row) SELECT value, @row FROM json_each(@words)";
    private const string RemoveWords = "DELETE FROM order_words WHERE word IN (SELECT value FROM json_each(@words)) AND order_row = @row";
    private const string WholeWord = "SELECT order_row FROM order_words WHERE word = @whole";

    public Task<IReadOnlyList<OrderSummary>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OrderSummary>>(
        session => session.Statement("SELECT content FROM orders WHERE order_id IN (SELECT value FROM json_each(@ids))").With("@ids", IdList.Write(orderIds)).List(ReadKnown), cancellationToken);

    public Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var order in orders) Put(session, order);
            return true;
        },
        cancellationToken);

    public Task DeleteAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            foreach (var id in orderIds)
            {
                var gone = session.Statement("DELETE FROM orders WHERE order_id = @id RETURNING id, content").With("@id", id).List(static r => (Row: r.Number(0), Order: OrderSummary.Read(r.Utf8(1))));
                foreach (var (row, order) in gone) Change(session, RemoveWords, row, SearchWords.From(order));
            }
            return true;
        },
        cancellationToken);

    public Task<OrderListPage> ListAsync(OrderFilter filter, string? after, int take, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (column, ascending) = filter.Sort switch { OrderSort.Deadline => ("deadline", true), OrderSort.Oldest => ("placed_at", true), _ => ("placed_at", false) };
            var parts = new List<string>();
            if (filter.PromisedOnly) parts.Add("deadline IS NOT NULL");
            if (filter.OpenOnly) parts.Add("open = 1");
            if (filter.NeedsAttention is { } attention) parts.Add($"attention = {(attention ? 1 : 0)}");
            // One is a part of an index that has the order of the list. For several the list itself is walked, which ends at the page's last row; the plus keeps it from being collected and sorted.
            if (filter.Progress is { Count: > 0 }) parts.Add(filter.Progress.Count == 1 ? "progress = @progress" : filter.OpenOnly ? "progress IN (SELECT value FROM json_each(@progress))" : "+progress IN (SELECT value FROM json_each(@progress))");
            if (filter.Location is not null) parts.Add("instr(locations, @location) > 0");
            if (filter.Country is not null) parts.Add("country = @country");
            if (filter.Method is not null) parts.Add("method = @method");
            if (filter.PlacedFrom is not null) parts.Add("placed_at >= @from");
            if (filter.PlacedTo is not null) parts.Add("placed_at < @to");
            if (filter.DeadlineBefore is not null) parts.Add("deadline <= @before");
            if (filter.DeadlineAfter is not null) parts.Add("deadline > @later");
            var search = filter.Search is { } word ? Search.For(session, word) : null;
            if (search is not null) parts.Add(search.Condition);
            var from = OrderPosition.Read(after);
            if (from is not null) parts.Add($"({column} {(ascending ? '>' : '<')} @at OR ({column} = @at AND order_id > @id))");
            var direction = ascending ? "ASC" : "DESC";
            var statement = session.Statement(
                $"SELECT content FROM orders {(parts.Count > 0 ? "WHERE " + string.Join(" AND ", parts) : "")} ORDER BY {column} {direction}, order_id LIMIT @take").With("@take", take + 1L);
            if (filter.Progress is { Count: > 0 } wanted) statement.With("@progress", wanted is [var only] ? only.ToString() : IdList.Write([.. wanted.Select(static p => p.ToString())]));
            if (filter.Location is { } location) statement.With("@location", Between([location]));
            if (filter.Country is { } country) statement.With("@country", country.ToLowerInvariant());
            if (filter.Method is { } method) statement.With("@method", method.ToLowerInvariant());
            if (filter.PlacedFrom is { } first) statement.With("@from", first.UtcTicks);
            if (filter.PlacedTo is { } last) statement.With("@to", last.UtcTicks);
            if (filter.DeadlineBefore is { } before) statement.With("@before", before.UtcTicks);
            if (filter.DeadlineAfter is { } later) statement.With("@later", later.UtcTicks);
            search?.Bind(statement);
            if (from is { } position) statement.With("@at", position.Ticks).With("@id", position.OrderId);
            var rows = statement.List(Read);
            if (rows.Count <= take) return new OrderListPage(rows, null);
            rows.RemoveAt(take);
            return new OrderListPage(rows, OrderPosition.From(rows[^1], filter.Sort).Write());
        },
        cancellationToken);

    public Task ReadTimesAsync(DateTimeOffset placedFrom, Action<OrderTimes> read, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            session.Statement(TimesSql).With("@from", placedFrom.UtcTicks).Each(row => read(new OrderTimes(row.Instant(0), Instant(row, 1), Instant(row, 2), Instant(row, 3), Instant(row, 4))));
            return true;
        },
        cancellationToken);

    public Task<OrderIndexCounts> CountAsync(DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var open = session.Statement("SELECT progress, count(*) FROM orders INDEXED BY orders_open WHERE open = 1 GROUP BY progress").List(static r => (Progress: r.Member<OrderProgress>(0), Count: r.Number(1)))
                .ToDictionary(static c => c.Progress, static c => c.Count);
            var attention = session.Statement("SELECT count(*) FROM orders WHERE attention = 1").List(static r => r.Number(0))[0];
            var ends = session.Statement("SELECT count(*) FILTER (WHERE deadline <= @now), count(*) FROM orders WHERE deadline IS NOT NULL AND deadline <= @soon")
                .With("@now", now.UtcTicks).With("@soon", soon.UtcTicks).List(static r => (Breached: r.Number(0), All: r.Number(1)))[0];
            return new OrderIndexCounts(open, attention, ends.Breached, ends.All - ends.Breached);
        },
        cancellationToken);

    private void Put(SqliteSession session, OrderSummary order)
    {
        var content = order.Write();
        var before = session.Statement("SELECT content FROM orders WHERE order_id = @id").With("@id", order.OrderId).List(ReadKnown).FirstOrDefault();
        var row = session.Statement(UpsertSql)
            .With("@order_id", order.OrderId).With("@numbers", Between(SearchWords.Numbers(order))).With("@progress", order.Progress.ToString()).With("@open", order.IsOpen ? 1L : 0L)
            .With("@attention", order.NeedsAttention ? 1L : 0L).With("@locations", Between(order.Locations)).With("@country", order.Country?.ToLowerInvariant())
            .With("@method", order.Method?.ToLowerInvariant()).With("@placed_at", order.PlacedAt.UtcTicks).With("@deadline", order.Deadline?.UtcTicks)
            .WithText("@content", content).List(static r => r.Number(0))[0];
        _known.Keep(content, order);
        var (added, removed) = SearchWords.Changes(before, order);
        Change(session, AddWords, row, added);
        Change(session, RemoveWords, row, removed);
    }

    private static void Change(SqliteSession session, string sql, long row, IReadOnlyCollection<string> words)
    {
        if (words.Count > 0) session.Statement(sql).With("@words", IdList.Write(words)).With("@row", row).Run();
    }

    private static DateTimeOffset? Instant(SqliteRow row, int column) => row.TextOrNull(column) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    private static OrderSummary Read(SqliteRow row) => OrderSummary.Read(row.Utf8(0));

    private OrderSummary ReadKnown(SqliteRow row) => _known.Read(row.Utf8(0));

    /// <summary>Texts that are looked for as a whole by looking for one between its line feeds.</summary>
    private static string Between(IEnumerable<string> texts) => "\n" + string.Join('\n', texts.Select(static t => t.ToLowerInvariant())) + "\n";

    /// <param name="Word">Cut to the length of words.</param>
    /// <param name="IsPart">Long enough to be looked for in numbers.</param>
    private sealed record Search(string Word, bool IsPart, bool IsMany)
    {
        public string Condition => this switch
        {
            { IsPart: false } => $"id IN ({WholeWord})",
            { IsMany: true } => $"(instr(numbers, @word) > 0 OR id IN ({WholeWord}))",
            _ => $"id IN ({WordRange} UNION ALL {WholeWord})"
        };

        public static Search For(SqliteSession session, string word)
        {
            var cut = SearchWords.Cut(word);
            if (cut.Length < SearchWords.Shortest) return new Search(cut, IsPart: false, IsMany: false);
            var matches = session.Statement($"SELECT count(*) FROM ({WordRange} LIMIT {Many})").With("@word", cut).With("@word_end", End(cut)).List(static r => r.Number(0))[0];
            return new Search(cut, IsPart: true, matches >= Many);
        }

        public void Bind(SqliteStatement statement)
        {
            statement.With("@whole", SearchWords.Exact + Word);
            if (!IsPart) return;
            statement.With("@word", Word);
            if (!IsMany) statement.With("@word_end", End(Word));
        }

        /// <summary>Behind every text that begins so.</summary>
        private static string End(string word) => word + "\U0010FFFF";
    }
}
