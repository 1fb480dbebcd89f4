using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Commercetools;
using Connector.Core.Engine;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.ShipStation;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>The real engine between both simulated vendors, with its queues on the broker and its other state in memory.</summary>
internal sealed class ConnectorOnServiceBus : IAsyncDisposable
{
    private readonly CommercetoolsSimulator _shop;
    private readonly ShipStationSimulator _shipping;
    private readonly ServiceProvider _services;
    private readonly HttpClient _http = new();

    private ConnectorOnServiceBus(CommercetoolsSimulator shop, ShipStationSimulator shipping, TestBroker broker)
    {
        (_shop, _shipping, Broker) = (shop, shipping, broker);
        _services = Compose(shop, shipping, broker);
    }

    public TestBroker Broker { get; }

    public IWorkQueue Queue => Get<IWorkQueue>();

    public IErrorQueue Errors => Get<IErrorQueue>();

    /// <summary>Calls that can make or change orders in ShipStation.</summary>
    public long BulkCalls => _shipping.Stats.ByRoute.GetValueOrDefault("POST /orders/createorders");

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<ConnectorOnServiceBus> StartAsync()
    {
        var broker = new TestBroker();
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = broker.Clock });
        var shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { Clock = broker.Clock, RequestsPerMinute = 0 }, CancellationToken.None);
        shop.Seed(1, seed: 1, OrderMix.Plain);
        return new ConnectorOnServiceBus(shop, shipping, broker);
    }

    /// <summary>The shop's only order as it stands.</summary>
    public JsonElement ShopOrder() => Assert.Single(_shop.Orders());

    /// <summary>A JSON merge patch on it.</summary>
    public async Task EditInShopAsync(JsonObject merge)
    {
        using var response = await _http.PostAsJsonAsync(
            new Uri(_shop.Address, "/__sim/edit"), new JsonObject { ["orderNumber"] = ShopOrder().GetProperty("orderNumber").GetString(), ["merge"] = merge });
        response.EnsureSuccessStatusCode();
    }

    /// <summary>What ShipStation has.</summary>
    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>(new Uri(_shipping.Address, "/__sim/orders"))).GetProperty("orders").EnumerateArray()];

    /// <summary>As the pull would queue it.</summary>
    public Task QueuePushAsync()
    {
        var order = ShopOrder();
        var work = A.PushOrder(order.GetProperty("id").GetString(), m => m with { OrderNumber = order.GetProperty("orderNumber").GetString(), Version = order.GetProperty("version").GetInt64() });
        return Queue.SendAsync(QueueNames.Orders, [work], null, default);
    }

    /// <summary>The host fires the trigger of the orders queue until nothing is left that is due.</summary>
    public async Task FireAsync()
    {
        var receiver = Broker.Receiver(QueueNames.Orders);
        while (await receiver.ReceiveMessagesAsync(100, TestBroker.Wait) is { Count: > 0 } batch)
            await Get<TriggerSettlement>().RunAsync(QueueNames.Orders, batch, new ReceiverSettler(receiver), default);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _http.Dispose();
        await _shop.DisposeAsync();
        await _shipping.DisposeAsync();
        Broker.Dispose();
    }

    private static ServiceProvider Compose(CommercetoolsSimulator shop, ShipStationSimulator shipping, TestBroker broker)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
            ["ShipStation:RequestsPerMinute"] = "10000",
            ["ServiceBusConnection"] = broker.Namespace.ConnectionString
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(broker.Clock);
        services.AddConnectorRules(configuration);
        services.AddConnectorEngine();
        services.AddInMemoryStores();
        services.AddCommercetools(configuration);
        services.AddShipStation(configuration);
        services.AddServiceBus(configuration);
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider;
    }
}
