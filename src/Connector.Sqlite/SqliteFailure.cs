using Connector.Core.Model.Messages;
using Microsoft.Data.Sqlite;

namespace Connector.Sqlite;

/// <summary>What a failure of SQLite means for the connector: the only place that knows its codes.</summary>
internal static class SqliteFailure
{
    /// <summary>What is wrong with the file, in the words that follow its name; null for a fault of our own statements.</summary>
    public static string? Problem(SqliteException failure) => CodeOf(failure) switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "is locked by another process",
        SQLitePCL.raw.SQLITE_FULL => "cannot grow: the disk is full",
        SQLitePCL.raw.SQLITE_IOERR => "cannot be read or written: the disk or the file system reports an error",
        SQLitePCL.raw.SQLITE_NOTADB => "is not a SQLite database",
        SQLitePCL.raw.SQLITE_CORRUPT => "is damaged; restore a copy (docs/operations.md)",
        SQLitePCL.raw.SQLITE_CANTOPEN => "cannot be opened, or the files -wal and -shm cannot be created beside it",
        SQLitePCL.raw.SQLITE_READONLY => "cannot be written to",
        SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH => "cannot be used by this user",
        SQLitePCL.raw.SQLITE_NOMEM => "cannot be read: out of memory",
        SQLitePCL.raw.SQLITE_NOLFS or SQLitePCL.raw.SQLITE_PROTOCOL => "is on a file system that SQLite cannot use",
        _ => null
    };

    /// <summary>The failure as the engine takes it.</summary>
    public static StorageException Create(SqliteException failure, string path, string problem) => new(
        // A damaged file does not repair itself, as little as a bad message does; everything else may be over at the next attempt.
        CodeOf(failure) is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB ? FailureKind.Unknown : FailureKind.Transient,
        CodeOf(failure) switch
        {
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => ErrorCodes.Timeout,
            SQLitePCL.raw.SQLITE_FULL => ErrorCodes.StorageFull,
            _ => ErrorCodes.StorageFailed
        },
        Sentence(path, problem), failure);

    /// <summary>Without the details that SQLite may put into the upper bits.</summary>
    private static int CodeOf(SqliteException failure) => failure.SqliteErrorCode & 0xFF;

    /// <summary>One sentence that names the setting.</summary>
    public static string Sentence(string path, string problem) => $"{SqliteFile.PathKey}: '{path}' {problem}.";

    /// <summary>As <see cref="Problem(SqliteException)"/>, for what the file system says before SQLite does.</summary>
    public static string Problem(Exception failure) => failure switch
    {
        UnauthorizedAccessException => "cannot be created or opened by this user",
        DirectoryNotFoundException => "is in a folder that does not exist",
        _ => $"cannot be created or opened ({failure.Message.Split('\n')[0].TrimEnd('.', ' ')})"
    };
}
