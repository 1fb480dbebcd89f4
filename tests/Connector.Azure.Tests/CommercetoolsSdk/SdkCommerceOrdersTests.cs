using System.Text.Json.Nodes;
using Connector.Azure.CommercetoolsSdk;
using Connector.Commercetools;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools;
using Connector.TestSupport.Contracts;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>The contract with the SDK carrying the order calls, over real HTTP against the simulated project.</summary>
public sealed class SdkCommerceOrdersTests : CommerceOrdersContract, IAsyncLifetime
{
    private CommercetoolsSimulator _simulator = null!;
    private ServiceProvider _provider = null!;

    protected override ICommerceOrders Orders => _provider.GetRequiredService<ICommerceOrders>();
    protected override ICommerceReferences References => _provider.GetRequiredService<ICommerceReferences>();
    protected override ICommerceProducts Products => _provider.GetRequiredService<ICommerceProducts>();

    public async Task InitializeAsync()
    {
        _simulator = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        _provider = SdkShop.Compose(_simulator.Address, new InMemoryJournal());
    }

    public async Task DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public void It_is_the_SDK_that_carries_the_calls() => Assert.IsType<SdkOrderTransport>(_provider.GetRequiredService<IOrderTransport>());

    protected override Task PutAsync(string document)
    {
        _simulator.Put(JsonNode.Parse(document)!.AsObject());
        return Task.CompletedTask;
    }
}
