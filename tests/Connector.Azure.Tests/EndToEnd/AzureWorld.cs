using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Functions;
using Connector.Azure.Tests.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>
/// A shop, a ShipStation account, queues, tables in the storage emulator, and the function app between them, on one clock that only tests move. The app does what
/// its triggers make it do.
/// </summary>
internal sealed class AzureWorld : IAsyncDisposable
{
    public const string WebhookSecret = "a-secret-that-nobody-guesses";

    /// <summary>Longer than a rate window and than a pause after refused credentials; shorter than the last retry.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private readonly string _tablePrefix = AzuriteTables.NewPrefix();

    private AzureWorld(CommercetoolsSimulator shop, ShipStationSimulator shipping, SimulatorClock clock, Broker bus, Dictionary<string, string?> settings)
    {
        (Shop, Shipping, Clock, Bus, Settings) = (shop, shipping, clock, bus, settings);
        People = new People(shop, shipping);
        App = Start();
    }

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }
    public SimulatorClock Clock { get; }
    public Broker Bus { get; }
    public People People { get; }

    /// <summary>The first instance; there is always one.</summary>
    public AppInstance App { get; }

    /// <summary>App settings, as the platform has them.</summary>
    public Dictionary<string, string?> Settings { get; }

    public static async Task<AzureWorld> StartAsync(int requestsPerMinute = 0, params (string Key, string? Value)[] settings)
    {
        var clock = new SimulatorClock(new ManualTimeProvider());
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = clock });
        var shipping = await ShipStationSimulator.StartAsync(
            new ShipStationSimulatorOptions { Clock = clock, RequestsPerMinute = requestsPerMinute, PartialLabel = PartialLabel.KeepOpen }, CancellationToken.None);
        var bus = Broker.Start(clock);
        foreach (var queue in QueueNames.All) bus.AddQueue(queue, TestBroker.OurQueues);
        var all = AppSettings.With(
        [
            ("Storage__ConnectionString", (await AzuriteTables.GetAsync()).ConnectionString), ("ServiceBusConnection", bus.ConnectionString),
            ("Commercetools__ApiBaseAddress", shop.Address.ToString()), ("Commercetools__AuthorizationBaseAddress", shop.Address.ToString()),
            ("ShipStation__BaseAddress", shipping.Address.ToString()), ("ShipStation__V2BaseAddress", shipping.Address.ToString()),
            ("ShipStation__WebhookKeysAddress", new Uri(shipping.Address, "jwks").ToString()), ("ShipStation__WebhookSecret", WebhookSecret),
            ("ShipStation__RequestsPerMinute", (requestsPerMinute > 0 ? requestsPerMinute : 10_000).ToString(CultureInfo.InvariantCulture)), .. settings
        ]);
        return new AzureWorld(shop, shipping, clock, bus, all);
    }

    /// <summary>Another instance of the same app.</summary>
    public AppInstance Start(Mortality? mortality = null) => AppInstance.Start(Settings, _tablePrefix, Clock, mortality);

    /// <summary>All timers once, and what comes of it.</summary>
    public async Task PassAsync()
    {
        await App.Host.FireAsync("PullOrders");
        await DrainAsync();
        await App.Host.FireAsync("PollShipments");
        await App.Host.FireAsync("PollShipStationOrders");
        await DrainAsync();
    }

    /// <summary>Brings what is on the queues until nothing is left that is due soon; time jumps to what is due next.</summary>
    public async Task DrainAsync()
    {
        for (var round = 0; round < 1000; round++)
        {
            var brought = 0;
            foreach (var function in (string[])["CommerceEvents", "PushOrders", "RecordShipments"]) brought += await App.Host.DeliverAsync(function);
            if (brought > 0) continue;
            if (await NextDueAsync() is not { } next || next - Clock.GetUtcNow() > Patience) return;
            if (next > Clock.GetUtcNow()) Clock.Advance(next - Clock.GetUtcNow());
        }
        Assert.Fail("A thousand rounds, and something is still on the queues.");
    }

    /// <summary>Null when no message waits for its time.</summary>
    public async Task<DateTimeOffset?> NextDueAsync()
    {
        DateTimeOffset? next = null;
        foreach (var queue in QueueNames.All)
            if ((await App.Get<IWorkQueue>().PeekDepthAsync(queue, default)).NextDueAt is { } due && !(due >= next)) next = due;
        return next;
    }

    /// <summary>What waits for a person.</summary>
    public Task<IReadOnlyList<ErrorQueueEntry>> ErrorsAsync() => App.Get<IErrorQueue>().ListAsync(new ErrorFilter(), default);

    /// <summary>Something from outside puts this body on a queue.</summary>
    public async Task SendAsync(string queue, string body)
    {
        await using var client = new ServiceBusClient(Bus.ConnectionString);
        await client.CreateSender(queue).SendMessageAsync(new ServiceBusMessage(BinaryData.FromBytes(Encoding.UTF8.GetBytes(body))) { MessageId = Guid.NewGuid().ToString("N") });
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

    public JsonElement ShopOrder(string number) => Shop.FindOrder(number) ?? throw new ArgumentException($"The shop has no order {number}.", nameof(number));

    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync(string number) =>
        [.. (await People.AllShippingOrdersAsync()).Where(order => order.Text("orderNumber") == number)];

    /// <summary>Everything that the journal has of an order, line by line.</summary>
    public async Task<string> HistoryAsync(string orderNumber) => string.Join(
        '\n', (await App.Get<IJournal>().ReadAsync(ShopOrder(orderNumber).Text("id")!, default)).Select(item => item.Entry?.Text).OfType<string>());

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        People.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
        Bus.Dispose();
    }
}
