using Connector.Core.Engine.Watch;
using Connector.Local.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>What commands have that read the connector's file and ask no vendor.</summary>
public sealed class StoresTests
{
    private readonly IServiceCollection _services = new ServiceCollection().AddLogging().AddStores(new ConfigurationBuilder().Build());

    [Fact]
    public async Task Each_of_their_services_can_be_made()
    {
        await using var provider = _services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.NotNull(provider.GetRequiredService<OrderTraces>());
    }

    [Fact]
    public void None_of_them_is_for_a_server() =>
        Assert.DoesNotContain(_services, static s => s.ServiceType.FullName!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
}
