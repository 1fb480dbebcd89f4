namespace Connector.Operations.Api;

/// <summary>Reads request bodies up to a limit, whatever length they claim.</summary>
internal static class BoundedBody
{
    /// <summary>Null when the body is longer than <paramref name="maxBytes"/>; no more than that is read.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes) return null;
        using var kept = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > maxBytes) return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }
}
