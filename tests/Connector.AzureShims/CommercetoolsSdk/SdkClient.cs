using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using commercetools.Base.Client;
using commercetools.Base.Client.Error;

namespace Connector.AzureShims.CommercetoolsSdk;

/// <summary>Stands where the SDK's client and its handlers stand: token, request, exception for every response that is no success.</summary>
internal sealed class SdkClient(HttpClient api, HttpClient authorization, SdkSettings settings, TimeProvider clock) : IClient, IDisposable
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
        return response.IsSuccessStatusCode ? text : throw Failure((int)response.StatusCode, text);
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

    private static ApiHttpException Failure(int status, string body) => status switch
    {
        400 => new BadRequestException(body),
        401 => new UnauthorizedException(body),
        403 => new ForbiddenException(body),
        404 => new NotFoundException(body),
        409 => new ConcurrentModificationException(body),
        < 500 => new ApiClientException(status, body),
        500 => new InternalServerErrorException(body),
        502 => new BadGatewayException(body),
        503 => new ServiceUnavailableException(body),
        504 => new GatewayTimeoutException(body),
        _ => new ApiServerException(status, body)
    };

    /// <summary>The SDK's own failure of a token call is no <see cref="ApiHttpException"/> and says little.</summary>
    private sealed class TokenRefusedException() : Exception("The token call failed.");
}

internal sealed record SdkSettings(string ProjectKey, string ClientId, string ClientSecret, string? Scope, Uri ApiBaseAddress, Uri AuthorizationBaseAddress);
