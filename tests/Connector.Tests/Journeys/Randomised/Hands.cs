using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>Plays what people and other programs do to orders that may stand in ShipStation in several parts, in copies, or together with another.</summary>
internal sealed class Hands(Scene scene) : IDisposable
{
    private static readonly string[] s_skus = ["MUG-RED", "MUG-BLUE", "TEE-BLACK-M"];
    private readonly HttpClient _http = new();
    private int _made;

    /// <summary>What people did that no check may hold against the connector: numbers of orders, and their lines.</summary>
    public HashSet<string> CancelledByStaff { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders that someone put together with another.</summary>
    public HashSet<int> Merged { get; } = [];

    /// <summary>Orders that someone released in ShipStation while the shop's order was not to ship.</summary>
    public HashSet<int> ReleasedThoughStopped { get; } = [];

    /// <summary>What other programs split off, by account and id.</summary>
    public Dictionary<(string Account, long Id), int> Parts { get; } = [];

    /// <summary>What people copied, with how it looked when they last had it in hand.</summary>
    public Dictionary<(string Account, long Id), (int Index, string Picture)> Copies { get; } = [];

    public ShopOrder OrderOf(int index, Script script)
    {
        var order = ShopOrder.Numbered(Scene.NumberOf(index));
        for (var i = 0; i < script.Quantities.Length; i++) order.With(s_skus[i], script.Quantities[i]);
        return order.But(o => o["shippingAddress"] = Address(index, "12 Congress Avenue"));
    }

    /// <summary>How an order looks that nobody is to change.</summary>
    public static string PictureOf(JsonElement order) =>
        $"{order.Text("orderStatus")} {string.Join(' ', order.List("items").Select(i => $"{i.Text("sku")}x{i.GetProperty("quantity")}"))} to {order.Text("shipTo.street1")!.ToUpperInvariant()}";

    /// <summary>Does it if it is possible now. What someone tries in vain is left undone.</summary>
    public async Task PlayAsync(PersonAction action, int index, int round)
    {
        scene.Tick();
        if (action == PersonAction.Nothing) return;
        // An order that staff put into another cannot be written any more: what else changes in the shop is for a person.
        if (Merged.Contains(index) && action is not (PersonAction.CancelInShop or PersonAction.LabelAll or PersonAction.LabelOneUnit or PersonAction.VoidOldest or PersonAction.VoidNewest)) return;
        if (await PlayInShopAsync(action, index, round)) return;
        var account = scene.AccountOf(index);
        var orders = await scene.People[account].AllShippingOrdersAsync();
        var family = FamilyOf(orders, index);
        if (family.Count > 0) await PlayInShipStationAsync(action, index, round, account, orders, family);
        await PlayWithOthersAsync(action, index, account, orders, family);
    }

    /// <summary>What carries our key: the order, and what people split off it.</summary>
    public List<JsonElement> FamilyOf(IReadOnlyList<JsonElement> orders, int index)
    {
        var shopId = scene.ShopOrder(index).Text("id")!;
        return [.. orders.Where(o => o.Text("orderKey")!.StartsWith(shopId, StringComparison.Ordinal))];
    }

    public List<JsonElement> PartsOf(string account, IReadOnlyList<JsonElement> orders, int index) => [.. orders.Where(o => Parts.TryGetValue((account, Id(o)), out var of) && of == index)];

    public void Dispose() => _http.Dispose();

    private async Task<bool> PlayInShopAsync(PersonAction action, int index, int round)
    {
        var (number, people) = (Scene.NumberOf(index), scene.People["default"]);
        switch (action)
        {
            case PersonAction.ChangeAddressInShop: await people.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = Address(index, $"{round} Shop Street") }); return true;
            case PersonAction.CancelInShop: await people.CancelInShopAsync(number); return true;
            case PersonAction.PaymentFails: await people.PayAsync(number, "Failed"); return true;
            case PersonAction.PaymentComes: await people.PayAsync(number, "Paid"); return true;
            case PersonAction.DeliverUnitInShop:
                if (Undelivered(scene.ShopOrder(index)) is [var (line, _), ..]) await people.DeliverInShopAsync(number, (line, 1));
                return true;
            case PersonAction.DeliverAllInShop:
                if (Undelivered(scene.ShopOrder(index)) is { Count: > 0 } rest) await people.DeliverInShopAsync(number, [.. rest]);
                return true;
            default: return false;
        }
    }

    private async Task PlayInShipStationAsync(PersonAction action, int index, int round, string account, IReadOnlyList<JsonElement> orders, List<JsonElement> family)
    {
        var open = family.FirstOrDefault(o => o.Text("orderStatus") is "awaiting_shipment" or "on_hold");
        switch (action)
        {
            case PersonAction.ChangeAddressInShipStation when Is(open):
                await EditAsync(account, open, new JsonObject { ["shipTo"] = new JsonObject { ["street2"] = $"Door {round}" } });
                break;
            case PersonAction.NoteInShipStation when Is(open):
                await EditAsync(account, open, new JsonObject { ["internalNotes"] = $"note {round}" });
                break;
            case PersonAction.Hold when open.Text("orderStatus") == "awaiting_shipment":
                await EditAsync(account, open, new JsonObject { ["orderStatus"] = "on_hold" });
                break;
            case PersonAction.Release when family.FirstOrDefault(o => o.Text("orderStatus") == "on_hold") is var held && Is(held):
                if (scene.ShopOrder(index).Text("paymentState") == "Failed") ReleasedThoughStopped.Add(index);
                await EditAsync(account, held, new JsonObject { ["orderStatus"] = "awaiting_shipment" });
                break;
            case PersonAction.LabelAll when open.Text("orderStatus") == "awaiting_shipment":
                await LabelAsync(account, open, all: true);
                break;
            case PersonAction.LabelOneUnit when open.Text("orderStatus") == "awaiting_shipment":
                await LabelAsync(account, open, all: false);
                break;
            case PersonAction.VoidOldest or PersonAction.VoidNewest when await LabelsAsync(account, family) is { Count: > 0 } labels:
                var voided = action == PersonAction.VoidOldest ? labels[0] : labels[^1];
                await ControlAsync(account, "void", new JsonObject { ["shipmentId"] = voided.GetProperty("shipmentId").GetInt64() });
                await LookAgainAsync(account, voided.GetProperty("orderId").GetInt64());
                break;
            case PersonAction.MarkShipped when family.Count == 1 && PartsOf(account, orders, index).Count == 0 && open.Text("orderStatus") == "awaiting_shipment" && open.Text("advancedOptions.mergedOrSplit") != "True" && (await LabelsAsync(account, family)).Count == 0:
                await ControlAsync(account, "fulfillment", new JsonObject { ["orderId"] = Id(open), ["tracking"] = "HAND-1" });
                break;
            case PersonAction.FailAddress or PersonAction.PassAddress when Is(open):
                await ControlAsync(account, "address", new JsonObject { ["orderId"] = Id(open), ["addressVerified"] = action == PersonAction.FailAddress ? "failed" : "valid" });
                break;
            case PersonAction.CancelInShipStation when Is(open) && (await LabelsAsync(account, family)).Count == 0:
                CancelledByStaff.Add(Scene.NumberOf(index));
                foreach (var line in scene.ShopOrder(index).List("lineItems")) CancelledByStaff.Add(line.Text("id")!);
                await EditAsync(account, open, new JsonObject { ["orderStatus"] = "cancelled" });
                break;
            case PersonAction.Split:
                await SplitAsync(account, family);
                break;
            case PersonAction.SplitPart:
                await SplitAsync(account, [.. family.Where(o => o.Text("advancedOptions.parentId") is not null)]);
                break;
            case PersonAction.MergeWithNext when family.Count == 1 && IsAlone(account, orders, index) && await MateAsync(account, orders, index) is { } mate && Is(mate) && IsWhole(family[0]) && (await LabelsAsync(account, family)).Count == 0:
                Merged.UnionWith([index, index + Step]);
                await ControlAsync(account, "merge", new JsonObject { ["orderNumbers"] = new JsonArray(family[0].Text("orderNumber"), mate.Text("orderNumber")) });
                break;
        }
    }

    /// <summary>What others make of an order, and what is done with it.</summary>
    private async Task PlayWithOthersAsync(PersonAction action, int index, string account, IReadOnlyList<JsonElement> orders, List<JsonElement> family)
    {
        var number = Scene.NumberOf(index);
        switch (action)
        {
            case PersonAction.SplitByProgram when await SplittableAsync(account, [.. family, .. PartsOf(account, orders, index)]) is { } order && Left(order, []) is [{ LineKey.Length: > 0 } unit, ..]:
                Parts[(account, Id(await CopyAsync(account, order, $"{number}-X{++_made}", unit)))] = index;
                break;
            case PersonAction.Copy when family is [var first, ..]:
                var copy = await CopyAsync(account, first, $"{number}-R{++_made}", null);
                Copies[(account, Id(copy))] = (index, PictureOf(copy));
                break;
            case PersonAction.LabelPart when PartsOf(account, orders, index).Find(o => o.Text("orderStatus") == "awaiting_shipment") is { ValueKind: JsonValueKind.Object } part:
                await LabelAsync(account, part, all: true);
                break;
            case PersonAction.LabelCopy when orders.FirstOrDefault(o => Copies.TryGetValue((account, Id(o)), out var of) && of.Index == index && o.Text("orderStatus") == "awaiting_shipment") is { ValueKind: JsonValueKind.Object } open:
                await LabelAsync(account, open, all: true);
                await LookAgainAsync(account, Id(open));
                break;
            // With a label its goods are packed: nobody types them in again.
            case PersonAction.Retype when family.Find(o => o.Text("orderStatus") == "awaiting_shipment") is { ValueKind: JsonValueKind.Object } typed && (await LabelsAsync(account, [typed])).Count == 0:
                await ControlAsync(account, "retype", new JsonObject { ["orderId"] = Id(typed) });
                break;
        }
    }

    /// <summary>How a copy looks after people had it in hand.</summary>
    private async Task LookAgainAsync(string account, long id)
    {
        if (Copies.TryGetValue((account, id), out var copy)) Copies[(account, id)] = copy with { Picture = PictureOf((await scene.People[account].AllShippingOrdersAsync()).Single(o => Id(o) == id)) };
    }

    /// <summary>Labels of these orders that were not voided, oldest first: also one with their goods that another order has, where they were put together.</summary>
    private async Task<IReadOnlyList<JsonElement>> LabelsAsync(string account, IReadOnlyList<JsonElement> family)
    {
        var lines = family.SelectMany(o => o.List("items")).Select(i => i.Text("lineItemKey")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var ids = family.Select(Id).ToHashSet();
        return [.. (await scene.LabelsAsync(account)).Where(s => ids.Contains(s.GetProperty("orderId").GetInt64()) || s.List("shipmentItems").Any(i => lines.Contains(i.Text("lineItemKey") ?? "")))];
    }

    private JsonObject Address(int index, string street)
    {
        var address = ShopOrder.Address(street);
        if (scene.CountryOf(index) == "US") return address;
        (address["country"], address["city"], address["postalCode"]) = ("DE", "Berlin", "10115");
        address.Remove("state");
        return address;
    }

    /// <summary>By what the shop shows: nobody delivers what was delivered, is not paid or is cancelled.</summary>
    private static List<(string Line, int Quantity)> Undelivered(JsonElement shop)
    {
        if (shop.Text("orderState") == "Cancelled" || shop.Text("paymentState") == "Failed" || shop.Text("shipmentState") is "Shipped" or "Delivered") return [];
        var done = shop.Deliveries().SelectMany(d => d.Items()).ToLookup(i => i.Line, i => i.Quantity);
        return [.. shop.List("lineItems").Select(l => (l.Text("id")!, l.GetProperty("quantity").GetInt32() - done[l.Text("id")!].Sum())).Where(l => l.Item2 > 0)];
    }

    private async Task LabelAsync(string account, JsonElement order, bool all)
    {
        var left = Left(order, [.. (await scene.LabelsAsync(account)).Where(s => s.Text("orderId") == order.Text("orderId"))]);
        if (left.Count == 0) return;
        await ControlAsync(account, "labels", new JsonObject { ["orderId"] = Id(order), ["items"] = Items(all ? left : [left[0] with { Quantity = 1 }]) });
    }

    private async Task SplitAsync(string account, IReadOnlyList<JsonElement> from)
    {
        if (await SplittableAsync(account, from) is { } order)
            await ControlAsync(account, "split", new JsonObject { ["orderId"] = Id(order), ["items"] = Items([Left(order, [])[0] with { Quantity = 1 }]) });
    }

    /// <summary>The first that two parts can be made of. What has a label stays where it is.</summary>
    private async Task<JsonElement?> SplittableAsync(string account, IReadOnlyList<JsonElement> from)
    {
        foreach (var order in from.Where(o => o.Text("orderStatus") == "awaiting_shipment"))
            if (Left(order, []).Sum(i => i.Quantity) >= 2 && (await LabelsAsync(account, [order])).Count == 0) return order;
        return null;
    }

    private async Task<JsonElement> CopyAsync(string account, JsonElement order, string number, Good? moved)
    {
        var body = new JsonObject { ["orderId"] = Id(order), ["newKey"] = "other-" + number, ["newNumber"] = number, ["move"] = moved is not null };
        if (moved is not null) body["items"] = Items([moved with { Quantity = 1 }]);
        return (await ControlAsync(account, "copy", body)).GetProperty("orders")[1];
    }

    /// <summary>To the next order in the same account.</summary>
    private int Step => scene.TwoAccounts ? 2 : 1;

    private async Task<JsonElement?> MateAsync(string account, IReadOnlyList<JsonElement> orders, int index)
    {
        if (scene.Shop.FindOrder(Scene.NumberOf(index + Step)) is null || !IsAlone(account, orders, index + Step)) return null;
        return FamilyOf(orders, index + Step) is [var only] && IsWhole(only) && (await LabelsAsync(account, [only])).Count == 0 ? only : null;
    }

    /// <summary>Nobody has made another order of it.</summary>
    private bool IsAlone(string account, IReadOnlyList<JsonElement> orders, int index) => PartsOf(account, orders, index).Count == 0 && Copies.Values.All(c => c.Index != index);

    private static bool IsWhole(JsonElement order) =>
        order.Text("orderStatus") == "awaiting_shipment" && order.Text("advancedOptions.mergedOrSplit") != "True" && order.List("items").All(i => i.Text("lineItemKey") is { Length: > 0 });

    /// <summary>A line in ShipStation: by our key, or by its article where it was typed in again.</summary>
    private sealed record Good(string? LineKey, string? Sku, int Quantity);

    /// <summary>What these labels have left of an order. Lines that were typed in again have no key, and get it back with our next change: then the article says which line a label was for.</summary>
    private static List<Good> Left(JsonElement order, IReadOnlyList<JsonElement> labels)
    {
        var goods = order.List("items").Where(i => !i.GetProperty("adjustment").GetBoolean()).Select(i => new Good(i.Text("lineItemKey"), i.Text("sku"), i.GetProperty("quantity").GetInt32())).ToList();
        foreach (var item in labels.SelectMany(s => s.List("shipmentItems")))
        {
            var key = item.Text("lineItemKey") is { Length: > 0 } known && goods.Exists(g => g.LineKey == known) ? known : null;
            var packed = item.GetProperty("quantity").GetInt32();
            for (var i = 0; i < goods.Count && packed > 0; i++)
            {
                if (key is null ? goods[i].Sku != item.Text("sku") : goods[i].LineKey != key) continue;
                var taken = Math.Min(packed, goods[i].Quantity);
                (goods[i], packed) = (goods[i] with { Quantity = goods[i].Quantity - taken }, packed - taken);
            }
        }
        return goods.FindAll(g => g.Quantity > 0);
    }

    private Task<JsonElement> EditAsync(string account, JsonElement order, JsonObject merge) => ControlAsync(account, "edit", new JsonObject { ["orderId"] = Id(order), ["merge"] = merge });

    private static bool Is(JsonElement? order) => order is { ValueKind: JsonValueKind.Object };

    private static long Id(JsonElement order) => order.GetProperty("orderId").GetInt64();

    private static JsonArray Items(IReadOnlyList<Good> goods) =>
        new([.. goods.Select(g => g.LineKey is { Length: > 0 } ? new JsonObject { ["lineItemKey"] = g.LineKey, ["quantity"] = g.Quantity } : new JsonObject { ["sku"] = g.Sku, ["quantity"] = g.Quantity })]);

    private async Task<JsonElement> ControlAsync(string account, string call, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(scene.Accounts[account].Address, "/__sim/" + call), body);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"The simulator refused {call}: {text}");
    }
}
