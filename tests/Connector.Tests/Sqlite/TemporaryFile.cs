using Connector.Sqlite;

namespace Connector.Tests.Sqlite;

/// <summary>A database file of one test; closed and removed at its end.</summary>
public sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connector-test-").FullName;
    private readonly List<SqliteDatabase> _open = [];

    public string Path => System.IO.Path.Combine(_folder, "connector.db");

    /// <summary>Opens the file once more, as another process would.</summary>
    public SqliteDatabase Open()
    {
        var database = new SqliteDatabase(Path);
        _open.Add(database);
        return database;
    }

    public void Dispose()
    {
        foreach (var database in _open) database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
