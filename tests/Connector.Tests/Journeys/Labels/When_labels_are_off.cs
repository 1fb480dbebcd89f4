using Connector.Core.Engine.Pump;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

/// <summary>The rules of labels are written, and their mode is Off: both systems are called as by a connector that knows nothing of labels.</summary>
public sealed class When_labels_are_off
{
    [Fact]
    public async Task Both_systems_are_called_as_without_the_section()
    {
        var off = await LiveAsync("Off");

        Assert.Equal(await LiveAsync(mode: null), off);
        Assert.Contains("ShipStation POST /orders/createorders: 3", off, StringComparer.Ordinal);
        string[] ofLabels = ["createlabel", "rates", "batches", "/v2/shipments", "/carriers", "/warehouses"];
        Assert.DoesNotContain(off, call => ofLabels.Any(part => call.Contains(part, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task The_same_orders_are_called_for_where_it_buys() => Assert.Contains($"ShipStation {LabelWorld.Buys}: 2", await LiveAsync("Buy"), StringComparer.Ordinal);

    /// <param name="mode">Null leaves the section out.</param>
    /// <returns>The calls of a day, counted by system and route: orders, a change, a label by people, a void and a cancellation.</returns>
    private static async Task<IReadOnlyList<string>> LiveAsync(string? mode)
    {
        (string, string?)[] without =
        [
            ("Labels:Mode", null), ("Labels:Currency", null), ("Labels:Readiness:Address", null), ("Labels:Times:OpenDaily", null), ("Labels:Guards:MaxPrice", null),
            ("Labels:Guards:Caps:0:Per", null), ("Labels:Guards:Caps:0:Money", null)
        ];
        await using var it = await LabelWorld.StartAsync(mode ?? "Off", v2Key: true, more: mode is null ? without : []);
        var world = it.World;
        await it.PlaceAsync("US-1", "US-2");
        await world.People.EditInShopAsync("US-1", new() { ["customerEmail"] = "new@example.com" });
        await it.LaterAsync(TimeSpan.FromMinutes(2));
        if (mode != "Buy")
        {
            var shipment = await world.People.LabelAsync("US-1");
            await it.LaterAsync(TimeSpan.FromMinutes(10));
            await world.People.VoidAsync(shipment);
            await world.People.CancelInShopAsync("US-2");
        }
        await it.LaterAsync(TimeSpan.FromMinutes(10));

        if (mode != "Buy") Assert.DoesNotContain(await world.Get<ILabelStore>().CountAsync(default), static c => c.Value > 0);
        return
        [
            .. world.Shop.Stats.ByRoute.Select(static r => $"commercetools {r.Key}: {r.Value}").Order(StringComparer.Ordinal),
            .. world.Shipping.Stats.ByRoute.Select(static r => $"ShipStation {r.Key}: {r.Value}").Order(StringComparer.Ordinal)
        ];
    }
}
