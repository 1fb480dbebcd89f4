using System.Net;
using System.Text;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class ClientTests : IDisposable
{
    private const string Path = "GET /acme/orders/x";
    private readonly Shop _shop = new();

    [Fact]
    public async Task A_request_carries_the_token_a_correlation_id_and_who_we_are()
    {
        _shop.Server.On(Path, Documents.Order());

        await _shop.Orders.GetAsync("x", default);

        var headers = _shop.Server.Calls.Single().Headers;
        Assert.Equal("https://api.example.com/acme/orders/x?expand=paymentInfo.payments%5B%2A%5D", _shop.Server.Calls.Single().Address.AbsoluteUri);
        Assert.Equal("Bearer token-1", headers["Authorization"]);
        Assert.Matches("^acme/[0-9a-f]{32}$", headers["X-Correlation-ID"]);
        Assert.Equal("shipstation-connector", headers["X-External-User-ID"]);
        Assert.StartsWith("shipstation-connector/", headers["User-Agent"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "InvalidInput", FailureKind.Rejected, "InvalidInput", 1)]
    [InlineData(400, "QueryTimedOut", FailureKind.Transient, "QueryTimedOut", 1)]
    [InlineData(403, "insufficient_scope", FailureKind.Unauthorized, ErrorCodes.Unauthorized, 1)]
    [InlineData(408, "Timeout", FailureKind.Transient, ErrorCodes.Timeout, 4)]
    [InlineData(409, "ConcurrentModification", FailureKind.Conflict, ErrorCodes.VersionConflict, 1)]
    [InlineData(429, "TooMany", FailureKind.RateLimited, ErrorCodes.RateLimited, 4)]
    [InlineData(500, "General", FailureKind.Transient, ErrorCodes.ServerError, 4)]
    [InlineData(502, "BadGateway", FailureKind.Transient, ErrorCodes.ServerError, 4)]
    [InlineData(503, "OverCapacity", FailureKind.Transient, ErrorCodes.ServerError, 4)]
    [InlineData(504, "ExtensionNoResponse", FailureKind.Transient, ErrorCodes.Timeout, 4)]
    [InlineData(302, "Moved", FailureKind.Unknown, ErrorCodes.Unexpected, 1)]
    [InlineData(418, "Teapot", FailureKind.Unknown, ErrorCodes.Unexpected, 1)]
    public async Task Each_failure_of_a_read_has_its_kind_and_only_passing_ones_are_tried_again(
        int status, string vendorCode, FailureKind kind, string code, int calls)
    {
        // A read that the shop refuses with payments is tried again without them; that is not the matter here.
        using var shop = new Shop(("Commercetools:ExpandPayments", "false"));
        shop.Server.On(Path, _ => Documents.Error(status, vendorCode));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => shop.Orders.GetAsync("x", default));

        Assert.Equal((kind, code, status), (failure.Kind, failure.Code, failure.Status));
        Assert.Equal([vendorCode], failure.VendorCodes);
        Assert.Equal(calls, shop.Server.Calls.Count);
        Assert.Equal(Enumerable.Range(1, calls), shop.Journal.Exchanges.Where(one => one.Method == "GET").Select(one => one.Attempt));
        Assert.All(shop.Journal.Exchanges.Where(one => one.Method == "GET"), one => Assert.Equal((status, vendorCode), (one.Status, one.ErrorCode)));
    }

    [Theory]
    [InlineData(400, FailureKind.Rejected, ErrorCodes.UpdateRejected)]
    [InlineData(403, FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData(404, FailureKind.Rejected, ErrorCodes.OrderNotFound)]
    [InlineData(409, FailureKind.Conflict, ErrorCodes.VersionConflict)]
    [InlineData(429, FailureKind.RateLimited, ErrorCodes.RateLimited)]
    [InlineData(500, FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData(503, FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData(504, FailureKind.Transient, ErrorCodes.Timeout)]
    public async Task A_write_is_never_sent_twice_whatever_the_failure(int status, FailureKind kind, string code)
    {
        _shop.Server.On("POST /acme/orders/x", _ => Documents.Error(status, "Some", ",\"currentVersion\":9"));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.UpdateAsync("x", 3, [], default));

        Assert.Equal((kind, code, 9L), (failure.Kind, failure.Code, failure.CurrentVersion));
        Assert.Single(_shop.Server.Calls);
    }

    [Fact]
    public async Task A_read_that_succeeds_at_last_has_waited_a_little_longer_each_time()
    {
        _shop.Server.OnInTurn(
            Path, () => Documents.Error(503, "OverCapacity"), () => throw new HttpRequestException("reset"), () => StubHttp.Json("<html>"), () => StubHttp.Json(Documents.Order()));

        Assert.NotNull(await _shop.Orders.GetAsync("x", default));

        Assert.Equal(4, _shop.Server.Calls.Count);
        Assert.Equal(3, _shop.Clock.Delays.Count);
        Assert.All(_shop.Clock.Delays, delay => Assert.InRange(delay, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
        Assert.Equal([503, 0, 200, 200], _shop.Journal.Exchanges.Where(one => one.Method == "GET").Select(one => one.Status));
        Assert.Equal(
            ["OverCapacity", ErrorCodes.ConnectionFailed, ErrorCodes.UnreadableResponse, null],
            _shop.Journal.Exchanges.Where(one => one.Method == "GET").Select(one => one.ErrorCode));
    }

    [Fact]
    public async Task A_short_wait_that_the_shop_asks_for_is_kept()
    {
        _shop.Server.OnInTurn(Path, () => Throttled(3), () => StubHttp.Json(Documents.Order()));

        Assert.NotNull(await _shop.Orders.GetAsync("x", default));

        Assert.Equal([TimeSpan.FromSeconds(3)], _shop.Clock.Delays);
    }

    [Fact]
    public async Task A_long_wait_that_the_shop_asks_for_is_left_to_the_caller()
    {
        _shop.Server.On(Path, _ => Throttled(120));
        var now = _shop.Clock.GetUtcNow();

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.GetAsync("x", default));

        Assert.Equal((FailureKind.RateLimited, now.AddSeconds(120)), (failure.Kind, failure.RetryAt));
        Assert.Single(_shop.Server.Calls);
        Assert.Empty(_shop.Clock.Delays);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task No_response_within_the_limit_is_a_timeout(string method)
    {
        _shop.Server.On("GET /acme/orders/x", _ => throw new TaskCanceledException());
        _shop.Server.On("POST /acme/orders/x", _ => throw new TaskCanceledException());

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => CallAsync(method));

        Assert.Equal((FailureKind.Transient, ErrorCodes.Timeout, 0), (failure.Kind, failure.Code, failure.Status));
        Assert.Equal(method == "GET" ? 4 : 1, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task The_limit_is_kept_by_the_clock_that_was_given()
    {
        _shop.Server.On(Path, _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) });
        _shop.Server.On("GET /acme/orders/first", Documents.Order());
        await _shop.Orders.GetAsync("first", default);
        _shop.Clock.TimeLimitsRunOut = true;

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.GetAsync("x", default));

        Assert.Equal(ErrorCodes.Timeout, failure.Code);
    }

    [Theory]
    [InlineData("GET", "<html><body>Welcome</body></html>")]
    [InlineData("GET", """{"id":"x","version":3,"totalP""")]
    [InlineData("GET", "")]
    [InlineData("GET", "[]")]
    [InlineData("POST", "<html><body>Welcome</body></html>")]
    [InlineData("POST", """{"id":"x","vers""")]
    [InlineData("POST", "")]
    [InlineData("POST", """{"id":"x"}""")]
    public async Task A_response_that_is_not_what_was_promised_leaves_the_outcome_open(string method, string response)
    {
        _shop.Server.On($"{method} /acme/orders/x", _ => StubHttp.Json(response));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => CallAsync(method));

        Assert.Equal((FailureKind.Transient, ErrorCodes.UnreadableResponse, 200), (failure.Kind, failure.Code, failure.Status));
        Assert.Equal(method == "GET" ? 4 : 1, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task A_body_that_breaks_off_on_the_way_is_unreadable_too()
    {
        _shop.Server.On(Path, _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) });

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.GetAsync("x", default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.UnreadableResponse), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task An_endless_response_is_read_no_further_than_allowed()
    {
        using var small = new Shop(("Commercetools:MaxOrderMegabytes", "1"));
        using var endless = new EndlessStream(fast: true);
        small.Server.On(Path, _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(endless) });

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => small.Orders.GetAsync("x", default));

        Assert.Equal(ErrorCodes.ResponseTooLarge, failure.Code);
        Assert.InRange(endless.Given, 1024 * 1024, 3 * 1024 * 1024);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_failure_of_ours_and_no_second_attempt()
    {
        using var stop = new CancellationTokenSource();
        _shop.Server.On(Path, _ =>
        {
            stop.Cancel();
            throw new TaskCanceledException();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _shop.Orders.GetAsync("x", stop.Token));

        Assert.Single(_shop.Server.Calls);
        Assert.Equal("Cancelled", _shop.Journal.Exchanges[^1].ErrorCode);
    }

    [Fact]
    public async Task A_failure_reports_what_the_person_on_call_needs_and_no_more()
    {
        _shop.Server.On("POST /acme/orders/x", _ =>
        {
            var response = StubHttp.Json(
                $$"""{"statusCode":400,"message":"Bad value ada@example.com","errors":[{"code":"InvalidField","message":"m"},{"code":"InvalidInput","message":"n"}],"firstName":"Ada","x":"{{new string('y', 9000)}}"}""",
                HttpStatusCode.BadRequest);
            response.Headers.Add("X-Correlation-ID", "acme/their-own");
            return response;
        });

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.UpdateAsync("x", 3, [], default));

        Assert.Equal((400, "POST", "https://api.example.com/acme/orders/x", "acme/their-own"), (failure.Status, failure.Method, failure.Url, failure.CorrelationId));
        Assert.Equal(["InvalidField", "InvalidInput"], failure.VendorCodes);
        Assert.Contains("responded 400 to POST /acme/orders/x: InvalidField, InvalidInput: Bad value hash:", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Body!.Length, 1500, 2200);
        foreach (var text in new[] { failure.Message, failure.Body, failure.ToString() })
        {
            Assert.DoesNotContain("ada@example.com", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\"Ada\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("token-1", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_failure_repeats_neither_phones_nor_credentials_nor_endless_words_of_the_vendor()
    {
        _shop.Server.On("POST /acme/orders/x", _ =>
        {
            var response = StubHttp.Json(
                $$"""{"statusCode":400,"message":"Field 'mobile' with +49 30 1234567 is bad (Authorization: Bearer abcDEF123456)","errors":[{"code":"{{new string('z', 5000)}}"}]}""", HttpStatusCode.BadRequest);
            response.Headers.Add("X-Correlation-ID", new string('c', 5000));
            return response;
        });

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => _shop.Orders.UpdateAsync("x", 3, [], default));

        Assert.InRange(failure.Message.Length, 100, 1500);
        Assert.InRange(failure.VendorCodes[0].Length, 1, 100);
        foreach (var text in new[] { failure.Message, failure.Body!, failure.ToString(), _shop.Journal.Exchanges[^1].ResponseBody! })
        {
            Assert.DoesNotContain("1234567", text, StringComparison.Ordinal);
            Assert.DoesNotContain("abcDEF123456", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task What_cannot_be_the_id_of_an_order_never_becomes_part_of_a_path(string id)
    {
        foreach (var call in (Func<Task>[])[() => _shop.Orders.GetAsync(id, default), () => _shop.Orders.UpdateAsync(id, 3, [], default)])
        {
            var failure = await Assert.ThrowsAsync<CommercetoolsException>(call);
            Assert.Equal((FailureKind.Rejected, ErrorCodes.OrderNotFound), (failure.Kind, failure.Code));
        }
        Assert.Empty(_shop.Server.Calls);
    }

    public void Dispose() => _shop.Dispose();

    private async Task CallAsync(string method)
    {
        if (method == "GET") await _shop.Orders.GetAsync("x", default);
        else await _shop.Orders.UpdateAsync("x", 3, [], default);
    }

    private static HttpResponseMessage Throttled(int seconds)
    {
        var response = Documents.Error(429, "TooMany");
        response.Headers.Add("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return response;
    }

    /// <summary>Sends blanks for ever, or nothing for ever.</summary>
    private sealed class EndlessStream(bool fast = false) : MemoryStream(Encoding.UTF8.GetBytes("{"))
    {
        public long Given { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!fast) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            buffer.Span.Fill((byte)' ');
            Given += buffer.Length;
            return buffer.Length;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}
