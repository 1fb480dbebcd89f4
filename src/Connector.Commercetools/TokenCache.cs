using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Http;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>One access token for the whole process: fetched by one caller at a time, renewed some minutes before it ends.</summary>
internal sealed class TokenCache(CommercetoolsClient client, IOptions<CommercetoolsOptions> options, TimeProvider clock) : IDisposable
{
    private const int MaxTokenBytes = 64 * 1024;
    private static readonly TimeSpan EarlyAtMost = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(30);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Token? _current;

    /// <summary>A token that is good now. Throws <see cref="FailureKind.Unauthorized"/> when the credentials are refused.</summary>
    internal async Task<Token> GetAsync(CancellationToken cancellationToken)
    {
        if (_current is { } ready && clock.GetUtcNow() < ready.RenewAt) return ready;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } renewed && clock.GetUtcNow() < renewed.RenewAt) return renewed;
            return _current = await FetchAsync(cancellationToken);
        }
        catch (CommercetoolsException failure) when (failure.Kind is FailureKind.Transient or FailureKind.RateLimited
            && _current is { } old && clock.GetUtcNow() < old.EndsAt)
        {
            // Renewal was early; what we have still works.
            return old;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets the token that was refused; one that someone fetched meanwhile stays.</summary>
    internal void Drop(Token refused) => Interlocked.CompareExchange(ref _current, null, refused);

    public void Dispose() => _turn.Dispose();

    private async Task<Token> FetchAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var form = "grant_type=client_credentials" + (string.IsNullOrWhiteSpace(settings.Scope) ? "" : $"&scope={Uri.EscapeDataString(settings.Scope)}");
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.ClientId}:{settings.ClientSecret}"));
        // Asking for a token twice does no harm, so this POST is retried like a read.
        var call = new ApiCall<WireToken>(client, HttpMethod.Post, "oauth/token", static (body, _) => new Reading<WireToken>(Read(body)))
        {
            BaseAddress = CommercetoolsClient.BaseOf(settings.AuthorizationBaseAddress),
            Authorization = new AuthenticationHeaderValue("Basic", basic),
            IsRepeatable = true,
            Body = Encoding.UTF8.GetBytes(form),
            BodyType = ApiCall.Form,
            MaxBytes = MaxTokenBytes,
            RequestIsSecret = true,
            ResponseIsSecret = true
        };
        WireToken? wire;
        try
        {
            wire = await client.SendAsync(call, cancellationToken);
        }
        catch (CommercetoolsException refused) when (refused.Kind == FailureKind.Rejected)
        {
            throw new CommercetoolsException(
                FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"{refused.Message} Check Commercetools:ClientId, ClientSecret and Scope.", refused)
            {
                Status = refused.Status,
                VendorCodes = refused.VendorCodes,
                CorrelationId = refused.CorrelationId,
                Method = refused.Method,
                Url = refused.Url
            };
        }

        var lifetime = wire!.ExpiresIn is > 0 ? TimeSpan.FromSeconds(Math.Min(wire.ExpiresIn.Value, int.MaxValue)) : DefaultLifetime;
        var early = lifetime / 10 < EarlyAtMost ? lifetime / 10 : EarlyAtMost;
        var now = clock.GetUtcNow();
        return new Token(new AuthenticationHeaderValue("Bearer", wire.AccessToken), now + lifetime - early, now + lifetime) { Scope = wire.Scope };
    }

    internal static WireToken Read(ReadOnlyMemory<byte> body)
    {
        var token = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireToken);
        return string.IsNullOrWhiteSpace(token?.AccessToken) || token.AccessToken.Any(c => c is < '!' or > '~') ? throw new JsonException("access_token") : token;
    }

    /// <summary>Puts the token on each attempt, and sends once more with a new one when it was refused.</summary>
    internal sealed class Handler(TokenCache tokens) : DelegatingHandler
    {
        private static readonly HttpRequestOptionsKey<bool> s_renewed = new("Connector.Commercetools.Renewed");

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (ApiCall.From(request) is not { Authorization: null }) return await base.SendAsync(request, cancellationToken);
            var token = await tokens.GetAsync(cancellationToken);
            try
            {
                request.Headers.Authorization = token.Header;
                return await base.SendAsync(request, cancellationToken);
            }
            catch (CommercetoolsException refused) when (refused.Status == 401 && !request.Options.TryGetValue(s_renewed, out _))
            {
                request.Options.Set(s_renewed, true);
                tokens.Drop(token);
            }

            request.Headers.Authorization = (await tokens.GetAsync(cancellationToken)).Header;
            return await base.SendAsync(request, cancellationToken);
        }
    }

    internal sealed record Token(AuthenticationHeaderValue Header, DateTimeOffset RenewAt, DateTimeOffset EndsAt)
    {
        public string? Scope { get; init; }

        // The generated one would print the header.
        public override string ToString() => $"Token until {EndsAt:O}";
    }
}
