using System.Security.Cryptography;
using System.Text.Json;
using Connector.Http;

namespace Connector.ShipStation.V2;

/// <summary>
/// The public keys with which deliveries are signed, fetched from one address and kept. An id that is not known makes us fetch again, at most once in
/// <see cref="Interval"/>, however many invented ids arrive; what is kept is fetched again once a day. Redirects are not followed.
/// </summary>
internal sealed class WebhookKeys(Uri address, IHttpClientFactory http, TimeProvider clock) : IDisposable
{
    public const string HttpClientName = "ShipStationKeys";
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MaxBytes = 64 * 1024;
    private const int MaxKeys = 32;
    private const int MaxIdLength = 200;

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Kept _kept = new(new Dictionary<string, RSAParameters>(StringComparer.Ordinal), DateTimeOffset.MinValue, DateTimeOffset.MinValue);

    /// <summary>The key; null with <c>Asked</c> when the newest set has none of this id, null without it when the set could not be asked for now.</summary>
    public async Task<(RSAParameters? Key, bool Asked)> FindAsync(string id, CancellationToken cancellationToken)
    {
        var kept = _kept;
        var known = kept.Keys.TryGetValue(id, out var key);
        if (known && clock.GetUtcNow() - kept.FetchedAt < Age) return (key, true);
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            var fetched = false;
            // Whoever waited here finds the set that the one before fetched.
            if (ReferenceEquals(kept, _kept) && clock.GetUtcNow() - kept.TriedAt >= Interval) fetched = await FetchAsync(cancellationToken);
            if (_kept.Keys.TryGetValue(id, out key)) return (key, true);
            return (null, fetched);
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (response.IsSuccessStatusCode && await ReadAsync(response, limit.Token) is { Count: > 0 } keys)
            {
                _kept = new Kept(keys, now, now);
                return true;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The keys that are kept stay good; the next try is an interval away.
        }
        _kept = _kept with { TriedAt = now };
        return false;
    }

    private static async Task<Dictionary<string, RSAParameters>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (body, tooLarge) = await BodyReader.ReadAsync(response, MaxBytes, cancellationToken);
        return tooLarge ? throw new JsonException("The key set is too long.") : Read(body.Span);
    }

    internal static Dictionary<string, RSAParameters> Read(ReadOnlySpan<byte> body)
    {
        var set = JsonSerializer.Deserialize(body, V2Json.Default.WireKeySet);
        var keys = new Dictionary<string, RSAParameters>(StringComparer.Ordinal);
        foreach (var key in set?.Keys?.OfType<WireKey>().Take(MaxKeys) ?? [])
            if (Read(key) is { } usable) keys[key.Kid!] = usable;
        return keys;
    }

    /// <summary>Null for keys of other kinds and uses, and for those too short to prove anything or too long to be checked in passing.</summary>
    private static RSAParameters? Read(WireKey key)
    {
        if (key is not { Kty: "RSA", Kid: { Length: > 0 and <= MaxIdLength }, N: { } n, E: { } e } || key.Use is not (null or "sig")) return null;
        try
        {
            var (modulus, exponent) = (System.Buffers.Text.Base64Url.DecodeFromChars(n), System.Buffers.Text.Base64Url.DecodeFromChars(e));
            var first = Array.FindIndex(modulus, b => b != 0);
            modulus = first < 0 ? [] : modulus[first..];
            return modulus.Length is >= 256 and <= 1024 && exponent.Length is > 0 and <= 8 ? new RSAParameters { Modulus = modulus, Exponent = exponent } : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Kept(IReadOnlyDictionary<string, RSAParameters> Keys, DateTimeOffset FetchedAt, DateTimeOffset TriedAt);
}
