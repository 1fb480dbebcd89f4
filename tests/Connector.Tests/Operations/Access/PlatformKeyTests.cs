using System.Net;
using Connector.Operations.Access;
using Connector.Tests.Operations.Api;
using Connector.Tests.Operations.Page;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Operations.Access;

/// <summary>The page of a function app: a key of the app opens it, because links and forms cannot carry one.</summary>
public sealed class PlatformKeyTests : IAsyncLifetime, IPlatformKeys
{
    private const string Key = "a-key-of-the-app-that-nobody-guesses";
    private OperationsHost _host = null!;
    private PageReader _page = null!;
    private string? _genuine = Key;

    public async Task InitializeAsync()
    {
        _host = await OperationsHost.StartAsync(services => services.AddSingleton(new AccessPlace(IsBehindKeys: true)).AddSingleton<IPlatformKeys>(this));
        _page = PageReader.At(_host.Http.BaseAddress!);
    }

    public async Task DisposeAsync()
    {
        await _page.DisposeAsync();
        await _host.DisposeAsync();
    }

    public Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken) => Task.FromResult(key == _genuine);

    [Fact]
    public async Task Without_a_key_there_is_the_sign_in_and_nothing_else()
    {
        Assert.Equal((HttpStatusCode.SeeOther, "/ops/sign-in?return=%2Fops%2Forders%3Fpromise%3Dbreached"), await AddressAsync("/ops/orders?promise=breached"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _page.SubmitAsync("/ops/sign-in", "/ops/sign-in", ("token", "wrong"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await _page.GetAsync("/ops")).Status);
    }

    [Fact]
    public async Task A_key_opens_the_page_until_it_is_taken_away()
    {
        Assert.Equal((HttpStatusCode.SeeOther, "/ops"), await _page.SubmitAsync("/ops/sign-in", "/ops/sign-in", ("token", Key), ("return", "/ops")));
        var html = await _page.HtmlAsync("/ops");
        Assert.Contains("Sign out", html, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, html, StringComparison.Ordinal);
        Assert.EndsWith("done=pause&n=1", (await _page.SubmitAsync("/ops/system", "/ops/flows/pause", ("flow", "orders"))).Location, StringComparison.Ordinal);

        _genuine = null;
        Assert.Equal(HttpStatusCode.SeeOther, (await _page.GetAsync("/ops")).Status);
    }

    private async Task<(HttpStatusCode Status, string? Location)> AddressAsync(string path) => await _page.GetAsync(path) is var (status, _, location) ? (status, location) : default;
}
