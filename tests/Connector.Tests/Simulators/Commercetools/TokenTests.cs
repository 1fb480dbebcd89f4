using System.Net;
using System.Net.Http.Headers;
using Connector.Simulators.Commercetools;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_names_its_scope_and_its_life()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { TokenLifetime = TimeSpan.FromMinutes(10) });
        var token = (await probe.PostTokenAsync("grant_type=client_credentials&scope=view_orders%3Ademo+manage_orders%3Ademo")).Ok();
        Assert.Equal(("Bearer", 600, "view_orders:demo manage_orders:demo"), ((string)token["token_type"]!, (int)token["expires_in"]!, (string)token["scope"]!));
        var known = (await probe.PostTokenAsync("token=" + (string?)token["access_token"], call: "introspect")).Ok();
        Assert.True((bool)known["active"]!);
        Assert.Equal("view_orders:demo manage_orders:demo", (string?)known["scope"]);
        Assert.False((bool)(await probe.PostTokenAsync("token=other", call: "introspect")).Ok()["active"]!);
        Assert.NotNull((await probe.PostTokenAsync("", call: "token?grant_type=client_credentials")).Ok()["access_token"]);
    }

    [Theory]
    [InlineData("demo", "wrong", "grant_type=client_credentials", 401, "invalid_client")]
    [InlineData("other", "demo", "grant_type=client_credentials", 401, "invalid_client")]
    [InlineData("demo", "demo", "grant_type=password", 400, "unsupported_grant_type")]
    [InlineData("demo", "demo", "", 400, "invalid_request")]
    [InlineData("demo", "demo", "grant_type=client_credentials&scope=view_orders:other", 400, "invalid_scope")]
    [InlineData("demo", "demo", "grant_type=client_credentials&scope=rule_the_world:demo", 400, "invalid_scope")]
    [InlineData("demo", "demo", "grant_type=client_credentials&scope=view_orders", 400, "invalid_scope")]
    public async Task Wrong_requests_for_a_token_are_refused(string user, string password, string form, int status, string code)
    {
        await using var probe = await ApiProbe.StartAsync();
        var response = await probe.PostTokenAsync(form, user, password);
        response.Refused(status, code);
        Assert.Equal(code, (string?)response.Body["error"]);
        Assert.NotNull(response.Body["error_description"]);
    }

    [Fact]
    public async Task Without_a_living_token_nothing_is_responded()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { TokenLifetime = TimeSpan.FromHours(1) });
        (await probe.GetAsync("demo/orders")).Ok();
        probe.Simulator.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("invalid_token", (string?)(await probe.GetAsync("demo/orders")).Refused(401, "invalid_token")["message"]);
        await probe.SignInAsync();
        (await probe.GetAsync("demo/orders")).Ok();
        (await probe.PostAsync("__sim/revoke", "{}")).Ok();
        (await probe.GetAsync("demo/orders")).Refused(401, "invalid_token");
        probe.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
        (await probe.GetAsync("demo/orders")).Refused(401, "invalid_token");
        probe.Http.DefaultRequestHeaders.Authorization = null;
        (await probe.GetAsync("demo/orders")).Refused(401, "invalid_token");
    }

    [Theory]
    [InlineData("view_orders:demo", "GET", "orders", 200)]
    [InlineData("view_orders:demo", "GET", "shipping-methods", 200)]
    [InlineData("view_orders:demo", "POST", "orders/import", 403)]
    [InlineData("view_orders:demo", "GET", "types", 403)]
    [InlineData("view_products:demo", "GET", "channels", 200)]
    [InlineData("manage_orders:demo", "GET", "orders", 200)]
    [InlineData("view_types:demo", "POST", "types", 403)]
    [InlineData("view_orders:demo:us-web", "GET", "orders", 403)]
    [InlineData("view_orders:demo view_types:demo", "GET", "subscriptions/key=x", 403)]
    [InlineData("manage_project:demo", "GET", "states", 200)]
    public async Task A_scope_opens_what_it_names(string scope, string method, string path, int status)
    {
        await using var probe = await ApiProbe.StartAsync(scope: scope);
        var response = await probe.SendAsync(new HttpRequestMessage(new HttpMethod(method), "demo/" + path) { Content = method == "POST" ? new StringContent("{}") : null });
        Assert.Equal((HttpStatusCode)status, response.Status);
        if (status == 403) Assert.Equal("insufficient_scope", (string?)response.Body["error"]);
    }

    [Fact]
    public async Task Another_project_is_not_found()
    {
        await using var probe = await ApiProbe.StartAsync();
        (await probe.GetAsync("acme/orders")).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("demo/unicorns")).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("oauth/teapot")).Refused(404, "ResourceNotFound");
    }

    [Fact]
    public async Task The_correlation_id_comes_back_or_is_made()
    {
        await using var probe = await ApiProbe.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "demo/orders");
        request.Headers.Add("X-Correlation-ID", "demo/trace-7");
        Assert.Equal("demo/trace-7", (await probe.SendAsync(request)).Headers["X-Correlation-ID"]);
        Assert.StartsWith("demo/", (await probe.GetAsync("demo/orders")).Headers["X-Correlation-ID"], StringComparison.Ordinal);
    }
}
