using System.Security.Cryptography;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>The key of the journal's hashes, kept in the file.</summary>
public sealed class SqliteRedactionKey(SqliteDatabase database) : IRedactionKey
{
    private const string Name = "redaction key";

    public byte[] Read() =>
        // A read of the file runs on its caller's thread: its task is over when it comes back.
        database.ReadAsync(static session => session.Statement("SELECT value FROM installation WHERE name = @name").With("@name", Name).List(static r => r.Bytes(0)).Single(), default)
            .GetAwaiter().GetResult();

    /// <summary>Makes the key where there is none.</summary>
    internal static void Make(SqliteSession session) =>
        session.Statement("INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO NOTHING")
            .With("@name", Name).With("@value", RandomNumberGenerator.GetBytes(RedactionOptions.KeyBytes)).Run();
}
