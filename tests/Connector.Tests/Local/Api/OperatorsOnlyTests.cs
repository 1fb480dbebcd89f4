using System.Net;
using System.Net.Http.Json;
using Connector.Core.Errors;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Tests.Local.Api;

public sealed class OperatorsOnlyTests
{
    private static readonly string[] Routes =
        ["/ops", "/ops/ops.js", "/api/health", "/api/errors", "/api/errors/1", "/api/runs", "/api/reconciliation", "/api/orders/US-1/trace"];

    [Theory]
    [InlineData("Remote", "203.0.113.7")]
    [InlineData("Remote", "10.0.0.5")]
    [InlineData("Remote", "2001:db8::7")]
    [InlineData("Host", "connector.example.com")]
    [InlineData("Host", "localhost.example.com")]
    [InlineData("Host", "192.0.2.4:5280")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
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
    public async Task A_setting_lets_strangers_in()
    {
        await using var host = await OperationsHost.StartAsync(null, ("Operations:AllowRemote", "true"));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/health", ("Remote", "203.0.113.7"), ("Host", "connector.example.com"))).Status);
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
        foreach (var remote in new[] { "false", "true" })
        {
            await using var host = await OperationsHost.StartAsync(null, ("Operations:AllowRemote", remote));
            await host.DeadAsync(FailureKind.Rejected, ErrorCodes.PushRejected);

            var (status, _) = await host.SendAsync(HttpMethod.Post, "/api/errors/discard", JsonContent.Create(new { all = true }), (header, value));
            var (resume, _) = await host.SendAsync(HttpMethod.Post, "/api/flows/orders/resume", null, (header, value));

            Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (status, resume));
            Assert.Single(await host.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default));
        }
    }

    [Fact]
    public async Task Our_own_page_may_change_things()
    {
        await using var host = await OperationsHost.StartAsync();
        var (status, _) = await host.SendAsync(
            HttpMethod.Post, "/api/flows/orders/resume", null, ("Origin", host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Answers_are_neither_kept_nor_shared_with_other_sites()
    {
        await using var host = await OperationsHost.StartAsync();
        using var answer = await host.Http.GetAsync("/api/health");
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}
