using System.Collections.Concurrent;
using Connector.Core.Model.Messages;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Sqlite;

/// <summary>
/// The connector's file: one writer at a time, readers beside it that see the last commit. Other processes may have it open too. A store call runs on its
/// caller's thread: SQLite has no asynchronous I/O, and a transaction of ours takes milliseconds.
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int KeptReaders = 8;

    private readonly string _path;
    private readonly SqliteSession _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private bool _disposed;

    /// <summary>
    /// Opens the file, or makes it. Throws <see cref="OptionsValidationException"/> naming Sqlite:Path when it is no SQLite database, another program's,
    /// or of a newer connector.
    /// </summary>
    public SqliteDatabase(string path)
    {
        _path = System.IO.Path.GetFullPath(path);
        _writer = SqliteFile.Open(_path);
    }

    public string Path => _path;

    /// <summary>Runs the work in one transaction, after the writers before it. Throws <see cref="StorageException"/> when the file cannot be used.</summary>
    internal async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _writer.InTransaction(work);
        }
        catch (SqliteException e) when (SqliteFailure.Problem(e) is { } problem)
        {
            throw SqliteFailure.Create(e, _path, problem);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs one statement that reads; it sees everything committed before. Throws <see cref="StorageException"/> when the file cannot be used.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteSession? session = null;
        try
        {
            if (!_readers.TryTake(out session)) session = OpenReader();
            return Task.FromResult(work(session));
        }
        catch (SqliteException e) when (SqliteFailure.Problem(e) is { } problem)
        {
            throw SqliteFailure.Create(e, _path, problem);
        }
        finally
        {
            if (_disposed || _readers.Count >= KeptReaders) session?.Dispose();
            else if (session is not null) _readers.Add(session);
        }
    }

    public void Dispose()
    {
        _writing.Wait();
        try
        {
            if (_disposed) return;
            _disposed = true;
            while (_readers.TryTake(out var reader)) reader.Dispose();
            _writer.Dispose();
        }
        finally
        {
            // The semaphore itself is left to the collector: a writer may still be waiting for it and gets its ObjectDisposedException from above.
            _writing.Release();
        }
    }

    private SqliteSession OpenReader()
    {
        var session = new SqliteSession(_path);
        session.Execute("PRAGMA query_only = 1");
        // There may be several, and the operating system has the file in memory.
        session.Execute("PRAGMA cache_size = -2000");
        return session;
    }
}
