using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools.Http;

/// <summary>One attempt of one call: headers, time limit, size limit, journal, and any failure as one exception with its kind.</summary>
internal sealed partial class HttpExchange(
    IHttpClientFactory clients, IOptions<CommercetoolsOptions> options, IJournal journal, Redaction redaction, ExchangeFailures failures, TimeProvider clock, IIdSource ids,
    ILogger<HttpExchange> logger)
{
    internal const string ClientName = "commercetools";
    private const string CorrelationHeader = "X-Correlation-ID";
    private const string ExternalUser = "shipstation-connector";
    private const int MaxFailureBytes = 64 * 1024;
    private const int MaxMessageLength = 500;
    private readonly CommercetoolsOptions _settings = options.Value;
    private readonly ExchangeRecorder _recorder = new(journal, redaction, clock);
    private int _deprecationReported;

    /// <summary>By the last response; null before the first.</summary>
    internal TimeSpan? ClockOffset => _recorder.ClockOffset;

    /// <summary>Null only where the call accepts a 404 as a result.</summary>
    internal Task<T?> OnceAsync<T>(
        CommerceCall<T> call, Uri baseAddress, AuthenticationHeaderValue authorization, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        var trail = new ExchangeTrail(clock.GetUtcNow(), call.Method, $"{_settings.ProjectKey}/{ids.New()}", new Uri(baseAddress, call.Path));
        return _recorder.RunAsync(() => call, trail, attempt, () => SendAsync(call, trail, authorization, cancellationToken));
    }

    private async Task<T?> SendAsync<T>(CommerceCall<T> call, ExchangeTrail trail, AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
        where T : class
    {
        using var request = Compose(call, trail, authorization);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            trail.Status = (int)response.StatusCode;
            trail.ClockOffset = response.Headers.Date - clock.GetUtcNow();
            if (response.Headers.TryGetValues(CorrelationHeader, out var reported)) trail.CorrelationId = string.Join(',', reported);
            ReportDeprecation(response);
            return response.IsSuccessStatusCode
                ? await ReadAsync(call, trail, response, both.Token)
                : await RefuseAsync(call, trail, response, both.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.Timeout, $"no complete response within {_settings.TimeoutSeconds} s", late);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw trail.Status is >= 200 and < 300
                ? failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.UnreadableResponse, "the response was incomplete", broken)
                : failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.ConnectionFailed, "the connection failed", broken);
        }
    }

    private static HttpRequestMessage Compose<T>(CommerceCall<T> call, ExchangeTrail trail, AuthenticationHeaderValue authorization)
        where T : class
    {
        var request = new HttpRequestMessage(call.Method, trail.Url);
        request.Headers.Authorization = authorization;
        request.Headers.Add(CorrelationHeader, trail.CorrelationId);
        request.Headers.Add("X-External-User-ID", ExternalUser);
        if (call.Method == HttpMethod.Post)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
            request.Content.Headers.ContentType = call.BodyType;
        }

        return request;
    }

    private async Task<T> ReadAsync<T>(CommerceCall<T> call, ExchangeTrail trail, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        if (await CappedBody.ReadAsync(response.Content, call.MaxBytes, cancellationToken) is not { } body)
        {
            throw failures.TooLarge(call, trail);
        }

        trail.Response = body;
        try
        {
            return call.Read(body);
        }
        catch (JsonException unreadable)
        {
            throw failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.UnreadableResponse, "the response is not the expected JSON", unreadable);
        }
    }

    private async Task<T?> RefuseAsync<T>(CommerceCall<T> call, ExchangeTrail trail, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        (trail.Response, _) = await CappedBody.ReadUpToAsync(response.Content, MaxFailureBytes, cancellationToken);
        return ExchangeFailures.IsMissing(call, trail) ? null : throw failures.Refused(call, trail, FailureReader.RetryAt(response, clock.GetUtcNow()));
    }

    private void ReportDeprecation(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("X-DEPRECATION-NOTICE", out var notification) || Interlocked.Exchange(ref _deprecationReported, 1) == 1) return;
        Log.Deprecated(logger, Cut(VendorText.Clean(string.Join("; ", notification)), MaxMessageLength));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "...";

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "commercetools reports a deprecated API: {Notification}")]
        internal static partial void Deprecated(ILogger logger, string notification);
    }
}
