using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ShipStation.Responses;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Connector.ShipStation;

/// <summary>
/// The one place that talks to ShipStation for one account. Each attempt takes a permit, reports the response's rate headers and leaves an exchange in the
/// journal. Only reads are tried again here, and only after a broken connection or a gateway's error; writes are the pump's to repeat. Every failure is a
/// <see cref="ShipStationException"/> with its kind.
/// </summary>
internal sealed partial class ShipStationClient
{
    public const string HttpClientName = "ShipStation";
    private const int MaxRetries = 2;

    private readonly string _account;
    private readonly ShipStationOptions _options;
    private readonly Uri _baseAddress;
    private readonly (string Name, string Value) _credentials;
    private readonly IHttpClientFactory _http;
    private readonly IRateBudget _budget;
    private readonly ExchangeJournal _journal;
    private readonly TimeProvider _clock;
    private readonly ILogger<ShipStationClient> _log;
    private readonly ResiliencePipeline _reads;
    private long _offsetTicks = long.MinValue;

    public ShipStationClient(
        string account, ShipStationOptions options, IHttpClientFactory http, IRateBudget budget, ExchangeJournal journal, TimeProvider clock,
        ILogger<ShipStationClient> log, TimeSpan? retryDelay = null)
        : this(
            account, options, options.BaseAddress, ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ApiKey}:{options.ApiSecret}"))),
            http, budget, journal, clock, log, retryDelay)
    {
    }

    private ShipStationClient(
        string account, ShipStationOptions options, string baseAddress, (string Name, string Value) credentials, IHttpClientFactory http, IRateBudget budget,
        ExchangeJournal journal, TimeProvider clock, ILogger<ShipStationClient> log, TimeSpan? retryDelay)
    {
        _account = account;
        _options = options;
        _baseAddress = new Uri(baseAddress.EndsWith('/') ? baseAddress : baseAddress + "/");
        _credentials = credentials;
        _http = http;
        _budget = budget;
        _journal = journal;
        _clock = clock;
        _log = log;
        _reads = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = retryDelay ?? TimeSpan.FromMilliseconds(500),
                ShouldHandle = new PredicateBuilder().Handle<ShipStationException>(IsWorthAnotherTry)
            })
            .Build();
    }

    public TimeProvider Clock => _clock;

    /// <summary>How far ShipStation's clock is ahead of ours, by the Date header of the last response; null before the first.</summary>
    public TimeSpan? ClockOffset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == long.MinValue ? null : new TimeSpan(ticks);

    /// <summary>For API V2: another host, one key in a header of its own, and a rate budget under <see cref="V2BudgetOf"/>.</summary>
    public static ShipStationClient ForV2(
        string account, ShipStationOptions options, string key, IHttpClientFactory http, IRateBudget budget, ExchangeJournal journal, TimeProvider clock,
        ILogger<ShipStationClient> log, TimeSpan? retryDelay) =>
        new(V2BudgetOf(account), options, options.V2BaseAddress, ("api-key", key), http, budget, journal, clock, log, retryDelay);

    /// <summary>No account's name has a slash.</summary>
    public static string V2BudgetOf(string account) => account + "/v2";

    /// <summary>Sends the call and reads its response. Throws <see cref="ShipStationException"/>; without a permit with kind RateLimited, and nothing was sent.</summary>
    public async Task<T> SendAsync<T>(ShipStationCall<T> call, CancellationToken cancellationToken)
    {
        if (call.Method != HttpMethod.Get) return await AttemptAsync(call, 1, cancellationToken);
        var attempt = 0;
        return await _reads.ExecuteAsync(async token => await AttemptAsync(call, ++attempt, token), cancellationToken);
    }

    private async Task<T> AttemptAsync<T>(ShipStationCall<T> call, int attempt, CancellationToken cancellationToken)
    {
        var permit = await _budget.TakeAsync(_account, call.Lane, cancellationToken);
        if (!permit.Granted) throw NoPermit(call, permit);

        var at = _clock.GetUtcNow();
        var started = _clock.GetTimestamp();
        RawResponse? response = null;
        Reading<T>? reading = null;
        Exception? failure = null;
        try
        {
            response = await ExchangeAsync(call, cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested) { failure = e; }
        catch (OperationCanceledException e) { failure = Failed(call, ErrorCodes.Timeout, $"did not respond within {_options.TimeoutSeconds} s", e); }
        catch (Exception e) when (e is HttpRequestException or IOException) { failure = Failed(call, ErrorCodes.ConnectionFailed, "could not be reached", e); }
        catch (InvalidDataException e) { failure = Failed(call, ErrorCodes.UnreadableResponse, "sent a body that cannot be unpacked", e); }

        if (response is not null)
        {
            var now = _clock.GetUtcNow();
            var refusal = FailureTable.Of(response, _account.Split('/')[0], call.Method.Method, call.PathAndQuery, now, call.Personal);
            // From here on the response counts, also when the caller stops waiting: so the token is not passed on.
            await _budget.ReportAsync(_account, response.Rate.Report(now, refusal?.Kind == FailureKind.RateLimited), CancellationToken.None);
            if (refusal is null) (reading, failure) = Read(call, response, at);
            else failure = refusal;
        }
        await _journal.AppendAsync(call, attempt, at, _clock.GetElapsedTime(started), response, reading, failure);
        if (failure is null) return reading!.Value;
        CallFailed(_log, _account, call.Method.Method, call.PathAndQuery, response?.Status ?? 0, (failure as ConnectorException)?.Code ?? "Cancelled");
        throw failure;
    }

    private async Task<RawResponse> ExchangeAsync<T>(ShipStationCall<T> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = new HttpRequestMessage(call.Method, new Uri(_baseAddress, call.PathAndQuery));
        request.Headers.Add(_credentials.Name, _credentials.Value);
        request.Headers.Accept.ParseAdd("application/json");
        if (!call.Body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        var http = _http.CreateClient(HttpClientName);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        if (response.Headers.Date is { } date) Interlocked.Exchange(ref _offsetTicks, (date - _clock.GetUtcNow()).Ticks);
        var (body, tooLarge) = await BodyReader.ReadAsync(response, _options.MaxResponseMegabytes * 1024 * 1024, either.Token);
        return new RawResponse((int)response.StatusCode, RateHeaders.Read(response.Headers, _clock.GetUtcNow()), body, tooLarge);
    }

    private static (Reading<T>? Reading, Exception? Failure) Read<T>(ShipStationCall<T> call, RawResponse response, DateTimeOffset at)
    {
        try
        {
            return (call.Read(response.Body, at), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, Unreadable(call, response, e));
        }
    }

    private static bool IsWorthAnotherTry(ShipStationException failure) =>
        failure.Kind == FailureKind.Transient && (failure.Code == ErrorCodes.ConnectionFailed || failure.Status is 502 or 503 or 504);

    private ShipStationException NoPermit<T>(ShipStationCall<T> call, RatePermit permit) =>
        new(
            FailureKind.RateLimited, ErrorCodes.RateLimited,
            $"No call of account {_account} is left in this window for {call.Lane}; {call.Method} {call.PathAndQuery} was not sent.")
        {
            Method = call.Method.Method, Url = call.PathAndQuery, RetryAt = permit.RetryAt
        };

    private static ShipStationException Failed<T>(ShipStationCall<T> call, string code, string what, Exception inner) =>
        new(FailureKind.Transient, code, $"ShipStation {what}: {call.Method} {call.PathAndQuery}", inner)
        {
            Method = call.Method.Method, Url = call.PathAndQuery
        };

    private static ShipStationException Unreadable<T>(ShipStationCall<T> call, RawResponse response, Exception inner)
    {
        var isHtml = response.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
        var kindOfBody = response.Body.IsEmpty ? "nothing" : isHtml ? "HTML" : "a body that is incomplete or not the expected JSON";
        return new ShipStationException(
            FailureKind.Transient, ErrorCodes.UnreadableResponse, $"ShipStation returned {response.Status} for {call.Method} {call.PathAndQuery} with {kindOfBody}.", inner)
        {
            Status = response.Status, Method = call.Method.Method, Url = call.PathAndQuery
        };
    }

    [LoggerMessage(2001, LogLevel.Warning, "ShipStation account {Account}: {Method} {Path} failed with status {Status}, {Code}")]
    private static partial void CallFailed(ILogger logger, string account, string method, string path, int status, string code);
}
