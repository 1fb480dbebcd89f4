using System.Net;
using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.TestSupport.Http;
using Connector.TestSupport;
using Connector.Tests.ShipStation.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Http;

/// <summary>The handlers in their order, for an API that belongs to nobody.</summary>
public sealed class ApiHandlersTests : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 3, 17, 20, 0, TimeSpan.Zero);
    private readonly StubHttp _http = new();
    private readonly StubJournal _journal = new();
    private readonly StubBudget _budget = new(permits: 100);
    private readonly ManualTimeProvider _clock = new(s_start);
    private readonly Credentials _credentials = new();
    private readonly CountedRedaction _redaction = new();
    private readonly ServiceProvider _provider;
    private readonly HttpClient _client;

    public ApiHandlersTests()
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddSingleton<IJournal>(_journal).AddSingleton<IBodyRedaction>(_redaction);
        services.AddHttpClient("test").AddApiHandlers(2, TimeSpan.Zero, _ => _credentials, _ => new PermitHandler(_clock, _budget)).ConfigurePrimaryHttpMessageHandler(() => _http);
        _provider = services.BuildServiceProvider();
        _client = _provider.GetRequiredService<IHttpClientFactory>().CreateClient("test");
    }

    public void Dispose()
    {
        _client.Dispose();
        _provider.Dispose();
    }

    [Fact]
    public async Task Each_attempt_of_a_read_has_credentials_takes_a_permit_and_leaves_an_entry()
    {
        _http.Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.OK, "7");

        Assert.Equal(7, await Call(HttpMethod.Get).SendAsync(_client, default));

        Assert.Equal([1, 2, 3], _journal.Exchanges.Select(e => e.Attempt));
        Assert.Equal([(503, "503"), (503, "503"), (200, null)], _journal.Exchanges.Select(e => (e.Status, e.ErrorCode)));
        Assert.Equal(3, _budget.Taken.Count);
        Assert.Equal(3, _budget.Reports.Count);
        Assert.Equal(["Key 1", "Key 2", "Key 3"], _http.Requests.Select(r => r.Authorization));
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("PUT", 1)]
    [InlineData("DELETE", 1)]
    [InlineData("GET", 3)]
    public async Task A_write_is_sent_once(string method, int sent)
    {
        _http.Always = static _ => StubHttp.Response(HttpStatusCode.ServiceUnavailable, "");

        await Assert.ThrowsAsync<ConnectorException>(() => Call(new HttpMethod(method)).SendAsync(_client, default));

        Assert.Equal((sent, sent, sent), (_http.Requests.Count, _budget.Taken.Count, _journal.Exchanges.Count));
    }

    [Fact]
    public async Task A_write_that_does_no_harm_twice_is_tried_again()
    {
        _http.Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.OK, "7");

        Assert.Equal(7, await Call(HttpMethod.Post, isRepeatable: true).SendAsync(_client, default));
    }

    [Fact]
    public async Task Without_a_permit_nothing_is_sent_and_nothing_recorded()
    {
        _budget.Left = 1;
        _http.Always = static _ => StubHttp.Response(HttpStatusCode.ServiceUnavailable, "");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Call(HttpMethod.Get).SendAsync(_client, default));

        Assert.Equal(FailureKind.RateLimited, failure.Kind);
        Assert.Single(_http.Requests);
        Assert.Single(_journal.Exchanges);
        Assert.Equal(2, _budget.Taken.Count);
    }

    [Theory]
    [InlineData(100, 3)]
    [InlineData(2, 2)]
    public async Task A_permit_that_is_no_longer_good_is_not_used(int permits, int taken)
    {
        (_budget.Left, _budget.Expired) = (permits, 2);
        _http.Always = static _ => StubHttp.Response(HttpStatusCode.OK, "7");

        var failure = await Record.ExceptionAsync(() => Call(HttpMethod.Post).SendAsync(_client, default));

        Assert.Equal((permits > 2 ? 1 : 0, permits > 2 ? (FailureKind?)null : FailureKind.RateLimited), (_http.Requests.Count, (failure as ConnectorException)?.Kind));
        Assert.Equal(taken + (permits > 2 ? 0 : 1), _budget.Taken.Count);
    }

    [Fact]
    public async Task Credentials_that_cannot_be_had_are_no_attempt_and_are_not_asked_for_again()
    {
        _credentials.Failure = new ConnectorException(FailureKind.Transient, "503", "no token");

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Call(HttpMethod.Get).SendAsync(_client, default));

        Assert.Same(_credentials.Failure, failure);
        Assert.Equal((1, 0, 0, 0), (_credentials.Asked, _http.Requests.Count, _budget.Taken.Count, _journal.Exchanges.Count));
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_leaves_an_entry()
    {
        using var stop = new CancellationTokenSource();
        _http.ThenAsync(async (_, _) =>
        {
            await stop.CancelAsync();
            return StubHttp.Response(HttpStatusCode.OK, "7");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Call(HttpMethod.Post).SendAsync(_client, stop.Token));

        Assert.Equal((200, "Cancelled"), _journal.Exchanges.Select(e => (e.Status, e.ErrorCode)).Single());
    }

    [Fact]
    public async Task An_attempt_beyond_its_time_is_a_failure_of_the_table_and_is_recorded_without_a_status()
    {
        _http.ThenAsync(async (_, stop) =>
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, stop);
            return StubHttp.Response(HttpStatusCode.OK, "7");
        });

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Call(HttpMethod.Post).SendAsync(_client, default));

        Assert.Equal(nameof(BrokenCall.TimedOut), failure.Code);
        Assert.Equal((0, nameof(BrokenCall.TimedOut)), _journal.Exchanges.Select(e => (e.Status, e.ErrorCode)).Single());
        Assert.Empty(_budget.Reports);
    }

    [Theory]
    [InlineData("not a number")]
    [InlineData("99999999999999999999")]
    public async Task A_number_out_of_bounds_is_a_response_that_cannot_be_read(string body)
    {
        _http.Then(HttpStatusCode.OK, body);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => Call(HttpMethod.Post).SendAsync(_client, default));

        Assert.Equal(nameof(BrokenCall.Unreadable), failure.Code);
    }

    [Fact]
    public async Task What_nobody_foresaw_leaves_an_entry_too()
    {
        _http.Then(static _ => throw new NotSupportedException("odd"));

        await Assert.ThrowsAsync<NotSupportedException>(() => Call(HttpMethod.Get).SendAsync(_client, default));

        Assert.Single(_journal.Exchanges);
    }

    [Fact]
    public async Task A_request_that_is_no_call_passes_as_it_is()
    {
        _http.Then(HttpStatusCode.ServiceUnavailable, "not ours");

        using var response = await _client.GetAsync(new Uri("https://elsewhere.example.com/"));

        Assert.Equal("not ours", await response.Content.ReadAsStringAsync());
        Assert.Equal((0, 0, null), (_budget.Taken.Count, _journal.Exchanges.Count, _http.Requests.Single().Authorization));
    }

    [Fact]
    public async Task A_call_with_credentials_of_its_own_takes_no_permit()
    {
        _http.Then(HttpStatusCode.OK, "7");

        Assert.Equal(7, await Call(HttpMethod.Get, own: true).SendAsync(_client, default));

        Assert.Empty(_budget.Taken);
        Assert.Single(_journal.Exchanges);
    }

    [Fact]
    public async Task A_poll_belongs_to_no_order_and_what_it_gets_again_is_no_news()
    {
        _http.Then(HttpStatusCode.OK, "7").Then(HttpStatusCode.OK, "7").Then(HttpStatusCode.OK, "7").Then(HttpStatusCode.OK, "8")
            .Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.OK, "8").Then(HttpStatusCode.OK, "8");

        foreach (var poll in new[] { "list 1", "list 1", "list 2", "list 1" }) await Poll(poll).SendAsync(_client, default);
        await Poll("list 1").SendAsync(_client, default);
        await Poll(null).SendAsync(_client, default);

        Assert.Equal([false, true, false, false, false, true, false], _journal.Exchanges.Select(static e => e.FoundNothing));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1], _journal.Exchanges.Select(static e => e.OrderIds.Count));

        static ApiCall<int?> Poll(string? poll) => new(
            new Nobody(), HttpMethod.Get, "things", static (body, _) => new Reading<int?>(int.Parse(Encoding.UTF8.GetString(body.Span), System.Globalization.CultureInfo.InvariantCulture), ["order"]))
        {
            Poll = poll
        };
    }

    [Fact]
    public async Task A_call_names_the_work_that_made_it()
    {
        _http.Always = static _ => StubHttp.Response(HttpStatusCode.OK, "7");

        using (CurrentWork.Begin("work")) await Call(HttpMethod.Get).SendAsync(_client, default);
        await Call(HttpMethod.Get).SendAsync(_client, default);

        Assert.Equal(["work", null], _journal.Exchanges.Select(static e => e.WorkId));
    }

    [Fact]
    public async Task Bodies_are_redacted_once_and_where_the_journal_asks_for_them()
    {
        _http.Then(HttpStatusCode.OK, "[8]");

        await Exchange("[7]").SendAsync(_client, default);

        Assert.Equal(0, _redaction.Done);
        var exchange = Assert.Single(_journal.Exchanges);
        Assert.Equal(("redacted [7]", "redacted [8]", "redacted [8]"), (exchange.RequestBody, exchange.ResponseBody, exchange.ResponseBody));
        Assert.Equal(2, _redaction.Done);
    }

    [Fact]
    public async Task A_body_in_memory_that_the_next_call_uses_is_redacted_before_the_call_ends()
    {
        _http.Then(HttpStatusCode.OK, "[8]");

        await Exchange("[7]", leavesBody: true).SendAsync(_client, default);

        Assert.Equal(1, _redaction.Done);
        Assert.Equal("redacted [8]", Assert.Single(_journal.Exchanges).ResponseBody);
    }

    [Fact]
    public async Task A_long_body_does_not_wait_in_memory()
    {
        _http.Then(HttpStatusCode.OK, "[8]");

        await Exchange("[" + new string(' ', JournalHandler.LargestWaiting) + "]").SendAsync(_client, default);

        Assert.Equal(1, _redaction.Done);
    }

    private static ApiCall<string?> Exchange(string body, bool leavesBody = false) =>
        new(new Nobody(), HttpMethod.Post, "things", static (read, _) => new Reading<string?>(Encoding.UTF8.GetString(read.Span))) { Body = Encoding.UTF8.GetBytes(body), LeavesBody = leavesBody };

    private static ApiCall<int?> Call(HttpMethod method, bool? isRepeatable = null, bool own = false) =>
        new(new Nobody(), method, "things", static (body, _) => new Reading<int?>(int.Parse(Encoding.UTF8.GetString(body.Span), System.Globalization.CultureInfo.InvariantCulture)))
        {
            IsRepeatable = isRepeatable ?? method == HttpMethod.Get,
            Authorization = own ? new("Own", "credentials") : null
        };

    private sealed class CountedRedaction : IBodyRedaction
    {
        public int Done { get; private set; }

        public string Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null)
        {
            Done++;
            return "redacted " + Encoding.UTF8.GetString(utf8.Span);
        }
    }

    private sealed class Credentials : DelegatingHandler
    {
        public int Asked { get; private set; }
        public ConnectorException? Failure { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (ApiCall.From(request) is not { Authorization: null }) return base.SendAsync(request, cancellationToken);
            Asked++;
            if (Failure is not null) throw Failure;
            request.Headers.Authorization = new("Key", $"{Asked}");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Nobody : IApi, IFailureTable
    {
        public string Vendor => "nobody";
        public Uri BaseAddress => new("https://api.example.com/");
        public string Budget => "account";
        public TimeSpan Timeout => TimeSpan.FromSeconds(5);
        public long MaxResponseBytes => 1000;
        public IFailureTable Failures => this;

        public void Prepare(ApiCall call, HttpRequestMessage request)
        {
        }

        public void Observe(ApiCall call, HttpResponseMessage response)
        {
        }

        public RateReport ReportOf(ApiCall call, ApiResponse response, bool throttled) => new(null, null, null, throttled, call.At);

        public void LogFailure(ApiCall call, string code)
        {
        }

        public ConnectorException? From(ApiCall call, ApiResponse response) =>
            response.IsSuccess ? null : new ConnectorException(FailureKind.Transient, $"{response.Status}", "refused");

        public ConnectorException From(ApiCall call, BrokenCall how, Exception cause) => new(FailureKind.Transient, $"{how}", "broken", cause);

        public ConnectorException NoPermit(ApiCall call, RatePermit permit) => new(FailureKind.RateLimited, "none", "no permit");

        public bool IsWorthARetry(ConnectorException failure) => true;

        public string CodeOf(ConnectorException failure) => failure.Code;

        public string? WordsOf(ConnectorException failure) => null;
    }
}
