namespace Connector.Commercetools.Http;

/// <summary>Reads bodies no further than allowed, whatever their headers say.</summary>
internal static class CappedBody
{
    private const int FirstBuffer = 32 * 1024;
    private const int LargestTrustedLength = 8 * 1024 * 1024;

    /// <summary>The whole body; null when it is longer than <paramref name="maxBytes"/>.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, long maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes) return null;
        var (body, cut) = await ReadUpToAsync(content, maxBytes, cancellationToken);
        // A bare null would become an empty body here, by way of the conversion from an array.
        return cut ? default(ReadOnlyMemory<byte>?) : body;
    }

    /// <summary>The beginning of the body.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Body, bool Cut)> ReadUpToAsync(HttpContent content, long maxBytes, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte more than announced, so that the end is seen without growing.
        var expected = content.Headers.ContentLength is { } length and > 0 ? Math.Min(length + 1, LargestTrustedLength) : FirstBuffer;
        var buffer = new byte[Math.Min(expected, maxBytes + 1)];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0) return (buffer.AsMemory(0, filled), false);
            filled += read;
            if (filled > maxBytes) return (buffer.AsMemory(0, (int)maxBytes), true);
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, FirstBuffer), maxBytes + 1));
        }
    }
}
