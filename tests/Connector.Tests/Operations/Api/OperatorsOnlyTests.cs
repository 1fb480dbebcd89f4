using System.Net;
using System.Net.Http.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class OperatorsOnlyTests
{
    private static readonly string[] Routes =
        ["/ops", "/ops/ops.js", "/api/health", "/api/errors", "/api/errors/1", "/api/runs", "/api/reconciliation", "/api/orders/US-1/trace"];

    private const string Token = "a-token-of-more-than-24-characters";
    private static readonly (string, string)[] s_remote = [("Operations:AllowRemote", "true"), ("Operations:Operators:0:Name", "Ada"), ("Operations:Operators:0:Role", "Operator"), ("Operations:Operators:0:Token", Token)];
    private static readonly (string, string) s_signedIn = ("Authorization", "Bearer " + Token);

    [Theory]
    [InlineData("Remote", "203.0.113.7")]
    [InlineData("Remote", "10.0.0.5")]
    [InlineData("Remote", "2001:db8::7")]
    [InlineData("Host", "connector.example.com")]
    [InlineData("Host", "localhost.example.com")]
    [InlineData("Host", "192.0.2.4:5280")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Server", "proxy")]
    [InlineData("X-Real-IP", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("CF-Connecting-IP", "203.0.113.7")]
    [InlineData("CF-Ray", "1")]
    [InlineData("True-Client-IP", "203.0.113.7")]
    [InlineData("X-Client-IP", "203.0.113.7")]
    [InlineData("X-Original-Host", "connector.example.com")]
    public async Task Strangers_find_nothing(string header, string value)
    {
        await using var host = await OperationsHost.StartAsync();
        foreach (var route in Routes) Assert.Equal((route, HttpStatusCode.NotFound), (route, (await host.GetAsync(route + "?x", (header, value))).Status));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Post, "/api/errors/discard", JsonContent.Create(new { all = true }), (header, value))).Status);
    }

    [Theory]
    [InlineData("Host", "localhost:5280")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "[::1]:5280")]
    [InlineData("Remote", "::1")]
    public async Task This_machine_is_let_in_by_all_its_names(string header, string value)
    {
        await using var host = await OperationsHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health", (header, value))).Status);
    }

    [Fact]
    public async Task A_request_of_an_old_protocol_comes_from_a_proxy_and_not_from_a_browser()
    {
        await using var host = await OperationsHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/health") { Version = HttpVersion.Version10, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("connector.example.com", "connector.example.com")]
    [InlineData("connector.example.com", "CONNECTOR.example.com:9290")]
    [InlineData("ops.example.com:8443", "ops.example.com:8443")]
    [InlineData("[2001:db8::7]", "[2001:db8::7]:5280")]
    public async Task A_setting_lets_other_senders_in_by_the_names_that_it_lists(string allowed, string name)
    {
        await using var host = await OperationsHost.StartAsync(null, [.. s_remote, ("Operations:AllowedHosts:0", "other.example.com"), ("Operations:AllowedHosts:1", allowed)]);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health", ("Remote", "203.0.113.7"), ("Host", name), ("X-Forwarded-For", "203.0.113.7"), s_signedIn)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/health", ("Remote", "203.0.113.7"), ("Host", name), ("X-Forwarded-For", "203.0.113.7"))).Status);
    }

    [Theory]
    [InlineData("connector.example.com", "evil.example.net:9290")]
    [InlineData("connector.example.com", "connector.example.com.evil.example.net")]
    [InlineData("ops.example.com:8443", "ops.example.com")]
    [InlineData("", "connector.example.com")]
    [InlineData("", "192.0.2.4")]
    public async Task No_other_name_leads_to_the_operations_API(string allowed, string name)
    {
        await using var host = await OperationsHost.StartAsync(null, [.. s_remote, ("Operations:AllowedHosts:0", allowed)]);
        foreach (var route in Routes) Assert.Equal((route, HttpStatusCode.NotFound), (route, (await host.GetAsync(route, ("Remote", "203.0.113.7"), ("Host", name), s_signedIn)).Status));
        var (status, _) = await host.SendAsync(HttpMethod.Post, "/api/errors/discard", JsonContent.Create(new { all = true }), ("Host", name), ("Origin", $"http://{name}"), s_signedIn);
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Theory]
    [InlineData("localhost:5280")]
    [InlineData("127.0.0.1:5280")]
    public async Task Without_a_list_the_address_of_the_connection_will_do(string name)
    {
        await using var host = await OperationsHost.StartAsync(null, s_remote);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health", ("Host", name), s_signedIn)).Status);
    }

    [Theory]
    [InlineData("https://connector.example.com", HttpStatusCode.OK)]
    [InlineData("https://evil.example.net", HttpStatusCode.Forbidden)]
    public async Task Behind_a_proxy_that_names_another_host_the_page_is_known_by_the_list(string origin, HttpStatusCode expected)
    {
        await using var host = await OperationsHost.StartAsync(
            null, [.. s_remote, ("Operations:AllowedHosts:0", "connector.example.com"), ("Operations:AllowedHosts:1", "127.0.0.1")]);
        var (status, _) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume", null, ("Origin", origin), ("Host", "127.0.0.1:5280"), s_signedIn);
        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Debug)]
    public async Task The_framework_writes_no_line_for_a_request_that_went_well(LogLevel usual)
    {
        await using var host = await OperationsHost.StartAsync(services => services.Configure<LoggerFilterOptions>(options => options.MinLevel = usual));
        var before = host.Log.Count;
        await host.GetAsync("/api/health");
        Assert.DoesNotContain(host.Log.Skip(before), static line => line.Contains("endpoint", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Debug", StringComparison.Ordinal));
        var rules = host.Get<IOptions<LoggerFilterOptions>>().Value.Rules.Where(static rule => rule.CategoryName?.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) == true);
        Assert.All(rules, static rule => Assert.True(rule.LogLevel >= LogLevel.Warning, $"{rule.CategoryName}: {rule.LogLevel}"));
    }

    [Theory]
    [InlineData("/ops")]
    [InlineData("/ops/system")]
    [InlineData("/api/session")]
    public async Task A_page_that_is_shown_warns_of_nothing_and_is_not_kept(string path)
    {
        await using var host = await OperationsHost.StartAsync();
        var before = host.Log.Count;
        using var response = await host.Http.GetAsync(path);
        Assert.DoesNotContain(host.Log.Skip(before), static line => line.StartsWith("Warning", StringComparison.Ordinal));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "file:///tmp/page.html")]
    public async Task Pages_of_other_sites_change_nothing(string header, string value)
    {
        foreach (var settings in new[] { [], s_remote })
        {
            await using var host = await OperationsHost.StartAsync(null, settings);
            await host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

            var (status, _) = await host.SendAsync(HttpMethod.Post, "/api/errors/discard", JsonContent.Create(new { all = true }), (header, value), s_signedIn);
            var (resume, _) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume", null, (header, value), s_signedIn);

            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (status, resume));
            Assert.Single(await host.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default));
        }
    }

    [Fact]
    public async Task Other_machines_without_a_sign_in_are_a_wrong_setting()
    {
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => OperationsHost.StartAsync(null, ("Operations:AllowRemote", "true")));
        Assert.Contains("Operations:AllowRemote: other machines are let in only with a sign-in", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_page_may_change_things()
    {
        await using var host = await OperationsHost.StartAsync();
        var (_, session) = await host.GetAsync("/api/session");
        var (status, _) = await host.SendAsync(
            HttpMethod.Post, "/api/flows/orders/resume", null, ("Origin", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"),
            (session.GetProperty("forgeryHeader").GetString()!, session.GetProperty("forgeryToken").GetString()!));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Responses_are_neither_kept_nor_shared_with_other_sites()
    {
        await using var host = await OperationsHost.StartAsync();
        using var response = await host.Http.GetAsync("/api/health");
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
