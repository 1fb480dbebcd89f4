using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Connector.Core.Errors;
using Connector.Core.Journal;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools.Http;

/// <summary>One attempt of one call: headers, time limit, size limit, journal, and any failure as one exception with its kind.</summary>
internal sealed partial class HttpExchange(
    IHttpClientFactory clients, IOptions<CommercetoolsOptions> options, IJournal journal, Redaction redaction, TimeProvider clock, IIdSource ids,
    ILogger<HttpExchange> logger)
{
    internal const string ClientName = "commercetools";
    private const string Vendor = "commercetools";
    private const string CorrelationHeader = "X-Correlation-ID";
    private const string ExternalUser = "shipstation-connector";
    private const int MaxFailureBytes = 64 * 1024;
    private const int MaxBodyInException = 2048;
    private const int MaxMessageLength = 500;
    private const int MaxJournalPath = 1000;
    private readonly CommercetoolsOptions _settings = options.Value;
    private int _deprecationTold;

    /// <summary>Null only where the call takes a 404 for an answer.</summary>
    internal async Task<T?> OnceAsync<T>(
        CommerceCall<T> call, Uri baseAddress, AuthenticationHeaderValue authorization, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        var trail = new Trail(clock.GetUtcNow(), $"{_settings.ProjectKey}/{ids.New()}") { Url = new Uri(baseAddress, call.Path) };
        var started = clock.GetTimestamp();
        T? result = null;
        string? failedWith = "Cancelled";
        try
        {
            result = await SendAsync(call, trail, authorization, cancellationToken);
            failedWith = null;
            return result;
        }
        catch (CommercetoolsException failure)
        {
            failedWith = failure.VendorCodes is [var first, ..] ? first : failure.Code;
            throw;
        }
        finally
        {
            // Also when the caller has given up: what was sent was sent.
            await journal.AppendAsync(Describe(call, trail, result, failedWith, clock.GetElapsedTime(started), attempt), CancellationToken.None);
        }
    }

    private async Task<T?> SendAsync<T>(CommerceCall<T> call, Trail trail, AuthenticationHeaderValue authorization, CancellationToken cancellationToken)
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
            if (response.Headers.TryGetValues(CorrelationHeader, out var told)) trail.CorrelationId = string.Join(',', told);
            TellDeprecation(response);
            return response.IsSuccessStatusCode
                ? await ReadAsync(call, trail, response, both.Token)
                : await RefuseAsync(call, trail, response, both.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(call, trail, FailureKind.Transient, ErrorCodes.Timeout, $"no whole answer within {_settings.TimeoutSeconds} s", late);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw trail.Status is >= 200 and < 300
                ? Failure(call, trail, FailureKind.Transient, ErrorCodes.UnreadableAnswer, "the answer broke off", broken)
                : Failure(call, trail, FailureKind.Transient, ErrorCodes.ConnectionFailed, "the connection failed", broken);
        }
    }

    private static HttpRequestMessage Compose<T>(CommerceCall<T> call, Trail trail, AuthenticationHeaderValue authorization)
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

    private async Task<T> ReadAsync<T>(CommerceCall<T> call, Trail trail, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        if (await CappedBody.ReadAsync(response.Content, call.MaxBytes, cancellationToken) is not { } body)
        {
            throw Failure(call, trail, FailureKind.Rejected, ErrorCodes.AnswerTooLarge, $"the answer is longer than {call.MaxBytes / (1024 * 1024)} MB");
        }

        trail.Answer = body;
        try
        {
            return call.Read(body);
        }
        catch (JsonException unreadable)
        {
            throw Failure(call, trail, FailureKind.Transient, ErrorCodes.UnreadableAnswer, "the answer is not the JSON that was expected", unreadable);
        }
    }

    private async Task<T?> RefuseAsync<T>(CommerceCall<T> call, Trail trail, HttpResponseMessage response, CancellationToken cancellationToken)
        where T : class
    {
        (trail.Answer, _) = await CappedBody.ReadUpToAsync(response.Content, MaxFailureBytes, cancellationToken);
        var wire = FailureReading.ReadBody(trail.Answer);
        // A 404 that is not the vendor's own (a wrong base address, a gateway) tells nothing about the resource.
        if (trail.Status == 404 && call.NullWhenMissing && (wire is not null || trail.Answer.IsEmpty)) return null;

        string[] codes = wire?.Errors is { Count: > 0 } errors
            ? [.. errors.Select(error => error?.Code).OfType<string>()]
            : wire?.Error is { } single ? [single] : [];
        var (kind, code) = FailureReading.Classify(response.StatusCode, codes, call.RejectedCode, call.MissingCode);
        if (trail.Status == 404 && wire is null && !trail.Answer.IsEmpty) (kind, code) = (FailureKind.Unknown, ErrorCodes.Unexpected);
        var message = wire?.Message is { } text ? $"{string.Join(", ", codes)}: {redaction.Text(text)}" : string.Join(", ", codes);
        throw Failure(
            call, trail, kind, code, message, inner: null, codes, wire?.Errors?.Select(error => error?.CurrentVersion).FirstOrDefault(one => one is not null),
            FailureReading.RetryAt(response, clock.GetUtcNow()));
    }

    private CommercetoolsException Failure<T>(
        CommerceCall<T> call, Trail trail, FailureKind kind, string code, string what, Exception? inner = null, IReadOnlyList<string>? codes = null,
        long? currentVersion = null, DateTimeOffset? retryAt = null)
        where T : class
    {
        var path = Cut(trail.Url.PathAndQuery, MaxMessageLength);
        var answered = trail.Status == 0 ? "did not answer" : string.Create(CultureInfo.InvariantCulture, $"answered {trail.Status} to");
        return new CommercetoolsException(
            kind, code, $"commercetools {answered} {call.Method} {path}: {Cut(what, MaxMessageLength)} (correlation {trail.CorrelationId})", inner)
        {
            Status = trail.Status,
            VendorCodes = codes ?? [],
            CurrentVersion = currentVersion,
            CorrelationId = trail.CorrelationId,
            Method = call.Method.Method,
            Url = trail.Url.AbsoluteUri,
            Body = call.Confidential ? null : redaction.Json(trail.Answer.Span, MaxBodyInException),
            RetryAt = retryAt
        };
    }

    private Exchange Describe<T>(CommerceCall<T> call, Trail trail, T? result, string? failedWith, TimeSpan duration, int attempt)
        where T : class
    {
        string? request = null;
        string? answer = null;
        if (!call.Confidential)
        {
            request = redaction.Json(call.Body.Span);
            answer = result is not null && call.Summary is not null ? call.Summary(result) : redaction.Json(trail.Answer.Span);
        }

        var orders = result is not null && call.OrdersOf is not null ? call.OrdersOf(result) : call.OrderIds;
        return new Exchange(
            trail.At, Vendor, call.Method.Method, Cut(trail.Url.PathAndQuery, MaxJournalPath), trail.Status, failedWith, duration, attempt, request, answer, orders);
    }

    private void TellDeprecation(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("X-DEPRECATION-NOTICE", out var notice) || Interlocked.Exchange(ref _deprecationTold, 1) == 1) return;
        Log.Deprecated(logger, Cut(string.Join("; ", notice), MaxMessageLength));
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "...";

    /// <summary>What is known of the attempt so far, also when it fails half-way.</summary>
    private sealed class Trail(DateTimeOffset at, string correlationId)
    {
        public DateTimeOffset At { get; } = at;
        public string CorrelationId { get; set; } = correlationId;
        public required Uri Url { get; init; }
        public int Status { get; set; }
        public ReadOnlyMemory<byte> Answer { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "commercetools says that something we use is deprecated: {Notice}")]
        internal static partial void Deprecated(ILogger logger, string notice);
    }
}
