using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.Operations.Page;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Moq;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>The whole way of a browser to a provider of accounts and back.</summary>
public sealed class AccountSignInTests : IAsyncLifetime
{
    private readonly RSA _rsa = RSA.Create(2048);
    private WebApplication _provider = null!;
    private WebApplication _host = null!;
    private string _nonce = "";
    private string[] _roles = [];

    public async Task InitializeAsync()
    {
        _provider = Provider();
        await _provider.StartAsync();
        _host = Host(_provider.Urls.First());
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
        _rsa.Dispose();
    }

    [Theory]
    [InlineData("shipping-admins", OperatorRole.Operator)]
    [InlineData("shipping-readers", OperatorRole.Viewer)]
    public async Task An_account_with_a_role_is_signed_in_by_name(string role, OperatorRole expected)
    {
        _roles = ["staff", role];
        using var browser = Browser();
        using var back = await FollowAsync(browser, "/ops/sign-in/account?return=/ops%3Ftab%3Dlate");
        Assert.Equal((HttpStatusCode.Redirect, "/ops?tab=late"), (back.StatusCode, back.Headers.Location?.OriginalString));

        using var session = JsonDocument.Parse(await browser.GetStringAsync("/api/session"));
        Assert.Equal(("Grace Hopper", expected.ToString()), (session.RootElement.GetProperty("name").GetString(), session.RootElement.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task An_account_without_a_role_is_not_let_in()
    {
        _roles = ["staff"];
        using var browser = Browser();
        using var back = await FollowAsync(browser, "/ops/sign-in/account");
        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/health")).StatusCode);
    }

    [Fact]
    public async Task A_callback_that_nobody_asked_for_signs_nobody_in()
    {
        using var browser = Browser();
        using var back = await browser.GetAsync("/ops/signin-oidc?code=x&state=y");
        Assert.Equal(HttpStatusCode.Unauthorized, back.StatusCode);
        Assert.DoesNotContain("code=", await back.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/health")).StatusCode);
    }

    private HttpClient Browser() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(_host.Urls.First()) };

    /// <summary>Up to the response of our own callback.</summary>
    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, string path)
    {
        var response = await browser.GetAsync(path);
        while (response.Headers.Location is { IsAbsoluteUri: true } next)
        {
            response.Dispose();
            response = await browser.GetAsync(next);
        }
        return response;
    }

    private static WebApplication Host(string authority)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        var address = $"http://127.0.0.1:{FreePort()}";
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Operations:OpenIdConnect:Authority"] = authority, ["Operations:OpenIdConnect:ClientId"] = "connector", ["Operations:OpenIdConnect:ClientSecret"] = "secret",
            ["Operations:OpenIdConnect:Address"] = address, ["Operations:OpenIdConnect:OperatorRole"] = "shipping-admins", ["Operations:OpenIdConnect:ViewerRole"] = "shipping-readers"
        });
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        builder.Services.AddInMemoryStores();
        builder.Services.AddSingleton(Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default" }));
        builder.Services.AddSingleton(Mock.Of<IWebhookSecrets>());
        builder.Services.AddOperations().AddAccountSignIn(builder.Configuration);
        var app = builder.Build().MapAccountSignIn();
        app.MapOperations().MapOpsPage();
        return app;
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private WebApplication Provider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Text(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["issuer"] = Own(request), ["authorization_endpoint"] = Own(request) + "/authorize", ["token_endpoint"] = Own(request) + "/token", ["jwks_uri"] = Own(request) + "/keys",
            ["response_types_supported"] = new[] { "code" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" }
        }), "application/json"));
        app.MapGet("/keys", () =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Text($$"""{"keys":[{"kty":"RSA","use":"sig","kid":"1","n":"{{Base64UrlEncoder.Encode(key.Modulus)}}","e":"{{Base64UrlEncoder.Encode(key.Exponent)}}"}]}""", "application/json");
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            _nonce = request.Query["nonce"].ToString();
            return Results.Redirect($"{request.Query["redirect_uri"]}?code=once&state={Uri.EscapeDataString(request.Query["state"].ToString())}");
        });
        app.MapPost("/token", (HttpRequest request) =>
        {
            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Own(request), Audience = "connector", Expires = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime,
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "7", ["name"] = "Grace Hopper", ["nonce"] = _nonce, ["roles"] = _roles },
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "1" }, SecurityAlgorithms.RsaSha256)
            });
            return Results.Text(JsonSerializer.Serialize(new Dictionary<string, string> { ["access_token"] = "a", ["token_type"] = "Bearer", ["id_token"] = token }), "application/json");
        });
        return app;
    }

    private static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
