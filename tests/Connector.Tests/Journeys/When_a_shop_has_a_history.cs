using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>The first pass over a shop that others served until today.</summary>
public sealed class When_a_shop_has_a_history
{
    private const int Orders = 5_000;

    /// <summary>Every second order was delivered before; of those that were not, every second lacks one of its two units.</summary>
    [Fact]
    public async Task Nothing_that_was_delivered_is_sent()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(Enumerable.Range(0, Orders).Select(Order));

        await world.SyncAsync();

        var there = (await world.People.AllShippingOrdersAsync()).ToDictionary(o => o.Text("orderNumber")!, o => o.List("items").Where(i => !i.GetProperty("adjustment").GetBoolean()).Sum(i => i.GetProperty("quantity").GetInt32()));
        var wanted = Enumerable.Range(0, Orders).Where(i => Delivered(i) < 2).ToDictionary(Number, i => 2 - Delivered(i));
        Assert.Equal(Orders / 2, wanted.Count);
        Assert.Equal(wanted.OrderBy(o => o.Key, StringComparer.Ordinal), there.OrderBy(o => o.Key, StringComparer.Ordinal));
        Assert.Empty(await world.ErrorsAsync());
        Assert.Equal(0, world.ShippingCalls("POST /orders/markasshipped"));
    }

    private static string Number(int index) => "HI-" + (10_000 + index).ToString(CultureInfo.InvariantCulture);

    private static int Delivered(int index) => index % 2 == 0 ? 2 : index % 4 == 1 ? 1 : 0;

    private static JsonObject Order(int index)
    {
        var order = ShopOrder.Numbered(Number(index)).With("MUG-RED", 2);
        if (Delivered(index) is > 0 and var units) order.Document["shippingInfo"]!["deliveries"] = When_others_deliver.Delivered(order, (0, units));
        return order.Document;
    }
}
