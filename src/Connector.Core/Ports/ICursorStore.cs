using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>How far each poll has come.</summary>
public interface ICursorStore
{
    /// <summary>Null before the first run.</summary>
    Task<StoredCursor?> GetAsync(CursorName name, CancellationToken cancellationToken);

    /// <summary>Moves the cursor if it still is where it was read (<paramref name="etag"/>; null: if there is none). False when someone else moved it.</summary>
    Task<bool> TrySetAsync(CursorName name, string value, string? etag, CancellationToken cancellationToken);
}

/// <param name="Value">The run's own JSON.</param>
public sealed record StoredCursor(string Value, string ETag, DateTimeOffset UpdatedAt);
