namespace Connector.Http;

/// <summary>Reads a body up to a cap, whatever its headers say. The cap counts unpacked bytes, so a small packed response cannot grow without end.</summary>
public static class BodyReader
{
    /// <summary>Of a failure only the beginning is of use.</summary>
    private const int FailureCap = 64 * 1024;
    private const int FirstBuffer = 32 * 1024;
    private const int LargestTrustedLength = 8 * 1024 * 1024;

    /// <summary>The whole body of a success, empty when it is longer than the cap; the beginning of a failure. Without a byte order mark.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool TooLarge)> ReadAsync(HttpResponseMessage response, long cap, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode) return (WithoutMark((await ReadUpToAsync(response.Content, FailureCap, cancellationToken)).Body), false);
        if (response.Content.Headers.ContentLength > cap) return (default, true);
        var (body, cut) = await ReadUpToAsync(response.Content, cap, cancellationToken);
        return cut ? (default, true) : (WithoutMark(body), false);
    }

    private static async Task<(ReadOnlyMemory<byte> Body, bool Cut)> ReadUpToAsync(HttpContent content, long cap, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        // One byte more than announced, so that the end is seen without growing.
        var expected = content.Headers.ContentLength is { } length and > 0 ? Math.Min(length + 1, LargestTrustedLength) : FirstBuffer;
        var buffer = new byte[Math.Min(expected, cap + 1)];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0) return (buffer.AsMemory(0, filled), false);
            filled += read;
            if (filled > cap) return (buffer.AsMemory(0, (int)cap), true);
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(Math.Max(buffer.Length * 2L, FirstBuffer), cap + 1));
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
