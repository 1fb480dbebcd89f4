using System.Text.Json.Nodes;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>A world in which one situation is played, in one of the ways to hear of it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Eleven in the morning where ShipStation's clocks stand.</summary>
    private static readonly DateTimeOffset Start = new(2026, 3, 18, 18, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(10);

    private readonly List<long> _labels = [];
    private readonly NotificationMode _mode;

    private Stage(World world, NotificationMode mode) => (World, _mode) = (world, mode);

    public World World { get; }

    /// <summary>The shipments' ids in the order in which the labels were bought.</summary>
    public IReadOnlyList<long> Labels => _labels;

    public static async Task<Stage> SetAsync(WorldPlan plan, NotificationMode mode) => new(
        await World.StartAsync(plan with
        {
            Time = new ManualTimeProvider(Start), Webhooks = mode != NotificationMode.PollsOnly, HoldsNotifications = mode == NotificationMode.DoubledReversed
        }),
        mode);

    /// <summary>Customers order, the orders go to ShipStation, and ShipStation has looked at their addresses.</summary>
    public async Task PlaceAsync(params ShopOrder[] orders)
    {
        await World.People.PlaceAsync(orders);
        await LaterAsync();
        await LaterAsync();
    }

    /// <summary>A label for all that is left of an order, or for these lines.</summary>
    public async Task<long> LabelAsync(string number, params (string LineKey, int Quantity)[] lines) => Bought(await World.People.LabelAsync(number, lines));

    /// <summary>A label with whatever is special about it.</summary>
    public async Task<long> LabelAsync(string number, JsonObject body) => Bought(await World.People.LabelAsync(number, body));

    /// <summary>A label past ShipStation's own checks: for an order that is closed, or for more than is left.</summary>
    public Task<long> LabelAnywayAsync(string number, params (string LineKey, int Quantity)[] lines) => LabelAsync(number, new JsonObject
    {
        ["force"] = true,
        ["items"] = new JsonArray([.. lines.Select(line => new JsonObject { ["lineItemKey"] = line.LineKey, ["quantity"] = line.Quantity })])
    });

    public async Task VoidAsync(long label)
    {
        World.Clock.Advance(AMoment);
        await World.People.VoidAsync(label);
    }

    public async Task EditInShopAsync(string number, JsonObject merge)
    {
        World.Clock.Advance(AMoment);
        await World.People.EditInShopAsync(number, merge);
    }

    public async Task EditInShipStationAsync(string number, JsonObject merge)
    {
        World.Clock.Advance(AMoment);
        await World.People.EditInShipStationAsync(number, merge);
    }

    /// <summary>Some time passes; then notifications arrive and are worked off, and the connector polls until nothing is left to be done.</summary>
    public async Task LaterAsync(TimeSpan? by = null)
    {
        World.Clock.Advance(by ?? AWhile);
        await HearAsync();
        await World.SyncUntilQuietAsync();
    }

    /// <summary>Time passes until nothing can come any more, not even notifications that were sent long ago. None of that may cause a write: all was written back already.</summary>
    public async Task EndAsync()
    {
        await LaterAsync();
        var writes = World.ShopWrites;
        if (_mode == NotificationMode.DoubledReversed) await World.Tray.RepeatAllAsync();
        await LaterAsync(TimeSpan.FromHours(1));
        Assert.Equal(writes, World.ShopWrites);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task HearAsync()
    {
        if (_mode == NotificationMode.PollsOnly) return;
        await World.Shipping.WhenWebhooksAreDeliveredAsync(default);
        if (_mode == NotificationMode.DoubledReversed) await World.Tray.HandOnDoubledAndReversedAsync();
        await World.HurryPumpAsync();
    }

    private long Bought(long label)
    {
        _labels.Add(label);
        World.Clock.Advance(AMoment);
        return label;
    }
}
