using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Connector.Sqlite;

/// <summary>How values stand in columns: instants as UTC ticks, enum members by name, lists of ids as a JSON array.</summary>
internal static class SqliteValues
{
    /// <summary>For <c>IN (SELECT value FROM json_each(@ids))</c>: one prepared statement for any number of ids.</summary>
    public static string Json(IReadOnlyCollection<string> ids) => JsonSerializer.Serialize(ids);

    public static DateTimeOffset Instant(this SqliteDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);
    public static DateTimeOffset? InstantOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
    public static byte[]? BytesOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);
    public static T Member<T>(this SqliteDataReader row, int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column));
}
