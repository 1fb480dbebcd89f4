namespace Connector.TestSupport.Http;

/// <summary>What left the client. Headers of the content are among the headers.</summary>
public sealed record SentRequest(string Method, Uri Address, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Uri.UnescapeDataString(Address.AbsolutePath);
    public string PathAndQuery => Address.PathAndQuery;
    public string? Authorization => Headers.GetValueOrDefault("Authorization");
    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    /// <summary>The value of this parameter, which is there once at most.</summary>
    public string? Query(string name) => QueryAll(name).SingleOrDefault();

    /// <summary>The values of this parameter, in order.</summary>
    public IReadOnlyList<string> QueryAll(string name) =>
    [
        .. Address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2))
            .Where(part => part[0] == name).Select(static part => Uri.UnescapeDataString(part[1]))
    ];

    internal static async Task<SentRequest> FromAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(static header => header.Key, static header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase);
        return new SentRequest(request.Method.Method, request.RequestUri!, body, headers);
    }
}
