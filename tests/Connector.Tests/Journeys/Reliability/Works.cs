using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>One piece of the connector's work: what is there before, and what is done while the vendor fails.</summary>
internal sealed record Work(string Name, string Does, Func<CellWorld, Task> ArrangeAsync, Func<CellWorld, Task> ActAsync)
{
    public bool NeedsV2 { get; init; }
    public bool HasLabels { get; init; }

    /// <summary>The timers whose runs are the work itself.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>What a person wants of the labels, beyond what the rules do.</summary>
    public LabelState? Wants { get; init; }
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether the faults of this route belong to this work.</summary>
    public Func<string, bool> Covers { get; init; } = static route => route != Works.Token;

    /// <summary>What the host runs again and again.</summary>
    public IEnumerable<string> Timers =>
    [
        TimerNames.PullOrders, TimerNames.PollShipments, TimerNames.PollShipStationOrders,
        .. NeedsV2 ? [TimerNames.PollTracking] : Array.Empty<string>(), .. HasLabels ? [TimerNames.BuyLabels] : Array.Empty<string>()
    ];
}

/// <summary>The works whose calls fail.</summary>
internal static class Works
{
    public const string Token = "POST /oauth/token";
    private const string Number = "US-1";
    private const int OfABatch = 10;

    private static readonly Dictionary<string, string?> s_labels = new()
    {
        ["Services:Rules:0:Methods:0"] = "*", ["Services:Rules:0:Carrier"] = "stamps_com", ["Services:Rules:0:Service"] = "usps_ground_advantage", ["Services:Rules:0:Package"] = "package",
        ["Mapping:Package:Weight:Constant"] = "16", ["Mapping:Package:Weight:Unit"] = "oz", ["Mapping:Package:Length:Constant"] = "9", ["Mapping:Package:Length:Unit"] = "in",
        ["Mapping:Package:Width:Constant"] = "6", ["Mapping:Package:Width:Unit"] = "in", ["Mapping:Package:Height:Constant"] = "4", ["Mapping:Package:Height:Unit"] = "in",
        ["Mapping:Customs:ShipFromCountry"] = "US",
        ["Labels:Mode"] = "Buy", ["Labels:Currency"] = "USD", ["Labels:Readiness:Address"] = "NotFailed", ["Labels:Times:OpenDaily"] = "true",
        ["Labels:Guards:MaxPrice"] = "50", ["Labels:Guards:Caps:0:Per"] = "Day", ["Labels:Guards:Caps:0:Money"] = "500"
    };

    public static readonly IReadOnlyList<Work> All =
    [
        new("pull", "a new order is read", PlaceAsync, static w => w.RunAsync(TimerNames.PullOrders)) { Runs = [TimerNames.PullOrders] },
        new("push", "a new order is sent", PulledAsync, static w => w.PumpAsync(QueueNames.Orders)),
        new("push of a change", "an order that was sent is changed in the shop", ChangedAsync, static w => w.PumpAsync(QueueNames.Orders)),
        new("push of an end", "an order that was sent ends by another way", EndedAsync, static w => w.PumpAsync(QueueNames.Orders)),
        new("polls", "a label, a hold and a parcel on its way are found", LabelledAsync, static w => w.RunAsync(TimerNames.PollShipments, TimerNames.PollShipStationOrders, TimerNames.PollTracking)) { NeedsV2 = true, Runs = [TimerNames.PollShipments, TimerNames.PollShipStationOrders, TimerNames.PollTracking] },
        new("notification", "ShipStation notifies of a label", NotifiedAsync, static w => w.PumpAsync(QueueNames.Shipments)) { Covers = static route => route.Contains("/shipments", StringComparison.Ordinal) },
        new("write-back", "a label is recorded in the shop", FoundAsync, static w => w.PumpAsync(QueueNames.Shipments)),
        Labels("labels by V1", "a label is quoted and bought", ReadyAsync, BuyAsync),
        Labels("labels by V2", "a label is quoted and bought", ReadyAsync, BuyAsync, v2: true),
        Labels("labels in a batch", "ten labels are bought by one start", ApprovedAsync, BuyTwiceAsync, v2: true, ("Labels:Mode", "Propose")),
        Labels("void by V1", "a label is voided", VoidWantedAsync, BuyAsync) with { Wants = LabelState.Voided },
        Labels("void by V2", "a label is voided", VoidWantedAsync, BuyAsync, v2: true) with { Wants = LabelState.Voided },
        new("token of a pull", "the token has ended", ExpiredAsync, static w => w.RunAsync(TimerNames.PullOrders)) { Covers = static route => route == Token, Runs = [TimerNames.PullOrders] },
        new("token of a push", "the token has ended", async w => { await PulledAsync(w); Expire(w); }, static w => w.PumpAsync(QueueNames.Orders)) { Covers = static route => route == Token },
        new("token of a write-back", "the token has ended", async w => { await FoundAsync(w); Expire(w); }, static w => w.PumpAsync(QueueNames.Shipments)) { Covers = static route => route == Token }
    ];

    private static Work Labels(string name, string does, Func<CellWorld, Task> arrange, Func<CellWorld, Task> act, bool v2 = false, params (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>(s_labels);
        if (v2) settings["Labels:Route"] = "V2";
        foreach (var (key, value) in more) settings[key] = value;
        return new Work(name, does, arrange, act) { NeedsV2 = v2, HasLabels = true, Settings = settings };
    }

    private static Task PlaceAsync(CellWorld world)
    {
        world.Place(ShopOrder.Numbered(Number));
        return Task.CompletedTask;
    }

    private static async Task PulledAsync(CellWorld world)
    {
        await PlaceAsync(world);
        await world.RunAsync(TimerNames.PullOrders);
    }

    private static async Task PushedAsync(CellWorld world)
    {
        await PulledAsync(world);
        await world.PumpAsync(QueueNames.Orders);
    }

    /// <summary>Sent, and read once by the polls.</summary>
    private static async Task KnownAsync(CellWorld world)
    {
        await ReadyAsync(world);
        world.Lane.Clock.Advance(TimeSpan.FromMinutes(10));
    }

    private static async Task ReadyAsync(CellWorld world)
    {
        await PushedAsync(world);
        world.Lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Lane.People.SettleAsync();
        await world.RunAsync(TimerNames.PollShipments, TimerNames.PollShipStationOrders);
        await world.PumpAsync(QueueNames.Shipments);
    }

    private static async Task ChangedAsync(CellWorld world)
    {
        await KnownAsync(world);
        await world.Lane.People.EditInShopAsync(Number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("1 Other Street") });
        await world.RunAsync(TimerNames.PullOrders);
    }

    private static async Task EndedAsync(CellWorld world)
    {
        await KnownAsync(world);
        await world.Lane.People.EditInShopAsync(Number, new JsonObject { ["shipmentState"] = "Shipped" });
        await world.RunAsync(TimerNames.PullOrders);
    }

    private static async Task LabelledAsync(CellWorld world)
    {
        world.Place(ShopOrder.Numbered("US-2"));
        world.Place(ShopOrder.Numbered("US-3"));
        await KnownAsync(world);
        await world.Lane.People.LabelAsync("US-2");
        await world.PassAsync();
        world.Lane.Clock.Advance(TimeSpan.FromHours(5));
        await world.Lane.People.LabelAsync(Number);
        await world.Lane.People.EditInShipStationAsync("US-3", new JsonObject { ["orderStatus"] = "on_hold" });
    }

    private static async Task NotifiedAsync(CellWorld world)
    {
        await KnownAsync(world);
        await world.Lane.People.LabelAsync(Number);
        var address = new Uri(world.Lane.Shipping.Address, "/shipments?orderNumber=" + Number + "&includeShipmentItems=True").ToString();
        var message = new WorkMessage
        {
            Type = MessageTypes.WebhookNotification, Id = "n-1", CorrelationId = "n-1", EnqueuedAt = world.Lane.Clock.Now, Account = "default", ResourceUrl = address, ResourceType = "ITEM_SHIP_NOTIFY"
        };
        await world.Get<IWorkQueue>().SendAsync(QueueNames.Shipments, [message], null, default);
    }

    private static async Task FoundAsync(CellWorld world)
    {
        await KnownAsync(world);
        await world.Lane.People.LabelAsync(Number);
        await world.RunAsync(TimerNames.PollShipments, TimerNames.PollShipStationOrders);
    }

    private static async Task BuyAsync(CellWorld world)
    {
        await world.RunAsync(TimerNames.BuyLabels);
        await world.PumpAsync(QueueNames.Labels);
    }

    private static async Task BuyTwiceAsync(CellWorld world)
    {
        await BuyAsync(world);
        world.Lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await BuyAsync(world);
    }

    private static async Task ApprovedAsync(CellWorld world)
    {
        for (var i = 2; i <= OfABatch; i++) world.Place(ShopOrder.Numbered(FormattableString.Invariant($"US-{i}")));
        await ReadyAsync(world);
        await BuyAsync(world);
        await world.Get<LabelDesk>().ApproveAllAsync(new LabelFilter(), "ada", default);
        world.Lane.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task VoidWantedAsync(CellWorld world)
    {
        await ReadyAsync(world);
        await BuyAsync(world);
        await world.LiveAsync(TimeSpan.FromHours(1));
        await world.Get<LabelDesk>().VoidAsync([(await world.LabelsAsync())[0].Id], "ada", default);
    }

    private static async Task ExpiredAsync(CellWorld world)
    {
        await world.RunAsync(TimerNames.PullOrders);
        await PlaceAsync(world);
        Expire(world);
    }

    private static void Expire(CellWorld world) => world.Lane.Clock.Advance(TimeSpan.FromHours(49));
}
