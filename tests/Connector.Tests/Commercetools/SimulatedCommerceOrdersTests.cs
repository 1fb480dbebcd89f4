using System.Text.Json.Nodes;
using Connector.Commercetools;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools;
using Connector.TestSupport.Contracts;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Commercetools;

/// <summary>The contract, over real HTTP against the simulated project.</summary>
public sealed class SimulatedCommerceOrdersTests : CommerceOrdersContract, IAsyncLifetime
{
    private CommercetoolsSimulator simulator = null!;
    private ServiceProvider provider = null!;

    protected override ICommerceOrders Orders => provider.GetRequiredService<ICommerceOrders>();
    protected override ICommerceReferences References => provider.GetRequiredService<ICommerceReferences>();
    protected override ICommerceProducts Products => provider.GetRequiredService<ICommerceProducts>();

    public async Task InitializeAsync()
    {
        simulator = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Commercetools:ProjectKey"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ClientId"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ClientSecret"] = CommercetoolsSimulatorOptions.Demo,
            ["Commercetools:ApiBaseAddress"] = simulator.Address.AbsoluteUri,
            ["Commercetools:AuthorizationBaseAddress"] = simulator.Address.AbsoluteUri
        };
        provider = new ServiceCollection()
            .AddSingleton<IJournal>(new StubJournal())
            .AddCommercetools(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public async Task DisposeAsync()
    {
        await provider.DisposeAsync();
        await simulator.DisposeAsync();
    }

    protected override Task PutAsync(string document)
    {
        simulator.Put(JsonNode.Parse(document)!.AsObject());
        return Task.CompletedTask;
    }
}
