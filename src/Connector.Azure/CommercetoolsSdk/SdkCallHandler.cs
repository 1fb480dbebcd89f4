using Connector.Http;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>
/// Ties a call through the SDK to the request that the SDK makes of it, so that the handlers below (retry, permit, journal) treat it like one of our own. Token calls
/// and whatever else the SDK sends pass as they are.
/// </summary>
internal sealed class SdkCallHandler : DelegatingHandler
{
    private static readonly AsyncLocal<SdkCall?> s_flowing = new();

    /// <summary>Null outside of our calls.</summary>
    public static SdkCall? Current
    {
        get => s_flowing.Value;
        set => s_flowing.Value = value;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Current is { } current && !request.RequestUri!.AbsolutePath.EndsWith("/oauth/token", StringComparison.Ordinal))
        {
            current.Call.Attach(request);
            // From here on each attempt has a limit of its own.
            current.Limit.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        return base.SendAsync(request, cancellationToken);
    }
}

/// <param name="Limit">For what the SDK does before it sends: it may have to fetch a token.</param>
internal sealed record SdkCall(ApiCall Call, CancellationTokenSource Limit);
