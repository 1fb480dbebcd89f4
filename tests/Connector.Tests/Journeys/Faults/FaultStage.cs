using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Tests.Journeys.Randomised;

namespace Connector.Tests.Journeys.Faults;

/// <summary>Plays what people do to orders that may stand in ShipStation in several parts, or together with another.</summary>
internal sealed class FaultStage(FaultWorld world) : IDisposable
{
    private static readonly string[] s_skus = ["MUG-RED", "MUG-BLUE", "TEE-BLACK-M"];
    private readonly HttpClient _http = new();

    /// <summary>What people did that no check may hold against the connector.</summary>
    public HashSet<string> CancelledByStaff { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders that someone put together with another.</summary>
    public HashSet<int> Merged { get; } = [];

    public string CountryOf(int index) => world.Setting.TwoAccounts && index % 2 == 1 ? "DE" : "US";

    public ShopOrder OrderOf(int index, Script script)
    {
        var order = ShopOrder.Numbered($"US-{index + 1}");
        for (var i = 0; i < script.Quantities.Length; i++) order.With(s_skus[i], script.Quantities[i]);
        return order.But(o => o["shippingAddress"] = Address(index, "12 Congress Avenue"));
    }

    /// <summary>Does it if it is possible now. What someone tries in vain is left undone.</summary>
    public async Task PlayAsync(PersonAction action, int index, int round)
    {
        world.Tick();
        var number = $"US-{index + 1}";
        var people = world.People["default"];
        if (action == PersonAction.Nothing) return;
        // An order that staff put into another cannot be written any more: what else changes in the shop is for a person.
        if (Merged.Contains(index) && action is not (PersonAction.CancelInShop or PersonAction.LabelAll or PersonAction.LabelOneUnit or PersonAction.VoidOldest or PersonAction.VoidNewest)) return;
        if (action == PersonAction.ChangeAddressInShop)
        {
            await people.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = Address(index, $"{round} Shop Street") });
            return;
        }
        if (action == PersonAction.CancelInShop)
        {
            await people.CancelInShopAsync(number);
            return;
        }
        var account = world.AccountOf(CountryOf(index));
        var shopId = world.Shop.FindOrder(number)!.Value.Text("id")!;
        var orders = await world.People[account].AllShippingOrdersAsync();
        var family = orders.Where(o => o.Text("orderKey")!.StartsWith(shopId, StringComparison.Ordinal)).ToList();
        if (family.Count == 0) return;
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
                await EditAsync(account, held, new JsonObject { ["orderStatus"] = "awaiting_shipment" });
                break;
            case PersonAction.LabelAll when open.Text("orderStatus") == "awaiting_shipment" && await LeftAsync(account, open) is { Count: > 0 } left:
                await ControlAsync(account, "labels", new JsonObject { ["orderId"] = Id(open), ["items"] = Items(left) });
                break;
            case PersonAction.LabelOneUnit when open.Text("orderStatus") == "awaiting_shipment" && await LeftAsync(account, open) is [var (line, _), ..]:
                await ControlAsync(account, "labels", new JsonObject { ["orderId"] = Id(open), ["items"] = Items([(line, 1)]) });
                break;
            case PersonAction.VoidOldest or PersonAction.VoidNewest when await LabelsAsync(account, family) is { Count: > 0 } labels:
                await ControlAsync(account, "void", new JsonObject { ["shipmentId"] = (action == PersonAction.VoidOldest ? labels[0] : labels[^1]).GetProperty("shipmentId").GetInt64() });
                break;
            case PersonAction.MarkShipped when family.Count == 1 && open.Text("orderStatus") == "awaiting_shipment" && open.Text("advancedOptions.mergedOrSplit") != "True" && (await LabelsAsync(account, family)).Count == 0:
                await ControlAsync(account, "fulfillment", new JsonObject { ["orderId"] = Id(open), ["tracking"] = "HAND-1" });
                break;
            case PersonAction.FailAddress or PersonAction.PassAddress when Is(open):
                await ControlAsync(account, "address", new JsonObject { ["orderId"] = Id(open), ["addressVerified"] = action == PersonAction.FailAddress ? "failed" : "valid" });
                break;
            case PersonAction.CancelInShipStation when Is(open) && (await LabelsAsync(account, family)).Count == 0:
                CancelledByStaff.Add(number);
                foreach (var line in open.List("items")) CancelledByStaff.Add(line.Text("lineItemKey") ?? "");
                await EditAsync(account, open, new JsonObject { ["orderStatus"] = "cancelled" });
                break;
            case PersonAction.Split:
                await SplitAsync(account, family);
                break;
            case PersonAction.SplitPart:
                await SplitAsync(account, [.. family.Where(o => o.Text("advancedOptions.parentId") is not null)]);
                break;
            case PersonAction.MergeWithNext when family.Count == 1 && await MateAsync(account, orders, index) is { } mate && Is(mate) && IsWhole(family[0]) && (await LabelsAsync(account, family)).Count == 0:
                Merged.UnionWith([index, index + Step]);
                await ControlAsync(account, "merge", new JsonObject { ["orderNumbers"] = new JsonArray(family[0].Text("orderNumber"), mate.Text("orderNumber")) });
                break;
        }
    }

    /// <summary>Labels with goods of these orders that were not voided, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> LabelsAsync(string account, IReadOnlyList<JsonElement> family)
    {
        var lines = family.SelectMany(o => o.List("items")).Select(i => i.Text("lineItemKey")).ToHashSet(StringComparer.Ordinal);
        return [.. (await ShipmentsAsync(account)).Where(s => s.List("shipmentItems").Any(i => lines.Contains(i.Text("lineItemKey"))))];
    }

    /// <summary>All labels of an account that were not voided, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ShipmentsAsync(string account) =>
        [.. (await world.People[account].CallShipStationAsync(HttpMethod.Get, "shipments?includeShipmentItems=true&pageSize=500")).List("shipments")
            .Where(s => !s.GetProperty("voided").GetBoolean()).OrderBy(s => s.GetProperty("shipmentId").GetInt64())];

    public async Task<IReadOnlyList<JsonElement>> FulfillmentsAsync(string account) =>
        [.. (await world.People[account].CallShipStationAsync(HttpMethod.Get, "fulfillments?pageSize=500")).List("fulfillments").Where(f => f.Text("voided") is not "True")];

    public void Dispose() => _http.Dispose();

    private JsonObject Address(int index, string street)
    {
        var address = ShopOrder.Address(street);
        if (CountryOf(index) == "US") return address;
        (address["country"], address["city"], address["postalCode"]) = ("DE", "Berlin", "10115");
        address.Remove("state");
        return address;
    }

    private async Task SplitAsync(string account, IReadOnlyList<JsonElement> from)
    {
        foreach (var order in from.Where(o => o.Text("orderStatus") == "awaiting_shipment"))
        {
            if (await LeftAsync(account, order) is not { Count: > 0 } left || order.List("items").Sum(i => i.GetProperty("quantity").GetInt32()) < 2) continue;
            // What has a label stays where it is.
            if ((await LabelsAsync(account, [order])).Count > 0) continue;
            await ControlAsync(account, "split", new JsonObject { ["orderId"] = Id(order), ["items"] = Items([(left[0].LineKey, 1)]) });
            return;
        }
    }

    /// <summary>To the next order in the same account.</summary>
    private int Step => world.Setting.TwoAccounts ? 2 : 1;

    private async Task<JsonElement?> MateAsync(string account, IReadOnlyList<JsonElement> orders, int index)
    {
        var next = index + Step;
        if (world.Shop.FindOrder($"US-{next + 1}") is not { } shop) return null;
        var family = orders.Where(o => o.Text("orderKey")!.StartsWith(shop.Text("id")!, StringComparison.Ordinal)).ToList();
        return family is [var only] && IsWhole(only) && (await LabelsAsync(account, family)).Count == 0 ? only : null;
    }

    private static bool IsWhole(JsonElement order) => order.Text("orderStatus") == "awaiting_shipment" && order.Text("advancedOptions.mergedOrSplit") != "True";

    private async Task<IReadOnlyList<(string LineKey, int Quantity)>> LeftAsync(string account, JsonElement order)
    {
        var labelled = (await ShipmentsAsync(account)).Where(s => s.Text("orderId") == order.Text("orderId")).SelectMany(s => s.List("shipmentItems"))
            .ToLookup(i => i.Text("lineItemKey"), i => i.GetProperty("quantity").GetInt32());
        return [.. order.List("items").Where(i => i.Text("lineItemKey") is not null)
            .Select(i => (i.Text("lineItemKey")!, i.GetProperty("quantity").GetInt32() - labelled[i.Text("lineItemKey")].Sum())).Where(l => l.Item2 > 0)];
    }

    private Task EditAsync(string account, JsonElement order, JsonObject merge) => ControlAsync(account, "edit", new JsonObject { ["orderId"] = Id(order), ["merge"] = merge });

    private static bool Is(JsonElement? order) => order is { ValueKind: JsonValueKind.Object };

    private static long Id(JsonElement order) => order.GetProperty("orderId").GetInt64();

    private static JsonArray Items(IReadOnlyList<(string LineKey, int Quantity)> lines) =>
        new([.. lines.Select(l => new JsonObject { ["lineItemKey"] = l.LineKey, ["quantity"] = l.Quantity })]);

    private async Task ControlAsync(string account, string call, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(world.Accounts[account].Address, "/__sim/" + call), body);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"The simulator refused {call}: {await response.Content.ReadAsStringAsync()}");
    }
}
