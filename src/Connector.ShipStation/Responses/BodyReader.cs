namespace Connector.ShipStation.Responses;

/// <summary>Reads a body up to a cap. The cap counts unpacked bytes, so a small packed response cannot grow without end.</summary>
internal static class BodyReader
{
    /// <summary>Of a failure only the beginning is of use.</summary>
    private const int ErrorCap = 64 * 1024;

    public static async Task<(ReadOnlyMemory<byte> Body, bool TooLarge)> ReadAsync(HttpResponseMessage response, int cap, CancellationToken cancellationToken)
    {
        var limit = response.IsSuccessStatusCode ? cap : ErrorCap;
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentLength > limit) return (default, true);
        await using var source = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var target = new MemoryStream((int)Math.Min(response.Content.Headers.ContentLength ?? 4096, limit));
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var count = await source.ReadAsync(chunk, cancellationToken);
            if (count == 0) break;
            if (target.Length + count > limit)
            {
                if (response.IsSuccessStatusCode) return (default, true);
                target.Write(chunk, 0, limit - (int)target.Length);
                break;
            }
            target.Write(chunk, 0, count);
        }
        return (WithoutMark(target.GetBuffer().AsMemory(0, (int)target.Length)), false);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
}
