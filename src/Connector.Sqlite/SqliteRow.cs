using SQLitePCL;

namespace Connector.Sqlite;

/// <summary>The row that a statement is at; valid until its next step. Instants are kept in columns as UTC ticks, enum members by name.</summary>
internal readonly struct SqliteRow(sqlite3_stmt statement)
{
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);
    public int Int(int column) => raw.sqlite3_column_int(statement, column);
    public bool Flag(int column) => Number(column) != 0;
    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>A text or a blob where SQLite has it; valid until the next step of the statement.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(statement, column);
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();
    public DateTimeOffset Instant(int column) => new(Number(column), TimeSpan.Zero);
    public T Member<T>(int column) where T : struct, Enum => Enum.Parse<T>(Text(column));

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);
    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
}
