using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Connector.Sqlite;

/// <summary>
/// A prepared statement of one session, used again and again. Every parameter of its text must be set on every use. It speaks to SQLite's own interface
/// below the ADO.NET classes: a batch makes hundreds of small writes, and the command objects' own cost was about a third of theirs.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    /// <summary>In characters, each of at most three bytes.</summary>
    private const int LongestOnStack = 1024;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Dictionary<string, int> _parameters = new(StringComparer.Ordinal);

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        for (var index = 1; index <= raw.sqlite3_bind_parameter_count(_statement); index++)
            _parameters.Add(raw.sqlite3_bind_parameter_name(_statement, index).utf8_to_string(), index);
    }

    public SqliteStatement With(string name, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, _parameters[name], number) : raw.sqlite3_bind_null(_statement, _parameters[name]));
        return this;
    }

    public SqliteStatement With(string name, string? value)
    {
        var index = _parameters[name];
        if (value is null) Check(raw.sqlite3_bind_null(_statement, index));
        // An empty span has no address to pass.
        else if (value.Length is 0 or > LongestOnStack) Check(raw.sqlite3_bind_text(_statement, index, value));
        else
        {
            Span<byte> utf8 = stackalloc byte[LongestOnStack * 3];
            Check(raw.sqlite3_bind_text(_statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        }
        return this;
    }

    /// <summary>A text that is in UTF-8 already; not an empty one.</summary>
    public SqliteStatement WithText(string name, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, _parameters[name], utf8));
        return this;
    }

    public SqliteStatement With(string name, byte[]? value)
    {
        // A blob without bytes has no address to pass, and SQLite would take it for a null.
        Check(value switch
        {
            null => raw.sqlite3_bind_null(_statement, _parameters[name]),
            [] => raw.sqlite3_bind_zeroblob(_statement, _parameters[name], 0),
            _ => raw.sqlite3_bind_blob(_statement, _parameters[name], value)
        });
        return this;
    }

    /// <summary>How many rows it changed.</summary>
    public int Run()
    {
        try
        {
            while (Step()) { }
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public List<T> List<T>(Func<SqliteRow, T> read)
    {
        var list = new List<T>();
        foreach (var row in Rows()) list.Add(read(row));
        return list;
    }

    /// <summary>Calls for one row after the other; none is kept.</summary>
    public void Each(Action<SqliteRow> read)
    {
        foreach (var row in Rows()) read(row);
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>One row after the other, each valid until the next; the statement is ready again when nobody asks for more.</summary>
    private IEnumerable<SqliteRow> Rows()
    {
        try
        {
            while (Step()) yield return new SqliteRow(_statement);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>True when it is at a row, false at the end.</summary>
    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not raw.SQLITE_ROW and not raw.SQLITE_DONE) Check(result);
        return result == raw.SQLITE_ROW;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
