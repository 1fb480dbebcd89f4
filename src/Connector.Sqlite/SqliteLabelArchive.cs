using Connector.Core.Ports.Labels;

namespace Connector.Sqlite;

/// <summary>Label documents in the file.</summary>
public sealed class SqliteLabelArchive(SqliteDatabase database) : ILabelArchive
{
    public Task PutAsync(string id, string format, ReadOnlyMemory<byte> content, DateTimeOffset keepUntil, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("INSERT INTO label_documents (id, format, keep_until, content) VALUES (@id, @format, @end, @content) "
                + "ON CONFLICT (id) DO UPDATE SET format = @format, keep_until = @end, content = @content")
            .With("@id", id).With("@format", format).With("@end", keepUntil.UtcTicks).With("@content", content.ToArray()).Run(),
        cancellationToken);

    public Task<ArchivedDocument?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement("SELECT format, content FROM label_documents WHERE id = @id").With("@id", id)
            .List(r => new ArchivedDocument(id, r.Text(0), r.Bytes(1))).FirstOrDefault(),
        cancellationToken);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Statement("DELETE FROM label_documents WHERE id = @id").With("@id", id).Run() > 0, cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Statement("DELETE FROM label_documents WHERE keep_until <= @now").With("@now", now.UtcTicks).Run(), cancellationToken);
}
