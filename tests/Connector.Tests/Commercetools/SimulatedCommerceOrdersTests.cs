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

    public Task InitializeAsync() => StartAsync(new CommercetoolsSimulatorOptions());

    [Fact]
    public async Task A_modular_catalog_gives_the_same_facts()
    {
        await DisposeAsync();
        await StartAsync(new CommercetoolsSimulatorOptions { ModularCatalog = true });

        await Variants_are_found_by_sku_and_unknown_ones_left_out();

        Assert.Equal((1, 1), (simulator.Stats.ByRoute["GET /product-projections"], simulator.Stats.ByRoute["GET /variant-projections"]));
    }

    private async Task StartAsync(CommercetoolsSimulatorOptions options)
    {
        simulator = await CommercetoolsSimulator.StartAsync(options);
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
