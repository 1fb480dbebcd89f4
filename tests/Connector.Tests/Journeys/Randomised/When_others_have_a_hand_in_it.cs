using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>What people and programs besides us do to one order, on either side.</summary>
internal enum Hand
{
    Nothing,
    PaymentFails,
    PaymentComes,
    CancelInShop,
    ChangeAddress,
    DeliverUnit,
    DeliverAll,
    CompleteInShop,
    LabelOne,
    SplitByProgram,
    SplitByPeople,
    Copy,
    Retype,
    HoldInShipStation
}

/// <summary>Any hands, one after the other with a pass in between: no unit leaves twice, nothing unpaid or cancelled stays shippable, and what others made stays as they made it.</summary>
public sealed class When_others_have_a_hand_in_it
{
    private const int Sequences = 200;
    private const int OrdersEach = 20;

    private static readonly Arbitrary<Hand[][]> s_seasons = Arb.From(
        Gen.Frequency(
            (1, Gen.Constant(Hand.Nothing)), (2, Gen.Constant(Hand.PaymentFails)), (2, Gen.Constant(Hand.PaymentComes)), (1, Gen.Constant(Hand.CancelInShop)), (1, Gen.Constant(Hand.ChangeAddress)),
            (3, Gen.Constant(Hand.DeliverUnit)), (1, Gen.Constant(Hand.DeliverAll)), (1, Gen.Constant(Hand.CompleteInShop)), (3, Gen.Constant(Hand.LabelOne)), (2, Gen.Constant(Hand.SplitByProgram)),
            (1, Gen.Constant(Hand.SplitByPeople)), (1, Gen.Constant(Hand.Copy)), (1, Gen.Constant(Hand.Retype)), (1, Gen.Constant(Hand.HoldInShipStation))).ArrayOf(5).ArrayOf(OrdersEach),
        static season => season.Length > 1 ? [season[..(season.Length / 2)], season[(season.Length / 2)..]] : Enumerable.Range(0, season[0].Length).Where(i => season[0][i] != Hand.Nothing)
            .Select(i => new[] { season[0].Select((h, at) => at == i ? Hand.Nothing : h).ToArray() }));

    [Fact]
    public void Nothing_leaves_twice_or_unpaid_and_what_is_not_ours_stays()
    {
        var played = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(Sequences / OrdersEach),
            Prop.ForAll(s_seasons, season =>
            {
                played += season.Length;
                var problems = PlayAsync(season).GetAwaiter().GetResult();
                return (problems.Count == 0).Label(string.Join(Environment.NewLine, problems.Take(12).Concat(season.Select(s => string.Join(", ", s)))));
            }));
        Assert.True(played >= Sequences);
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Hand[][] season)
    {
        await using var world = await World.StartAsync();
        var plays = season.Select((hands, i) => new Play(world, $"OH-{i + 100}", hands)).ToList();
        await world.People.PlaceAsync([.. plays.Select(p => p.Order)]);
        await world.SyncAsync();
        var problems = new List<string>();
        for (var round = 0; round < season[0].Length; round++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(3));
            var there = await world.People.AllShippingOrdersAsync();
            foreach (var play in plays) await play.NextAsync(round, there);
            await world.SyncAsync();
            await world.SyncAsync();
            var dead = (await world.ErrorsAsync()).Select(e => e.Info.OrderNumber).ToHashSet(StringComparer.Ordinal);
            there = await world.People.AllShippingOrdersAsync();
            foreach (var play in plays) problems.AddRange(play.Problems(there, dead.Contains(play.Number)).Select(p => $"{play.Number}, round {round}: {p}"));
            if (problems.Count > 0) return problems;
        }
        await world.SyncUntilQuietAsync();
        var writes = (world.BulkCalls, world.ShopWrites, world.ShippingCalls("POST /orders/markasshipped"));
        await world.SyncAsync();
        if (writes != (world.BulkCalls, world.ShopWrites, world.ShippingCalls("POST /orders/markasshipped"))) problems.Add("The connector goes on writing though nothing happens.");
        return problems;
    }

    /// <summary>One order, and what is known of it without asking the connector.</summary>
    private sealed class Play(World world, string number, Hand[] hands)
    {
        private readonly Dictionary<string, string> _copies = [];
        private readonly Dictionary<string, int> _left = [];

        public string Number => number;
        public ShopOrder Order { get; } = ShopOrder.Numbered(number).With("MUG-RED", 2).With("TEE-1", 1);

        public async Task NextAsync(int round, IReadOnlyList<JsonElement> all)
        {
            var mine = Mine(all).ToList();
            var open = mine.Where(o => o.Text("orderStatus") == "awaiting_shipment").ToList();
            var shop = world.ShopOrder(number);
            switch (hands[round])
            {
                case Hand.PaymentFails: await world.People.PayAsync(number, "Failed"); break;
                case Hand.PaymentComes: await world.People.PayAsync(number, "Paid"); break;
                case Hand.CancelInShop: await world.People.CancelInShopAsync(number); break;
                case Hand.ChangeAddress: await world.People.EditInShopAsync(number, new() { ["shippingAddress"] = ShopOrder.Address($"{round} Shop Street") }); break;
                case Hand.DeliverUnit when Undelivered(shop) is [var (line, _), ..]: await DeliverAsync((line, 1)); break;
                case Hand.DeliverAll when Undelivered(shop) is { Count: > 0 } rest: await DeliverAsync([.. rest]); break;
                case Hand.CompleteInShop: await world.People.EditInShopAsync(number, new() { ["orderState"] = "Complete" }); break;
                case Hand.LabelOne when open is [var order, ..] && Goods(order).Sum(g => g.Quantity) > 0:
                    foreach (var (line, quantity) in Goods(order)) Leave(line, quantity);
                    await world.People.LabelAsync(number, new JsonObject { ["orderId"] = order.GetProperty("orderId").GetInt64() });
                    break;
                case Hand.SplitByProgram or Hand.SplitByPeople when open is [var order, ..] && order.List("items").FirstOrDefault(i => i.GetProperty("quantity").GetInt32() > 1) is { ValueKind: JsonValueKind.Object } most && most.Text("lineItemKey") is { Length: > 0 } line:
                    if (hands[round] == Hand.SplitByPeople) await world.People.SplitAsync(order.Text("orderNumber")!, (line, 1));
                    else await world.People.CopyAsync(order.Text("orderNumber")!, $"{number}-X{round}", move: true, (line, 1));
                    break;
                case Hand.Copy when mine.Count > 0:
                    await world.People.CopyAsync(mine[0].Text("orderNumber")!, $"{number}-R{round}", move: false);
                    var made = (await world.People.AllShippingOrdersAsync()).Single(o => o.Text("orderNumber") == $"{number}-R{round}");
                    _copies[$"{number}-R{round}"] = Picture(made);
                    break;
                case Hand.Retype when open is [var order]: await world.People.RetypeAsync(order.Text("orderNumber")!); break;
                case Hand.HoldInShipStation when open is [var order, ..]: await world.People.EditInShipStationAsync(order.Text("orderNumber")!, new() { ["orderStatus"] = "on_hold" }); break;
            }
        }

        public IEnumerable<string> Problems(IReadOnlyList<JsonElement> all, bool dead)
        {
            foreach (var (copy, before) in _copies)
                if (all.Single(o => o.Text("orderNumber") == copy) is var now && Picture(now) != before) yield return $"copy {copy} was {before} and is {Picture(now)}";
            var shop = world.ShopOrder(number);
            var mustNot = shop.Text("orderState") == "Cancelled" ? "cancelled" : shop.Text("paymentState") == "Failed" ? "unpaid" : shop.Text("orderState") == "Complete" ? "complete" : null;
            var shippable = Mine(all).Where(o => o.Text("orderStatus") == "awaiting_shipment" && Goods(o).Any(g => g.Quantity > 0)).ToList();
            if (mustNot is not null && !dead && shippable.Count > 0) yield return $"is {mustNot} and {string.Join(", ", shippable.Select(o => o.Text("orderNumber")))} can ship";
            if (!dead && mustNot is null)
            {
                foreach (var line in Order.Lines.Select((id, i) => (Id: id, Ordered: i == 0 ? 2 : 1)))
                {
                    var units = _left.GetValueOrDefault(line.Id) + shippable.SelectMany(Goods).Where(g => g.Line == line.Id).Sum(g => g.Quantity);
                    if (units > line.Ordered) yield return $"{line.Ordered} of line {line.Id} were ordered, {_left.GetValueOrDefault(line.Id)} have left and {units - _left.GetValueOrDefault(line.Id)} can ship";
                }
            }
            foreach (var (line, left) in _left)
                if (!dead && left > (line == Order.Lines[0] ? 2 : 1)) yield return $"{left} of line {line} have left";
        }

        /// <summary>Ours, and the parts that a program or people made of it.</summary>
        private IEnumerable<JsonElement> Mine(IReadOnlyList<JsonElement> all) =>
            all.Where(o => (o.Text("orderNumber") == number || o.Text("orderNumber")!.StartsWith(number + "-", StringComparison.Ordinal)) && !_copies.ContainsKey(o.Text("orderNumber")!));

        private async Task DeliverAsync(params (string Line, int Quantity)[] items)
        {
            foreach (var (line, quantity) in items) Leave(line, quantity);
            await world.People.DeliverInShopAsync(number, items);
        }

        private void Leave(string line, int quantity) => _left[line] = _left.GetValueOrDefault(line) + quantity;

        /// <summary>By what the shop shows: nobody delivers what was delivered.</summary>
        private List<(string Line, int Quantity)> Undelivered(JsonElement shop)
        {
            if (shop.Text("orderState") == "Cancelled" || shop.Text("paymentState") == "Failed" || shop.Text("shipmentState") is "Shipped" or "Delivered") return [];
            var done = shop.Deliveries().SelectMany(d => d.List("items")).GroupBy(i => i.Text("id")!).ToDictionary(g => g.Key, g => g.Sum(i => i.GetProperty("quantity").GetInt32()));
            return [.. Order.Lines.Select((id, i) => (id, (i == 0 ? 2 : 1) - done.GetValueOrDefault(id))).Where(l => l.Item2 > 0)];
        }

        /// <summary>Lines by our key; a line that was typed in again by its article.</summary>
        private IEnumerable<(string Line, int Quantity)> Goods(JsonElement order) => order.List("items").Where(i => !i.GetProperty("adjustment").GetBoolean())
            .Select(i => (i.Text("lineItemKey") is { Length: > 0 } key ? key : Order.Lines[i.Text("sku") == "MUG-RED" ? 0 : 1], i.GetProperty("quantity").GetInt32()));

        private static string Picture(JsonElement order) =>
            $"{order.Text("orderStatus")} {string.Join(' ', order.List("items").Select(i => $"{i.Text("sku")}x{i.GetProperty("quantity")}"))} {order.Text("shipTo.street1")}";
    }
}
