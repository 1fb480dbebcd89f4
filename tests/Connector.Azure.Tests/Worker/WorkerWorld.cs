using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Functions;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>
/// A shop, a ShipStation account, queues, a storage account in the emulator, and the function app in a process of its own, as the platform runs it. The worker's clock
/// is the machine's; the broker's can be moved, so that nobody waits for a lock to end or a message to be due.
/// </summary>
internal sealed class WorkerWorld : IAsyncDisposable
{
    public const string WebhookSecret = "a-secret-that-nobody-guesses";
    private const int MostRounds = 100;
    private const int LastLines = 60;

    /// <summary>For something that comes by itself; a busy machine may take its time.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    /// <summary>Each look at an empty queue opens a link, and a connection has room for a thousand or so.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private static readonly string[] s_takers = ["CommerceEvents", "PushOrders", "BuyLabel", "RecordShipments"];

    private WorkerWorld(CommercetoolsSimulator shop, ShipStationSimulator shipping, Broker bus, SimulatorClock busClock, IReadOnlyDictionary<string, string?> settings)
    {
        (Shop, Shipping, Bus, BusClock, Settings) = (shop, shipping, bus, busClock, settings);
        People = new People(shop, shipping);
    }

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }
    public Broker Bus { get; }

    /// <summary>The broker's time: locks end and messages become due by it.</summary>
    public SimulatorClock BusClock { get; }
    public People People { get; }

    /// <summary>App settings, as the platform has them.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The first worker; there is always one.</summary>
    public FunctionHost Host { get; private set; } = null!;

    public static async Task<WorkerWorld> StartAsync(WorldOptions? options = null)
    {
        options ??= new WorldOptions();
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        var shipping = await ShipStationSimulator.StartAsync(
            new ShipStationSimulatorOptions { RequestsPerMinute = options.Calls, RateWindow = options.Window, PostProcessAfter = TimeSpan.Zero, PartialLabel = PartialLabel.KeepOpen }, CancellationToken.None);
        var busClock = new SimulatorClock(TimeProvider.System);
        var bus = Broker.Start(busClock);
        foreach (var queue in QueueNames.All) bus.AddQueue(queue, options.Queues);
        var settings = AppSettings.With(
        [
            ("Storage__ConnectionString", (await AzuriteStorage.GetAsync()).TakeAccount()), ("ServiceBusConnection", bus.ConnectionString),
            ("Commercetools__ApiBaseAddress", shop.Address.ToString()), ("Commercetools__AuthorizationBaseAddress", shop.Address.ToString()),
            ("ShipStation__BaseAddress", shipping.Address.ToString()), ("ShipStation__V2BaseAddress", shipping.Address.ToString()),
            ("ShipStation__WebhookKeysAddress", new Uri(shipping.Address, "jwks").ToString()), ("ShipStation__WebhookSecret", WebhookSecret),
            ("ShipStation__RequestsPerMinute", (options.Calls > 0 ? options.Calls : 10_000).ToString(CultureInfo.InvariantCulture)), .. options.Settings
        ]);
        var world = new WorkerWorld(shop, shipping, bus, busClock, settings);
        try
        {
            world.Host = await world.StartWorkerAsync(options.Folder);
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

    /// <summary>An operator's tool, with the app's key.</summary>
    public HttpClient Operators()
    {
        var operators = new HttpClient { BaseAddress = Host.Address };
        operators.DefaultRequestHeaders.Add("x-functions-key", "function-key");
        return operators;
    }

    /// <summary>All timers once, and what comes of it.</summary>
    public async Task PassAsync()
    {
        await Host.FireAsync("PullOrders");
        await DrainAsync();
        await Host.FireAsync("PollShipments");
        await Host.FireAsync("PollShipStationOrders");
        await DrainAsync();
    }

    /// <summary>Brings what is on the queues until nothing is left that is due.</summary>
    public async Task DrainAsync()
    {
        for (var round = 0; round < MostRounds; round++)
            if (await BringAsync() == 0) return;
        Assert.Fail($"{MostRounds} rounds, and something is still on the queues. {Story()}");
    }

    /// <summary>Brings what is on the queues, each when it is due, until that is so.</summary>
    public async Task DrainAsync(Func<Task<bool>> until)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await until())
        {
            if (await BringAsync() == 0) await Task.Delay(s_pause, TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_patience, $"It does not come to that. {Story()}");
        }
    }

    /// <summary>Waits until that is so.</summary>
    public static async Task WhenAsync(Func<Task<bool>> so)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await so())
        {
            await Task.Delay(s_look, TimeProvider.System);
            Assert.True(TimeProvider.System.GetElapsedTime(start) < s_patience, "It does not come to that.");
        }
    }

    /// <summary>Something from outside puts this body on a queue.</summary>
    public Task SendAsync(string queue, string body) => SendAsync(queue, new ServiceBusMessage(BinaryData.FromBytes(Encoding.UTF8.GetBytes(body))));

    public async Task SendAsync(string queue, ServiceBusMessage message)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        await client.CreateSender(queue).SendMessageAsync(message);
    }

    /// <summary>Someone empties a queue by mistake. Returns how many messages are gone.</summary>
    public async Task<int> LoseAsync(string queue)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        var receiver = client.CreateReceiver(queue);
        var taken = await receiver.ReceiveMessagesAsync(1000);
        foreach (var message in taken) await receiver.CompleteMessageAsync(message);
        return taken.Count;
    }

    /// <summary>What waits for a person.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeadLettersAsync(string queue)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        await using var receiver = client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.PeekMessagesAsync(100);
    }

    /// <summary>How many messages wait for a person, on all queues.</summary>
    public int DeadLettered => QueueNames.All.Sum(queue => Bus.Queue(queue).DeadLettered);

    /// <summary>How many messages are on a queue, due or not.</summary>
    public int Waiting(string queue) => Bus.Queue(queue).Count;

    public JsonElement ShopOrder(string number) => Shop.FindOrder(number) ?? throw new ArgumentException($"The shop has no order {number}.", nameof(number));

    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync(string number) =>
        [.. (await People.AllShippingOrdersAsync()).Where(order => order.Text("orderNumber") == number)];

    /// <summary>How often ShipStation was asked to take orders.</summary>
    public long Pushes => Shipping.Stats.ByRoute.GetValueOrDefault("POST /orders/createorders");

    /// <summary>How often a shop order was written.</summary>
    public long ShopWrites => Shop.Stats.ByRoute.GetValueOrDefault("POST /orders/{id}");

    /// <summary>The app's tables, as another process sees them.</summary>
    public StorageTables Tables() => new(new TableServiceClient(Settings["Storage__ConnectionString"], TableStorage.ClientOptions()));

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        People.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
        Bus.Dispose();
        Assert.Null(Bus.Failure);
    }

    /// <summary>What a failure needs to be understood by: what is on each queue, and what the worker said last.</summary>
    private string Story() => string.Join(
        '\n', [.. QueueNames.All.Select(q => $"{q}: {Bus.Queue(q).Ready} ready of {Bus.Queue(q).Count}, next due {Bus.Queue(q).NextDue:u}, now {BusClock.GetUtcNow():u}"), .. Host.Log.TakeLast(LastLines)]);

    private async Task<int> BringAsync()
    {
        var brought = 0;
        foreach (var function in s_takers) brought += await Host.DeliverAsync(function);
        return brought;
    }
}
