using System.Net;
using Connector.Functions;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Azure.Tests.Functions;

public sealed class FunctionKeysTests : IDisposable
{
    private readonly StubHttp _platform = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _platform.Dispose();

    [Theory]
    [InlineData("app.azurewebsites.net", "https://app.azurewebsites.net/api/session")]
    [InlineData("localhost:7071", "http://localhost:7071/api/session")]
    public async Task The_platform_is_asked_where_it_says_that_it_is(string name, string address)
    {
        _platform.Then(HttpStatusCode.OK);

        Assert.True(await Keys(name).IsGenuineAsync("a-key", default));
        var sent = Assert.Single(_platform.Requests);
        Assert.Equal((address, "a-key"), (sent.Address.AbsoluteUri, sent.Headers["x-functions-key"]));
    }

    [Fact]
    public async Task A_key_is_asked_for_again_after_a_while_and_a_wrong_one_each_time()
    {
        _platform.Then(HttpStatusCode.OK).Then(HttpStatusCode.Unauthorized).Then(HttpStatusCode.Unauthorized);
        var keys = Keys("app.azurewebsites.net");

        Assert.True(await keys.IsGenuineAsync("a-key", default));
        Assert.True(await keys.IsGenuineAsync("a-key", default));
        Assert.Single(_platform.Requests);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.False(await keys.IsGenuineAsync("a-key", default));
        Assert.False(await keys.IsGenuineAsync("a-key", default));
        Assert.Equal(3, _platform.Requests.Count);
    }

    [Theory]
    [InlineData("app.azurewebsites.net", "")]
    [InlineData("app.azurewebsites.net", "a key")]
    [InlineData("app.azurewebsites.net", "a\r\nkey")]
    [InlineData("app.azurewebsites.net", "ключ")]
    [InlineData("", "a-key")]
    public async Task What_is_no_key_and_a_place_that_is_not_known_are_refused_without_a_call(string name, string key)
    {
        Assert.False(await Keys(name).IsGenuineAsync(key, default));
        Assert.Empty(_platform.Requests);
    }

    private FunctionKeys Keys(string name) =>
        new(_platform, new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["WEBSITE_HOSTNAME"] = name }).Build(), _clock);
}
