using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Connector.Operations.Access;
using Microsoft.Extensions.Configuration;

namespace Connector.Functions;

/// <summary>
/// The app's own keys. Only the platform in front of us knows them, so it is asked: with a request to a route that needs a key. Where that is, the platform says, never the request.
/// </summary>
internal sealed class FunctionKeys(IHttpClientFactory clients, IConfiguration configuration, TimeProvider clock) : IPlatformKeys
{
    /// <summary>A key that is taken away lets in nobody after this.</summary>
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(5);
    private const int MaxKey = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, long> _genuine = new(StringComparer.Ordinal);

    public async Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken)
    {
        // Keys are plain text; nothing else gets into the header of a request.
        if (key.Length is 0 or > MaxKey || !key.All(static c => char.IsAscii(c) && !char.IsControl(c) && c != ' ')) return false;
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        if (_genuine.TryGetValue(hash, out var seen) && clock.GetElapsedTime(seen) < s_age) return true;
        _genuine.TryRemove(hash, out _);
        if (!await AskAsync(key, cancellationToken)) return false;
        _genuine[hash] = clock.GetTimestamp();
        return true;
    }

    private async Task<bool> AskAsync(string key, CancellationToken cancellationToken)
    {
        if (configuration["WEBSITE_HOSTNAME"] is not { Length: > 0 } name) return false;
        var scheme = name.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || name.StartsWith("127.0.0.1", StringComparison.Ordinal) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://{name}/api/session");
        request.Headers.TryAddWithoutValidation("x-functions-key", key);
        using var limit = new CancellationTokenSource(s_patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var http = clients.CreateClient(nameof(FunctionKeys));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
