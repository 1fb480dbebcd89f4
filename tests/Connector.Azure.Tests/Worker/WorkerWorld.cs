using Azure.Messaging.ServiceBus;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Functions;
using Connector.Azure.Tests.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Connector.Simulators.Commercetools;
using Connector.Simulators.ShipStation;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>
/// A shop, a ShipStation account, queues, a storage account in the emulator, and the function app in a process of its own, as the platform runs it. The clock is the
/// machine's: nothing here waits for a time to come.
/// </summary>
internal sealed class WorkerWorld : IAsyncDisposable
{
    public const string WebhookSecret = "a-secret-that-nobody-guesses";
    private static readonly string[] s_takers = ["CommerceEvents", "PushOrders", "RecordShipments"];

    private WorkerWorld(CommercetoolsSimulator shop, ShipStationSimulator shipping, Broker bus, IReadOnlyDictionary<string, string?> settings)
    {
        (Shop, Shipping, Bus, Settings) = (shop, shipping, bus, settings);
        People = new People(shop, shipping);
    }

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }
    public Broker Bus { get; }
    public People People { get; }

    /// <summary>App settings, as the platform has them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The first worker; there is always one.</summary>
    public FunctionHost Host { get; private set; } = null!;

    public static async Task<WorkerWorld> StartAsync(string? folder = null)
    {
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        var shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0, PostProcessAfter = TimeSpan.Zero }, CancellationToken.None);
        var bus = Broker.Start(TimeProvider.System);
        foreach (var queue in QueueNames.All) bus.AddQueue(queue, TestBroker.OurQueues);
        var settings = AppSettings.With(
            ("Storage__ConnectionString", (await AzuriteTables.GetAsync()).TakeAccount()), ("ServiceBusConnection", bus.ConnectionString),
            ("Commercetools__ApiBaseAddress", shop.Address.ToString()), ("Commercetools__AuthorizationBaseAddress", shop.Address.ToString()),
            ("ShipStation__BaseAddress", shipping.Address.ToString()), ("ShipStation__V2BaseAddress", shipping.Address.ToString()),
            ("ShipStation__WebhookSecret", WebhookSecret), ("ShipStation__RequestsPerMinute", "10000"));
        var world = new WorkerWorld(shop, shipping, bus, settings);
        try
        {
            world.Host = await world.StartWorkerAsync(folder);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another worker of the same app.</summary>
    public Task<FunctionHost> StartWorkerAsync(string? folder = null) => FunctionHost.StartAsync(new WorkerOptions { Folder = folder ?? FunctionApp.Folder, Settings = Settings });

    /// <summary>The platform starts another one where the first was.</summary>
    public async Task ReplaceWorkerAsync()
    {
        await Host.DisposeAsync();
        Host = await StartWorkerAsync();
    }

    /// <summary>Brings what is on the queues until nothing is left that is due.</summary>
    public async Task DrainAsync()
    {
        for (var round = 0; round < 100; round++)
        {
            var brought = 0;
            foreach (var function in s_takers) brought += await Host.DeliverAsync(function);
            if (brought == 0) return;
        }
        Assert.Fail("A hundred rounds, and something is still on the queues.");
    }

    /// <summary>What waits for a person.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeadLettersAsync(string queue)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        await using var receiver = client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.PeekMessagesAsync(100);
    }

    /// <summary>How many messages are on a queue, due or not.</summary>
    public async Task<int> WaitingAsync(string queue)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        await using var receiver = client.CreateReceiver(queue);
        return (await receiver.PeekMessagesAsync(100)).Count;
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        People.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
        Bus.Dispose();
    }
}
