using Microsoft.Data.Sqlite;

namespace Connector.Sqlite;

/// <summary>One open connection with its prepared statements; used by one caller at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    public SqliteSession(string path)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 30 };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            // How long SQLite tries again while another process is writing, in milliseconds.
            Execute("PRAGMA busy_timeout = 30000");
            // In WAL mode NORMAL syncs at checkpoints only: a killed process loses nothing that was committed; a power cut may lose the last commits but never
            // breaks the file, and what they said is done again from what the two sides say (reserve / call / commit).
            Execute("PRAGMA synchronous = NORMAL");
            Execute("PRAGMA temp_store = MEMORY");
            Execute("PRAGMA cache_size = -4000");
            Execute("PRAGMA wal_autocheckpoint = 4000");
            Execute("PRAGMA journal_size_limit = 67108864");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The statement of this text, prepared once.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement)) return statement;
        return _statements[sql] = new SqliteStatement(_connection, sql);
    }

    /// <summary>Runs several statements, or one that is not worth keeping.</summary>
    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first value that the text yields.</summary>
    public T Value<T>(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        reader.Read();
        return reader.GetFieldValue<T>(0);
    }

    /// <summary>
    /// All of the work or nothing. The write lock on the file is taken at the beginning, so that what the work reads is still true when it writes, whichever
    /// other process has the file open.
    /// </summary>
    public T InTransaction<T>(Func<SqliteSession, T> work)
    {
        // One that could not even be rolled back, as the disk had failed.
        if (IsInTransaction) Statement("ROLLBACK").Run();
        Statement("BEGIN IMMEDIATE").Run();
        try
        {
            var result = work(this);
            Statement("COMMIT").Run();
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    private void RollBack()
    {
        try
        {
            // Some failures (a full disk) have rolled back already.
            if (IsInTransaction) Statement("ROLLBACK").Run();
        }
        catch (SqliteException)
        {
            // What went wrong first is what must be said; the next transaction rolls back.
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }
}
