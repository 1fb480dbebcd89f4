using System.Net;
using Connector.ShipStation.V2;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.V2;

public sealed class WebhookKeysTests : IDisposable
{
    private readonly Signer _old = new("old");
    private readonly Signer _new = new("new");
    private readonly StubHttp _http = new();
    private readonly ManualTimeProvider _clock = new(Rig.Start);
    private readonly WebhookKeys _keys;

    public WebhookKeysTests() => _keys = new WebhookKeys(new Uri("https://keys.example/jwks"), _http, _clock);

    public void Dispose()
    {
        _keys.Dispose();
        _old.Dispose();
        _new.Dispose();
    }

    [Fact]
    public async Task A_known_key_is_fetched_once_a_day()
    {
        _http.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(_old));
        for (var i = 0; i < 5; i++) Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        Assert.Single(_http.Requests);
        _clock.Advance(TimeSpan.FromHours(25));
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        Assert.Equal(2, _http.Requests.Count);
    }

    [Fact]
    public async Task A_rotated_key_is_found_after_the_interval_and_not_denied_before()
    {
        _http.Then(HttpStatusCode.OK, Signer.SetOf(_old)).Then(HttpStatusCode.OK, Signer.SetOf(_old, _new));
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        Assert.Equal((null, false), await _keys.FindAsync("new", default));
        Assert.Single(_http.Requests);

        _clock.Advance(WebhookKeys.Interval);

        Assert.NotNull((await _keys.FindAsync("new", default)).Key);
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        Assert.Equal(2, _http.Requests.Count);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_counts_no_more_once_the_set_is_fetched_anew()
    {
        _http.Then(HttpStatusCode.OK, Signer.SetOf(_old)).Then(HttpStatusCode.OK, Signer.SetOf(_new));
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((null, true), await _keys.FindAsync("old", default));
    }

    [Fact]
    public async Task Made_up_ids_cost_one_call_an_interval_however_many_come_at_once()
    {
        _http.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(_old));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _keys.FindAsync($"made-up-{i}", default)));
        Assert.Single(_http.Requests);
        _clock.Advance(WebhookKeys.Interval);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _keys.FindAsync($"made-up-{i}", default)));
        Assert.Equal(2, _http.Requests.Count);
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(302, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"keys":[]}""")]
    [InlineData(200, """{"keys":[null,{"kty":"EC","kid":"new"},{"kty":"RSA","kid":"new","n":"AQAB","e":"AQAB"},{"kty":"RSA","kid":"new","n":"%%","e":"AQAB"}]}""")]
    public async Task A_response_without_usable_keys_leaves_those_that_are_kept(int status, string body)
    {
        _http.Then(HttpStatusCode.OK, Signer.SetOf(_old)).Then((HttpStatusCode)status, body, ("Location", "https://evil.example/jwks"));
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal((null, false), await _keys.FindAsync("new", default));
        Assert.NotNull((await _keys.FindAsync("old", default)).Key);
        Assert.Equal(2, _http.Requests.Count);
    }

    [Fact]
    public async Task A_set_without_end_is_not_read_to_its_end()
    {
        _http.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(_old).PadRight(70_000));
        Assert.Equal((null, false), await _keys.FindAsync("old", default));
    }

    [Fact]
    public async Task A_short_key_proves_nothing()
    {
        using var weak = new Signer("weak", bits: 1024);
        _http.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(weak, _old));
        Assert.Equal((null, true), await _keys.FindAsync("weak", default));
    }

    [Fact]
    public async Task A_broken_connection_is_reported_as_not_to_be_had_now()
    {
        _http.Always = _ => throw new HttpRequestException("no route");
        Assert.Equal((null, false), await _keys.FindAsync("old", default));
    }
}
