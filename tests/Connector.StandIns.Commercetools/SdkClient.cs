using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Connector.StandIns.Commercetools;

/// <summary>Stands where the SDK's client and its handlers stand: token, request, exception for every response that is no success.</summary>
internal sealed class SdkClient(HttpClient api, HttpClient authorization, SdkSettings settings, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private (string Token, DateTimeOffset Until)? _token;

    public string ProjectKey => settings.ProjectKey;

    public void Dispose() => _turn.Dispose();

    public async Task<string> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.ApiBaseAddress, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
        request.Headers.Add("X-Correlation-ID", $"{settings.ProjectKey}/{Guid.NewGuid()}");
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await api.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new RefusedException((int)response.StatusCode, text);
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_token is { } known && clock.GetUtcNow() < known.Until) return known.Token;
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.AuthorizationBaseAddress, "oauth/token"))
            {
                Content = new FormUrlEncodedContent(settings.Scope is null
                    ? new Dictionary<string, string> { ["grant_type"] = "client_credentials" }
                    : new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = settings.Scope })
            };
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.ClientId}:{settings.ClientSecret}")));
            using var response = await authorization.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new TokenRefusedException();
            using var token = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            var until = clock.GetUtcNow().AddSeconds(token.RootElement.GetProperty("expires_in").GetInt64());
            _token = (token.RootElement.GetProperty("access_token").GetString()!, until);
            return _token.Value.Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The SDK has an exception for each status, and all of them repeat the response.</summary>
    private sealed class RefusedException(int status, string body) : Exception($"{status}: {body}");

    /// <summary>The SDK's own failure of a token call says little.</summary>
    private sealed class TokenRefusedException() : Exception("The token call failed.");
}

internal sealed record SdkSettings(string ProjectKey, string ClientId, string ClientSecret, string? Scope, Uri ApiBaseAddress, Uri AuthorizationBaseAddress);
