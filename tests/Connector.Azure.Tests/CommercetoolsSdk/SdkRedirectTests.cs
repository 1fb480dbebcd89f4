using commercetools.Base.Client;
using Connector.Azure.CommercetoolsSdk;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>A redirect must not carry orders or credentials to another host.</summary>
public sealed class SdkRedirectTests
{
    [Theory]
    [InlineData(SdkRegistration.ClientName)]
    [InlineData(DefaultClientNames.Authorization)]
    public void The_SDK_follows_no_redirects(string client)
    {
        using var provider = SdkShop.Compose(new Uri("https://api.example.com/"), new InMemoryJournal());
        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(client);
        while (handler is DelegatingHandler { InnerHandler: { } inner }) handler = inner;
        Assert.False(Follows(handler));
    }

    public static TheoryData<HttpMessageHandler> Handlers => [new HttpClientHandler(), new SocketsHttpHandler()];

    [Theory]
    [MemberData(nameof(Handlers))]
    public void Whichever_handler_the_SDK_brings_it_keeps_it(HttpMessageHandler handler)
    {
        Assert.True(Follows(handler));
        SdkRegistration.FollowNoRedirects(handler);
        Assert.False(Follows(handler));
    }

    private static bool Follows(HttpMessageHandler handler) => handler switch
    {
        HttpClientHandler client => client.AllowAutoRedirect,
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        _ => throw new ArgumentException(handler.GetType().Name, nameof(handler))
    };
}
