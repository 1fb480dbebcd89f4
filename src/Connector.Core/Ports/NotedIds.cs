using System.Globalization;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>Ids of shipping orders in a note. Adding one twice changes nothing.</summary>
internal static class NotedIds
{
    private const char Separator = ' ';

    public static async Task<IReadOnlyList<long>> ListAsync(ICursorStore notes, CursorName name, CancellationToken cancellationToken) =>
        await notes.GetAsync(name, cancellationToken) is { } note ? [.. note.Value.Split(Separator).Select(static id => long.Parse(id, CultureInfo.InvariantCulture))] : [];

    /// <returns>False where somebody else wrote the note meanwhile.</returns>
    public static async Task<bool> AddAsync(ICursorStore notes, CursorName name, long id, CancellationToken cancellationToken)
    {
        var note = await notes.GetAsync(name, cancellationToken);
        var (known, text) = (note?.Value.Split(Separator) ?? [], id.ToString(CultureInfo.InvariantCulture));
        return known.Contains(text, StringComparer.Ordinal) || await notes.TrySetAsync(name, string.Join(Separator, [.. known, text]), note?.ETag, cancellationToken);
    }
}
