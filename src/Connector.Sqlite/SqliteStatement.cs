using Microsoft.Data.Sqlite;

namespace Connector.Sqlite;

/// <summary>A prepared statement of one session, used again and again. Every parameter of its text must be set on every use.</summary>
internal sealed class SqliteStatement(SqliteCommand command) : IDisposable
{
    public SqliteStatement With(string name, object? value)
    {
        var index = command.Parameters.IndexOf(name);
        if (index < 0) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        else command.Parameters[index].Value = value ?? DBNull.Value;
        return this;
    }

    /// <summary>How many rows it changed.</summary>
    public int Run() => command.ExecuteNonQuery();

    public List<T> List<T>(Func<SqliteDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose() => command.Dispose();
}
