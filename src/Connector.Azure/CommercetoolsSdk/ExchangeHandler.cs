using Connector.Commercetools.Http;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>
/// Sits between the SDK and the network: marks our writes, keeps responses within their limit, and notes for the journal what the SDK sent and got. The SDK's own
/// errors are made above it.
/// </summary>
internal sealed class ExchangeHandler(TimeProvider clock) : DelegatingHandler
{
    private const string CorrelationHeader = "X-Correlation-ID";
    private const int MaxFailureBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Token calls have no business in the journal.
        if (ExchangeScope.Current is not { } scope || request.RequestUri!.AbsolutePath.EndsWith("/oauth/token", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        var trail = scope.Trail;
        trail.Url = request.RequestUri;
        request.Headers.TryAddWithoutValidation("X-External-User-ID", "shipstation-connector");
        if (request.Headers.TryGetValues(CorrelationHeader, out var given)) trail.CorrelationId = string.Join(',', given);
        else request.Headers.TryAddWithoutValidation(CorrelationHeader, trail.CorrelationId);
        if (request.Content is not null) scope.Request = await request.Content.ReadAsByteArrayAsync(cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        trail.Status = (int)response.StatusCode;
        trail.ClockOffset = response.Headers.Date - clock.GetUtcNow();
        if (response.Headers.TryGetValues(CorrelationHeader, out var reported)) trail.CorrelationId = string.Join(',', reported);
        if (!response.IsSuccessStatusCode) scope.RetryAt = FailureReader.RetryAt(response, clock.GetUtcNow());
        await KeepAsync(scope, response, cancellationToken);
        return response;
    }

    private static async Task KeepAsync(ExchangeScope scope, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            (scope.Trail.Response, _) = await CappedBody.ReadUpToAsync(response.Content, MaxFailureBytes, cancellationToken);
        }
        else if (await CappedBody.ReadAsync(response.Content, scope.MaxBytes, cancellationToken) is { } body)
        {
            scope.Trail.Response = body;
        }
        else
        {
            scope.TooLarge = true;
            response.Dispose();
            throw new HttpRequestException($"The response is longer than {scope.MaxBytes} bytes.");
        }

        var kept = new ReadOnlyMemoryContent(scope.Trail.Response);
        kept.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = kept;
    }
}
