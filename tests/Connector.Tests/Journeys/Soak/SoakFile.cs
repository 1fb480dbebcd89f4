using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Connector.Tests.Journeys.Soak;

/// <summary>The connector's file from outside: how much is in it, and whether anything is older than it is kept.</summary>
internal static class SoakFile
{
    /// <summary>One row or a few for each order, kept for ever: without them an order would be sent twice (docs/operations.md, How long things are kept).</summary>
    private static readonly string[] s_kept = ["sync_rows", "shipping_orders", "shipments", "parcels", "labels", "order_overrides", "rule_versions", "cursors"];

    private static readonly (string What, string Query)[] s_tooOld =
    [
        ("events", "SELECT COUNT(*) FROM journal_entries WHERE at < @old"),
        ("calls", "SELECT COUNT(*) FROM exchanges WHERE at < @old"),
        ("calls of orders without their call", "SELECT COUNT(*) FROM exchange_orders WHERE exchange_id NOT IN (SELECT id FROM exchanges)"),
        ("bodies", "SELECT COUNT(*) FROM exchanges WHERE at < @oldBodies AND (request_body IS NOT NULL OR response_body IS NOT NULL)"),
        ("errors that are over", "SELECT COUNT(*) FROM error_cases WHERE closed_at < @old"),
        ("orders in the list that have ended", "SELECT COUNT(*) FROM orders WHERE placed_at < @old AND open = 0 AND attention = 0"),
        ("words of orders that left the list", "SELECT COUNT(*) FROM order_words WHERE order_row NOT IN (SELECT id FROM orders)"),
        ("documents of labels", "SELECT COUNT(*) FROM label_documents WHERE keep_until < @now"),
        ("spending", "SELECT COUNT(*) FROM label_spends WHERE day < @oldDay"),
        ("messages", "SELECT COUNT(*) FROM messages"),
        ("errors", "SELECT COUNT(*) FROM dead_letters"),
        ("reservations", "SELECT COUNT(*) FROM sync_rows WHERE reserved_by IS NOT NULL")
    ];

    /// <summary>Rows by table; kept for ever, or not.</summary>
    public static async Task<SoakRows> CountAsync(string database)
    {
        await using var connection = await OpenAsync(database);
        var tables = new List<string>();
        await using (var reader = await Command(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables) rows[table] = await NumberAsync(Command(connection, $"SELECT COUNT(*) FROM {table}"));
        var bytes = await NumberAsync(Command(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
        return new SoakRows(rows.Where(static row => s_kept.Contains(row.Key)).Sum(static row => row.Value), rows.Where(static row => !s_kept.Contains(row.Key)).Sum(static row => row.Value), bytes, rows);
    }

    /// <summary>What should not be there any more, one line for each kind.</summary>
    public static async Task<IReadOnlyList<string>> TooOldAsync(string database, DateTimeOffset now, int keptDays)
    {
        var problems = new List<string>();
        await using var connection = await OpenAsync(database);
        foreach (var (what, query) in s_tooOld)
        {
            var command = Command(connection, query);
            // The run that removes them was up to a day ago.
            command.Parameters.AddWithValue("@now", now.AddDays(-1).UtcTicks);
            command.Parameters.AddWithValue("@old", now.AddDays(-keptDays - 1).UtcTicks);
            command.Parameters.AddWithValue("@oldBodies", now.AddDays(-keptDays / 4 - 1).UtcTicks);
            command.Parameters.AddWithValue("@oldDay", now.AddDays(-keptDays - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            if (await NumberAsync(command) is > 0 and var count) problems.Add($"{count} {what} are still there");
        }
        return problems;
    }

    private static async Task<SqliteConnection> OpenAsync(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static async Task<long> NumberAsync(SqliteCommand command) => (long)(await command.ExecuteScalarAsync())!;
}

/// <param name="Kept">In the tables whose rows stay for ever.</param>
/// <param name="Passing">In all others.</param>
internal sealed record SoakRows(long Kept, long Passing, long Bytes, IReadOnlyDictionary<string, long> ByTable);
