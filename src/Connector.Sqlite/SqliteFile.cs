using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Sqlite;

/// <summary>Makes a new file ready and refuses one that is not ours to write to.</summary>
public static class SqliteFile
{
    public const string PathKey = SqliteOptions.SectionName + ":" + nameof(SqliteOptions.Path);
    public const int SchemaVersion = 8;

    /// <summary>Marks the file as the connector's in its header.</summary>
    private const int ApplicationId = 0x63_74_53_73;

    /// <summary>The writer's session on a file of the current schema. Throws <see cref="OptionsValidationException"/> naming the setting.</summary>
    internal static SqliteSession Open(string path)
    {
        SqliteSession? session = null;
        try
        {
            FileAccessRights.MakeForOwner(path);
            session = new SqliteSession(path);
            Prepare(session, path);
            foreach (var file in FilesOf(path)) FileAccessRights.KeepForOwner(file);
            return session;
        }
        catch (SqliteException e)
        {
            session?.Dispose();
            throw Refuse(path, SqliteFailure.Problem(e) ?? $"cannot be used ({e.Message})");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            session?.Dispose();
            throw Refuse(path, SqliteFailure.Problem(e));
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>The file and what SQLite keeps beside it while it is open; not all of them are there.</summary>
    public static IReadOnlyList<string> FilesOf(string path) => [path, path + "-wal", path + "-shm"];

    private static void Prepare(SqliteSession session, string path)
    {
        if (VersionOf(session, path) == SchemaVersion) return;
        // The mode stays in the file; it cannot be changed inside a transaction.
        if (session.Value<string>("PRAGMA journal_mode = WAL") != "wal") throw Refuse(path, "is where no write-ahead log is possible (a network drive?)");
        session.InTransaction(s =>
        {
            // Another process may have done some of it while this one waited for the lock.
            for (var next = VersionOf(s, path) + 1; next <= SchemaVersion; next++) s.Execute(ReadSchema(next));
            SqliteRedactionKey.Make(s);
            s.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {SchemaVersion};");
            return true;
        });
    }

    /// <summary>0 for a new file. Every version adds to the one before; files of all of them are brought up when they are opened.</summary>
    private static long VersionOf(SqliteSession session, string path)
    {
        // In this order: another process may make the file ready between the two, and then it must not look like a full one without a version.
        var isEmpty = session.Value<long>("SELECT count(*) FROM sqlite_schema") == 0;
        var version = session.Value<long>("PRAGMA user_version");
        if (isEmpty && version == 0) return 0;
        if (session.Value<long>("PRAGMA application_id") != ApplicationId) throw Refuse(path, "is the database of another program");
        return version switch
        {
            > 0 and <= SchemaVersion => version,
            > SchemaVersion => throw Refuse(path, $"was written by a newer connector (schema {version}; this one knows {SchemaVersion})"),
            _ => throw Refuse(path, $"has schema {version}, which this connector cannot bring up to {SchemaVersion}")
        };
    }

    private static string ReadSchema(long version)
    {
        using var stream = typeof(SqliteFile).Assembly.GetManifestResourceStream($"Schema.{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static OptionsValidationException Refuse(string path, string problem) =>
        new(SqliteOptions.SectionName, typeof(SqliteOptions), [SqliteFailure.Sentence(path, problem)]);
}
