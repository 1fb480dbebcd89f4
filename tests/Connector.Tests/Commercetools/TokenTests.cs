using System.Net;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class TokenTests : IDisposable
{
    private readonly Shop _shop = new();

    public TokenTests() => _shop.Server.On("GET /acme/orders/x", Documents.Order());

    [Fact]
    public async Task The_token_is_asked_for_with_client_credentials()
    {
        await GetAsync();

        var call = _shop.Server.TokenCalls.Single();
        Assert.Equal("https://auth.example.com/oauth/token", call.Address.AbsoluteUri);
        Assert.Equal("Basic Y2xpZW50LTE6b3Blbi1zZXNhbWU=", call.Headers["Authorization"]);
        Assert.Equal("application/x-www-form-urlencoded", call.Headers["Content-Type"]);
        Assert.Equal("grant_type=client_credentials&scope=view_orders%3Aacme%20manage_orders%3Aacme", call.Body);
    }

    [Fact]
    public async Task Many_callers_share_one_token()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(GetAsync)));

        Assert.Single(_shop.Server.TokenCalls);
        Assert.Equal(20, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task It_is_renewed_some_minutes_before_it_ends()
    {
        await GetAsync();
        _shop.Clock.Advance(TimeSpan.FromSeconds(172_800 - 301));
        await GetAsync();
        Assert.Single(_shop.Server.TokenCalls);

        _shop.Clock.Advance(TimeSpan.FromSeconds(2));
        await GetAsync();

        Assert.Equal(2, _shop.Server.TokenCalls.Count);
        Assert.Equal("Bearer token-2", _shop.Server.Calls[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task A_renewal_that_fails_early_leaves_the_old_token_in_use()
    {
        await GetAsync();
        _shop.Clock.Advance(TimeSpan.FromSeconds(172_800 - 200));
        _shop.Server.On("POST /oauth/token", _ => Documents.Error(503, "OverCapacity"));

        await GetAsync();

        Assert.Equal("Bearer token-1", _shop.Server.Calls[^1].Headers["Authorization"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_refused_token_is_dropped_and_the_call_repeated_once(string method)
    {
        _shop.Server.On($"{method} /acme/orders/y", seen => seen.Headers["Authorization"] == "Bearer token-1"
            ? Documents.Error(401, "invalid_token")
            : StubHttp.Json(Documents.Order(version: 8)));

        if (method == "GET") Assert.NotNull(await _shop.Orders.GetAsync("y", default));
        else Assert.Equal(8, await _shop.Orders.UpdateAsync("y", 3, [], default));

        Assert.Equal(["Bearer token-1", "Bearer token-2"], _shop.Server.Calls.Select(call => call.Headers["Authorization"]));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_token_refused_twice_is_a_matter_of_credentials(string method)
    {
        _shop.Server.On($"{method} /acme/orders/y", _ => Documents.Error(401, "invalid_token"));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(
            () => method == "GET" ? _shop.Orders.GetAsync("y", default) : _shop.Orders.UpdateAsync("y", 3, [], default));

        Assert.Equal((FailureKind.Unauthorized, ErrorCodes.Unauthorized), (failure.Kind, failure.Code));
        Assert.Equal(2, _shop.Server.Calls.Count);
        Assert.Equal(2, _shop.Server.TokenCalls.Count);
    }

    [Theory]
    [InlineData(401, "invalid_client")]
    [InlineData(400, "invalid_scope")]
    public async Task Refused_credentials_are_reported_by_their_settings_and_never_shown(int status, string code)
    {
        _shop.Server.On("POST /oauth/token", _ => StubHttp.Json(
            $$"""{"statusCode":{{status}},"message":"{{code}}","error":"{{code}}","errors":[{"code":"{{code}}","message":"{{code}}"}]}""", (HttpStatusCode)status));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(GetAsync);

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Equal([code], failure.VendorCodes);
        Assert.Empty(_shop.Server.Calls);
        Assert.DoesNotContain("open-sesame", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passing_failure_of_the_token_host_is_tried_again()
    {
        _shop.Server.OnInTurn(
            "POST /oauth/token", () => Documents.Error(502, "BadGateway"), () => StubHttp.Json("{}"), () => StubHttp.Json("""{"access_token":"late","expires_in":100}"""));

        await GetAsync();

        Assert.Equal("Bearer late", _shop.Server.Calls.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task The_journal_sees_that_a_token_was_fetched_but_neither_it_nor_the_secret()
    {
        await GetAsync();

        var exchange = _shop.Journal.Exchanges[0];
        Assert.Equal(("POST", "/oauth/token", 200, null, null), (exchange.Method, exchange.Path, exchange.Status, exchange.RequestBody, exchange.ResponseBody));
        Assert.All(_shop.Journal.Exchanges, one => Assert.DoesNotContain("token-1", one.ToString(), StringComparison.Ordinal));
    }

    public void Dispose() => _shop.Dispose();

    private Task GetAsync() => _shop.Orders.GetAsync("x", default);
}
