using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Access;
using Connector.Tests.Operations.Api;
using Connector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Operations.Access;

/// <summary>One host with a viewer and an operator, whom tokens and the form let in.</summary>
public sealed partial class SignInTests : IAsyncLifetime
{
    private const string AdasToken = "ada-0123456789-0123456789";
    private const string ViewersToken = "viewer-0123456789-0123456789";

    private static readonly (string, string)[] s_settings =
    [
        ("Operations:Operators:0:Name", "Ada"), ("Operations:Operators:0:Role", "Operator"),
        ("Operations:Operators:0:TokenHash", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AdasToken)))),
        ("Operations:Operators:1:Name", "Vera"), ("Operations:Operators:1:Token", ViewersToken)
    ];

    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync(null, s_settings);
    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/health")]
    [InlineData("GET", "/api/errors")]
    [InlineData("GET", "/api/session")]
    [InlineData("GET", "/api/orders/US-1/trace")]
    [InlineData("POST", "/api/errors/retry")]
    [InlineData("POST", "/api/flows/orders/pause")]
    public async Task Nobody_gets_401_and_nothing_else(string method, string path)
    {
        foreach (var (name, value) in new[] { ("X-None", "1"), ("Authorization", "Bearer wrong-0123456789-0123456789"), ("x-functions-key", "wrong"), ("Cookie", "connector-operator=AAAA"), ("Authorization", "Basic YTpi") })
        {
            var (status, body) = await _host.SendAsync(new HttpMethod(method), path, method == "POST" ? JsonContent.Create(new { all = true }) : null, (name, value));
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Equal(["status", "title", "type"], body.EnumerateObject().Select(static p => p.Name).Where(static n => n != "traceId").Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + AdasToken)]
    [InlineData("x-functions-key", AdasToken)]
    public async Task A_token_lets_an_operator_change_things_in_their_name(string header, string value)
    {
        var dead = await _host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);
        var (status, _) = await _host.SendAsync(HttpMethod.Post, "/api/errors/retry", JsonContent.Create(new { all = true, by = "somebody else" }), (header, value));

        Assert.Equal(HttpStatusCode.OK, status);
        var entry = Assert.Single((await _host.Get<IJournal>().ReadAsync(dead.Info.OrderId!, default)).Select(static i => i.Entry!), static e => e.Text.Contains("retried", StringComparison.Ordinal));
        Assert.Equal("Ada", Assert.Single(entry.Events).By);
    }

    [Fact]
    public async Task The_proof_of_an_erasure_names_who_signed_in()
    {
        var (status, proof) = await _host.SendAsync(
            HttpMethod.Post, "/api/erase", JsonContent.Create(new { email = "nobody@example.com", by = "somebody else" }), ("Authorization", "Bearer " + AdasToken));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Ada", proof.GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_viewer_reads_and_changes_nothing()
    {
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/health", ("Authorization", "Bearer " + ViewersToken))).Status);
        foreach (var path in new[] { "/api/flows/orders/pause", "/api/errors/retry", "/api/labels/approve" })
            Assert.Equal(HttpStatusCode.Forbidden, (await _host.SendAsync(HttpMethod.Post, path, JsonContent.Create(new { all = true }), ("Authorization", "Bearer " + ViewersToken))).Status);
        Assert.Empty(await _host.Get<FlowDesk>().ListAsync(default));
    }

    [Fact]
    public async Task The_page_leads_to_the_form_and_back()
    {
        using var response = await _host.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/ops?order=1"));
        // The client follows the redirection.
        Assert.Equal("/ops/sign-in?return=%2Fops%3Forder%3D1", response.RequestMessage!.RequestUri!.PathAndQuery);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("name=\"return\" value=\"/ops?order=1\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'self'; form-action 'self';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _host.Http.GetAsync("/ops/sign-in.css")).StatusCode);
    }

    [Fact]
    public async Task The_form_signs_in_until_the_sign_in_ends()
    {
        using var browser = new Browser(_host);
        using var signedIn = await browser.SignInAsync(AdasToken, "/ops");
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"), static c => c.StartsWith(SignInCookie.Name + "=", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.SeeOther, "/ops"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("ada", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/ops"));
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/api/health"));
        _host.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.GetAsync("/api/health"));
        Assert.Equal(HttpStatusCode.SeeOther, await browser.GetAsync("/ops"));
    }

    [Theory]
    [InlineData("//evil.example.net/ops")]
    [InlineData("https://evil.example.net/ops")]
    [InlineData("/ops\\..")]
    [InlineData("/opsx")]
    [InlineData("")]
    public async Task The_form_leads_to_no_other_place(string back)
    {
        using var browser = new Browser(_host);
        using var signedIn = await browser.SignInAsync(AdasToken, back);
        Assert.Equal("/ops", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_changes_only_what_a_page_of_ours_asks_for()
    {
        using var browser = new Browser(_host);
        (await browser.SignInAsync(AdasToken, "/ops")).Dispose();
        var (header, token) = await browser.FormTokenAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/api/flows/orders/pause"));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/api/flows/orders/pause", (header, "forged")));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/api/flows/orders/pause", (header, token), ("Origin", "https://evil.example.net")));
        Assert.Empty(await _host.Get<FlowDesk>().ListAsync(default));
        Assert.Equal(HttpStatusCode.OK, await browser.PostAsync("/api/flows/orders/pause", (header, token)));
        Assert.Equal("paused by Ada", Assert.Single(await _host.Get<FlowDesk>().ListAsync(default)).Pause.Reason);
    }

    [Fact]
    public async Task A_form_of_one_person_is_none_of_another()
    {
        using var ada = new Browser(_host);
        using var viewer = new Browser(_host);
        (await ada.SignInAsync(AdasToken, "/ops")).Dispose();
        (await viewer.SignInAsync(ViewersToken, "/ops")).Dispose();
        var (header, token) = await viewer.FormTokenAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await ada.PostAsync("/api/flows/orders/pause", (header, token)));
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var browser = new Browser(_host);
        (await browser.SignInAsync(ViewersToken, "/ops")).Dispose();
        var (header, token) = await browser.FormTokenAsync();
        Assert.Equal(HttpStatusCode.SeeOther, await browser.PostAsync("/ops/sign-out", (header, token)));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.GetAsync("/api/health"));
    }

    [Fact]
    public async Task A_form_without_our_token_signs_nobody_in()
    {
        using var browser = new Browser(_host);
        using var content = new FormUrlEncodedContent([new("token", AdasToken), new("return", "/ops")]);
        Assert.Equal(HttpStatusCode.Forbidden, await browser.SendAsync(HttpMethod.Post, "/ops/sign-in", content));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.GetAsync("/api/health"));
    }

    [Fact]
    public async Task After_ten_wrong_tokens_a_sender_waits_a_minute_and_who_is_signed_in_does_not()
    {
        using var browser = new Browser(_host);
        (await browser.SignInAsync(AdasToken, "/ops")).Dispose();
        for (var i = 0; i < SignInAttempts.Most; i++)
        {
            using var wrong = await browser.SignInAsync($"wrong-{i}", "/ops");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
        using var right = await browser.SignInAsync(AdasToken, "/ops");
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (right.StatusCode, right.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _host.GetAsync("/api/health", ("Authorization", "Bearer " + AdasToken))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/health", ("Authorization", "Bearer " + AdasToken), ("Remote", "::1"))).Status);
        Assert.Equal(HttpStatusCode.OK, await browser.GetAsync("/api/health"));
        _host.Clock.Advance(SignInAttempts.Window);
        Assert.Equal(HttpStatusCode.OK, (await _host.GetAsync("/api/health", ("Authorization", "Bearer " + AdasToken))).Status);
    }

    [Fact]
    public async Task A_link_of_another_site_leads_to_the_page_by_way_of_our_own()
    {
        // The browser leaves out the cookie, and the sign-in form would be wrong for whoever is signed in.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ops?order=\"><script>") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var response = await _host.Http.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("http-equiv=\"refresh\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_ends_with_its_token_and_holds_for_other_instances_with_the_same_secrets()
    {
        using var browser = new Browser(_host);
        (await browser.SignInAsync(AdasToken, "/ops")).Dispose();
        await using var one = await OperationsHost.StartAsync(WithKey, s_settings);
        await using var two = await OperationsHost.StartAsync(WithKey, s_settings);
        await using var changed = await OperationsHost.StartAsync(WithKey, [.. s_settings.Where(static s => s.Item1 != "Operations:Operators:0:TokenHash"), ("Operations:Operators:0:TokenHash", new string('a', 64))]);
        using var first = new Browser(one);
        (await first.SignInAsync(AdasToken, "/ops")).Dispose();

        Assert.Equal(HttpStatusCode.OK, (await two.GetAsync("/api/health", ("Cookie", first.Cookie))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await changed.GetAsync("/api/health", ("Cookie", first.Cookie))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.GetAsync("/api/health", ("Cookie", browser.Cookie))).Status);

        static void WithKey(IServiceCollection services) => services.Configure<RedactionOptions>(static options => options.RedactionSalt = "a text of this installation alone");
    }

    [Fact]
    public async Task Without_operators_this_machine_is_let_in_and_a_browser_needs_the_token_of_the_page()
    {
        await using var open = await OperationsHost.StartAsync();
        using var browser = new Browser(open);
        Assert.Equal(("local", false), await browser.WhoAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostAsync("/api/flows/orders/pause", ("Sec-Fetch-Site", "same-origin")));
        var (header, token) = await browser.FormTokenAsync();
        Assert.Equal(HttpStatusCode.OK, await browser.PostAsync("/api/flows/orders/pause", ("Sec-Fetch-Site", "same-origin"), (header, token)));
        Assert.Equal(HttpStatusCode.NotFound, await browser.GetAsync("/ops/sign-in"));
    }

    /// <summary>Keeps cookies and follows no redirection.</summary>
    private sealed partial class Browser : IDisposable
    {
        private readonly HttpClient _http;
        private readonly CookieContainer _cookies = new();

        public Browser(OperationsHost host) =>
            _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = host.Http.BaseAddress };

        public string Cookie => _cookies.GetCookieHeader(_http.BaseAddress!);

        public async Task<HttpResponseMessage> SignInAsync(string token, string back)
        {
            var form = FormToken().Match(await _http.GetStringAsync("/ops/sign-in"));
            using var content = new FormUrlEncodedContent([new(form.Groups["name"].Value, form.Groups["value"].Value), new("token", token), new("return", back)]);
            return await _http.PostAsync("/ops/sign-in", content);
        }

        public async Task<(string Header, string Token)> FormTokenAsync()
        {
            var session = await _http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/session");
            return (session.GetProperty("forgeryHeader").GetString()!, session.GetProperty("forgeryToken").GetString()!);
        }

        public async Task<(string?, bool)> WhoAsync()
        {
            var session = await _http.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/session");
            return (session.GetProperty("name").GetString(), session.GetProperty("signedIn").GetBoolean());
        }

        public Task<HttpStatusCode> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);
        public Task<HttpStatusCode> PostAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, null, headers);

        public async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await _http.SendAsync(request);
            return response.StatusCode;
        }

        public void Dispose() => _http.Dispose();

        [GeneratedRegex("name=\"(?<name>form-token)\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex FormToken();
    }
}
