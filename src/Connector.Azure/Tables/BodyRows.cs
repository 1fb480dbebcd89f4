using System.Globalization;
using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>
/// Long bytes of a row: in as many of its columns as they need, or, where that would make the row too large, in rows of their own beside it. Those carry
/// a generation of their own and are written before the row that names them, so that a crash leaves rows that nobody reads, never a row without its body.
/// </summary>
internal sealed class BodyRows(StorageTable table)
{
    /// <summary>Largest column that Table Storage takes.</summary>
    public const int ColumnBytes = 64 * 1024;

    /// <summary>A row with two such bodies stays below 1 MiB even in the base64 of the wire.</summary>
    public const int InlineColumns = 4;

    /// <summary>Starts the row keys of body rows.</summary>
    public const string RowPrefix = "p:";

    private const int ColumnsPerRow = 10;

    /// <summary>Puts the body into the row, after writing rows beside it where it is too long. Null takes no column at all.</summary>
    public async Task WriteAsync(TableEntity row, string name, byte[]? body, CancellationToken cancellationToken)
    {
        if (body is null) return;
        if (body.Length <= InlineColumns * ColumnBytes)
        {
            WriteColumns(row, name, body);
            return;
        }
        var generation = Guid.NewGuid().ToString("N");
        var parts = body.Chunk(ColumnsPerRow * ColumnBytes).Select((bytes, i) =>
        {
            var part = new TableEntity(row.PartitionKey, PartKey(row.RowKey, generation, i));
            WriteColumns(part, name, bytes);
            return part;
        }).ToList();
        foreach (var part in parts) await table.UpsertAsync(part, cancellationToken);
        row[Beside(name)] = string.Create(CultureInfo.InvariantCulture, $"{generation}.{parts.Count}");
    }

    /// <summary>
    /// The row as <paramref name="read"/> makes it of the row and its body. Null when the row went away meanwhile; one that got another body meanwhile is
    /// read again.
    /// </summary>
    public async Task<T?> ReadAsync<T>(TableEntity? row, string name, Func<TableEntity, byte[]?, T> read, CancellationToken cancellationToken) where T : class
    {
        while (row is not null)
        {
            if (row.GetString(Beside(name)) is not { } beside) return read(row, ReadColumns(row, name));
            if (await ReadBesideAsync(row, name, beside, cancellationToken) is { } body) return read(row, body);
            var again = await table.FindAsync(row.PartitionKey, row.RowKey, null, cancellationToken);
            if (again is not null && string.Equals(again.GetString(Beside(name)), beside, StringComparison.Ordinal))
                throw new InvalidDataException($"A part of {name} is missing.");
            row = again;
        }
        return null;
    }

    /// <summary>
    /// Inserts the row with its body, or replaces the one that was read, and removes what nothing names afterwards. False when someone else was faster.
    /// </summary>
    public async Task<bool> ReplaceAsync(TableEntity? kept, TableEntity row, string name, byte[]? body, CancellationToken cancellationToken)
    {
        await WriteAsync(row, name, body, cancellationToken);
        var etag = kept is null
            ? await table.InsertAsync(row, cancellationToken)
            : await table.UpdateAsync(row, kept.ETag.ToString(), TableUpdateMode.Replace, cancellationToken);
        var unnamed = etag is null ? PlaceOf(row, name) : kept is null ? null : PlaceOf(kept, name);
        await RemoveAsync(row.PartitionKey, row.RowKey, unnamed, cancellationToken);
        return etag is not null;
    }

    /// <summary>Where a row keeps this body; null: in itself, or nowhere. Needs only the column <see cref="Beside"/>.</summary>
    public static string? PlaceOf(TableEntity row, string name) => row.GetString(Beside(name));

    /// <summary>The column that names the rows beside.</summary>
    public static string Beside(string name) => name + "Beside";

    /// <summary>Removes what <see cref="PlaceOf"/> named, once no row names it any longer.</summary>
    public async Task RemoveAsync(string partitionKey, string rowKey, string? place, CancellationToken cancellationToken)
    {
        if (place is null) return;
        var (generation, count) = Parse(place);
        for (var i = 0; i < count; i++) await table.DeleteAsync(partitionKey, PartKey(rowKey, generation, i), null, cancellationToken);
    }

    private async Task<byte[]?> ReadBesideAsync(TableEntity row, string name, string place, CancellationToken cancellationToken)
    {
        var (generation, count) = Parse(place);
        using var body = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            if (await table.FindAsync(row.PartitionKey, PartKey(row.RowKey, generation, i), null, cancellationToken) is not { } part) return null;
            body.Write(ReadColumns(part, name));
        }
        return body.ToArray();
    }

    private static void WriteColumns(TableEntity row, string name, byte[] body)
    {
        // An empty body is one empty column; no column at all means null.
        row[name] = body.Length <= ColumnBytes ? body : body[..ColumnBytes];
        for (var (i, start) = (1, ColumnBytes); start < body.Length; i++, start += ColumnBytes)
            row[Column(name, i)] = body[start..Math.Min(start + ColumnBytes, body.Length)];
    }

    private static byte[]? ReadColumns(TableEntity row, string name)
    {
        if (row.GetBinary(name) is not { } first) return null;
        if (row.GetBinary(Column(name, 1)) is null) return first;
        using var body = new MemoryStream();
        body.Write(first);
        for (var i = 1; row.GetBinary(Column(name, i)) is { } next; i++) body.Write(next);
        return body.ToArray();
    }

    private static string Column(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}{index}");

    private static string PartKey(string rowKey, string generation, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{RowPrefix}{rowKey}:{generation}:{index:D4}");

    private static (string Generation, int Count) Parse(string place)
    {
        var parts = place.Split('.');
        return (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
