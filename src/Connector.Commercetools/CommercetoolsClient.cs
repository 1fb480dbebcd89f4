using Connector.Commercetools.Http;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>Every call to the project's API goes through here: token, turn, retry of what is safe, and one repeat when the token was refused.</summary>
internal sealed class CommercetoolsClient(HttpExchange exchange, TokenCache tokens, RetryPipeline retry, IOptions<CommercetoolsOptions> options) : IDisposable
{
    internal const int LongestUrl = 8000;
    private readonly CommercetoolsOptions _settings = options.Value;
    private readonly Uri _baseAddress = BaseOf(options.Value.ApiBaseAddress);
    private readonly SemaphoreSlim _turns = new(options.Value.MaxConcurrentRequests, options.Value.MaxConcurrentRequests);

    /// <summary>Limits of responses, in bytes.</summary>
    internal long MaxResponseBytes => _settings.MaxResponseMegabytes * 1024L * 1024L;
    internal long MaxOrderBytes => _settings.MaxOrderMegabytes * 1024L * 1024L;

    /// <summary>How far the project's clock is ahead of ours; null before the first response.</summary>
    internal TimeSpan? ClockOffset => exchange.ClockOffset;

    /// <summary>Characters of an address that every call has: host and project.</summary>
    internal int FixedUrlLength => FixedUrlLengthOf(_settings);

    internal static int FixedUrlLengthOf(CommercetoolsOptions settings) => BaseOf(settings.ApiBaseAddress).AbsoluteUri.Length + settings.ProjectKey.Length + 1;

    /// <summary>
    /// Null only where the call accepts a 404 as a result. Reads are tried up to four times; a write is sent once, so that its failure says truly that the
    /// outcome is unknown.
    /// </summary>
    /// <param name="call">Its path is relative to the project.</param>
    internal async Task<T?> SendAsync<T>(CommerceCall<T> call, CancellationToken cancellationToken)
        where T : class
    {
        var whole = call with { Path = $"{_settings.ProjectKey}/{call.Path}" };
        var token = await tokens.GetAsync(cancellationToken);
        try
        {
            return await RunAsync(whole, token, cancellationToken);
        }
        catch (CommercetoolsException refused) when (refused.Status == 401)
        {
            tokens.Drop(token);
        }

        return await RunAsync(whole, await tokens.GetAsync(cancellationToken), cancellationToken);
    }

    internal static Uri BaseOf(string address) => new(address.EndsWith('/') ? address : address + "/");

    public void Dispose() => _turns.Dispose();

    private Task<T?> RunAsync<T>(CommerceCall<T> call, TokenCache.Token token, CancellationToken cancellationToken)
        where T : class =>
        call.Method == HttpMethod.Get
            ? retry.RunAsync((attempt, stop) => OnceAsync(call, token, attempt, stop), cancellationToken)
            : OnceAsync(call, token, attempt: 1, cancellationToken);

    private async Task<T?> OnceAsync<T>(CommerceCall<T> call, TokenCache.Token token, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await exchange.OnceAsync(call, _baseAddress, token.Header, attempt, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }
}
