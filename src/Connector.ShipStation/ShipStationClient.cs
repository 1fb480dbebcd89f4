using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;
using Microsoft.Extensions.Logging;

namespace Connector.ShipStation;

/// <summary>
/// One account's API, V1 or V2: where it is, its key, its rate budget and what its failures mean. Its calls pass the handlers of Connector.Http: each attempt takes a
/// permit, reports the response's rate headers and leaves an exchange in the journal. Only reads are tried again there, and only after a broken connection or a
/// gateway's error; writes are the pump's to repeat. Every failure is a <see cref="ShipStationException"/> with its kind.
/// </summary>
internal sealed partial class ShipStationClient : IApi
{
    public const string HttpClientName = "ShipStation";

    /// <summary>Attempts of a read after the first.</summary>
    public const int Retries = 2;
    public static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(500);

    private readonly IHttpClientFactory _http;
    private readonly TimeProvider _clock;
    private readonly ILogger<ShipStationClient> _log;
    private readonly string _budget;
    private long _offsetTicks = long.MinValue;

    private ShipStationClient(
        string budget, ShipStationOptions options, string baseAddress, (string Name, string Value) credentials, IHttpClientFactory http, TimeProvider clock,
        ILogger<ShipStationClient> log)
    {
        _budget = budget;
        _http = http;
        _clock = clock;
        _log = log;
        BaseAddress = new Uri(baseAddress.EndsWith('/') ? baseAddress : baseAddress + "/");
        Credentials = credentials;
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds);
        LabelTimeout = TimeSpan.FromSeconds(options.LabelTimeoutSeconds);
        MaxResponseBytes = options.MaxResponseMegabytes * 1024L * 1024L;
        Failures = new FailureTable(budget);
    }

    public TimeProvider Clock => _clock;

    /// <summary>How far ShipStation's clock is ahead of ours, by the Date header of the last response; null before the first.</summary>
    public TimeSpan? ClockOffset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == long.MinValue ? null : new TimeSpan(ticks);

    public string Vendor => "ShipStation";
    public Uri BaseAddress { get; }
    public string Budget => _budget;
    public TimeSpan Timeout { get; }

    /// <summary>The same for a call that buys or voids labels.</summary>
    public TimeSpan LabelTimeout { get; }
    public long MaxResponseBytes { get; }
    public IFailureTable Failures { get; }

    /// <summary>A header.</summary>
    public (string Name, string Value) Credentials { get; }

    public static ShipStationClient ForV1(string account, ShipStationOptions options, IHttpClientFactory http, TimeProvider clock, ILogger<ShipStationClient> log) =>
        new(
            account, options, options.BaseAddress, ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ApiKey}:{options.ApiSecret}"))),
            http, clock, log);

    /// <summary>Another host, one key in a header of its own, and a rate budget under <see cref="V2BudgetOf"/>.</summary>
    public static ShipStationClient ForV2(
        string account, ShipStationOptions options, string key, IHttpClientFactory http, TimeProvider clock, ILogger<ShipStationClient> log) =>
        new(V2BudgetOf(account), options, options.V2BaseAddress, ("api-key", key), http, clock, log);

    /// <summary>No account's name has a slash.</summary>
    public static string V2BudgetOf(string account) => account + "/v2";

    /// <summary>Sends the call and reads its response. Throws <see cref="ShipStationException"/>; without a permit with kind RateLimited, and nothing was sent.</summary>
    public async Task<T> SendAsync<T>(ApiCall<T> call, CancellationToken cancellationToken) =>
        (await call.SendAsync(_http.CreateClient(HttpClientName), cancellationToken))!;

    public void Prepare(ApiCall call, HttpRequestMessage request)
    {
        // Nothing but the key, which the handler for credentials has set.
    }

    public void Observe(ApiCall call, HttpResponseMessage response)
    {
        if (response.Headers.Date is { } date) Interlocked.Exchange(ref _offsetTicks, (date - _clock.GetUtcNow()).Ticks);
    }

    public RateReport? ReportOf(ApiCall call, ApiResponse response, bool throttled) =>
        RateHeaders.Read(response.Headers, response.At).Report(call.At, response.At, throttled);

    public void LogFailure(ApiCall call, string code) => CallFailed(_log, _budget, call.Method.Method, call.Path, call.Status, code);

    [LoggerMessage(2001, LogLevel.Warning, "ShipStation account {Account}: {Method} {Path} failed with status {Status}, {Code}")]
    private static partial void CallFailed(ILogger logger, string account, string method, string path, int status, string code);
}
