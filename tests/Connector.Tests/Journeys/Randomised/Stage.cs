using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>Plays actions and weather in a world.</summary>
internal sealed class Stage(World world)
{
    private const string Bulk = "POST /orders/createorders";
    private const string ShopWrite = "POST /orders/{id}";
    private static readonly string[] s_skus = ["MUG-RED", "MUG-BLUE", "TEE-BLACK-M"];

    public static ShopOrder OrderOf(string number, Script script)
    {
        var order = ShopOrder.Numbered(number);
        for (var i = 0; i < script.Quantities.Length; i++) order.With(s_skus[i], script.Quantities[i]);
        return order;
    }

    public async Task PlayAsync(PersonAction action, string number, ShopOrder order, int round)
    {
        switch (action)
        {
            case PersonAction.ChangeAddressInShop:
                await world.People.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = ShopOrder.Address($"{round} Shop Street") });
                break;
            case PersonAction.ChangeAddressInShipStation when await OpenAsync(number) is not null:
                await world.People.EditInShipStationAsync(number, new JsonObject { ["shipTo"] = new JsonObject { ["street2"] = $"Door {round}" } });
                break;
            case PersonAction.NoteInShipStation when await OpenAsync(number) is not null:
                await world.People.EditInShipStationAsync(number, new JsonObject { ["internalNotes"] = $"note {round}" });
                break;
            case PersonAction.Hold when await OpenAsync(number) == "awaiting_shipment":
                await world.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = "on_hold" });
                break;
            case PersonAction.Release when await OpenAsync(number) == "on_hold":
                await world.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = "awaiting_shipment" });
                break;
            case PersonAction.LabelAll when await OpenAsync(number) == "awaiting_shipment" && await LeftAsync(number, order) is { Count: > 0 } left:
                await world.People.LabelAsync(number, [.. left]);
                break;
            case PersonAction.LabelOneUnit when await OpenAsync(number) == "awaiting_shipment" && await LeftAsync(number, order) is [var (line, _), ..]:
                await world.People.LabelAsync(number, (line, 1));
                break;
            case PersonAction.VoidOldest or PersonAction.VoidNewest when await LabelsAsync(number) is { Count: > 0 } labels:
                await world.People.VoidAsync((action == PersonAction.VoidOldest ? labels[0] : labels[^1]).GetProperty("shipmentId").GetInt64());
                break;
            case PersonAction.MarkShipped when await OpenAsync(number) == "awaiting_shipment" && (await LabelsAsync(number)).Count == 0:
                await world.People.MarkShippedAsync(number);
                break;
            case PersonAction.FailAddress or PersonAction.PassAddress when await OpenAsync(number) is not null:
                await world.People.CheckAddressAsync(number, action == PersonAction.FailAddress ? "failed" : "valid");
                break;
            case PersonAction.CancelInShop:
                await world.People.CancelInShopAsync(number);
                break;
            case PersonAction.CancelInShipStation when await OpenAsync(number) is not null && (await LabelsAsync(number)).Count == 0:
                await world.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = "cancelled" });
                break;
        }
    }

    public async Task PlayAsync(Weather weather)
    {
        switch (weather)
        {
            case Weather.NoPass: return;
            case Weather.PassOfOrders: await world.SyncAsync(SyncScope.Orders); return;
            case Weather.PassOfShipments: await world.SyncAsync(SyncScope.Shipments); return;
            case Weather.NotificationsTwiceAndReversed: await world.Tray.HandOnDoubledAndReversedAsync(); await world.PumpAsync(); return;
            case Weather.NotificationsLost: world.Tray.Lose(); return;
            case Weather.DiesAfterReserving: await world.SyncUntilCrashAsync("push-reserved"); return;
            case Weather.DiesAfterCalling: await world.SyncUntilCrashAsync("push-called"); return;
            case Weather.DiesAfterTelling: await world.SyncUntilCrashAsync("shipment-written"); return;
            case Weather.Restart: await world.RestartAsync(); break;
            case Weather.TimePasses: world.Clock.Advance(TimeSpan.FromMinutes(20)); break;
            case Weather.BulkTimesOutUnapplied: world.Shipping.Faults.Add(new Fault { Route = Bulk, Drop = "before" }); break;
            case Weather.BulkTimesOutApplied: world.Shipping.Faults.Add(new Fault { Route = Bulk, Drop = "after" }); break;
            case Weather.BulkFails: world.Shipping.Faults.Add(new Fault { Route = Bulk, Status = 500, Times = 3 }); break;
            case Weather.ShopConflicts: world.Shop.Faults.Add(new Fault { Route = ShopWrite, Status = 409, Times = 3, Body = Conflict }); break;
            case Weather.ShopWriteTimesOutUnapplied: world.Shop.Faults.Add(new Fault { Route = ShopWrite, Drop = "before", Times = 2 }); break;
            case Weather.ShopWriteTimesOutApplied: world.Shop.Faults.Add(new Fault { Route = ShopWrite, Drop = "after", Times = 2 }); break;
            case Weather.ReadsFail: world.Shipping.Faults.Add(new Fault { Route = "GET /shipments", Status = 503, Times = 1 }); break;
        }
        await world.SyncAsync();
    }

    /// <summary>The skies clear, everything arrives, and time passes; a person retries what waits, once.</summary>
    public async Task SettleAsync()
    {
        world.Shipping.Faults.Clear();
        world.Shop.Faults.Clear();
        await world.Tray.HandOnDoubledAndReversedAsync();
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.SyncUntilQuietAsync();
        await world.ReplayAllAsync();
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.SyncUntilQuietAsync();
    }

    /// <summary>Labels that were not voided, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> LabelsAsync(string number) =>
        [.. (await world.People.CallShipStationAsync(HttpMethod.Get, $"shipments?orderNumber={number}&includeShipmentItems=true&pageSize=500")).List("shipments")
            .Where(s => s.Text("orderNumber") == number && !s.GetProperty("voided").GetBoolean())
            .OrderBy(s => s.GetProperty("shipmentId").GetInt64())];

    public async Task<IReadOnlyList<JsonElement>> FulfillmentsAsync(string number) =>
        [.. (await world.People.CallShipStationAsync(HttpMethod.Get, $"fulfillments?orderNumber={number}&pageSize=500")).List("fulfillments").Where(f => f.Text("orderNumber") == number && f.Text("voided") is not "True")];

    private const string Conflict = """{"statusCode":409,"message":"Version mismatch.","errors":[{"code":"ConcurrentModification","message":"Version mismatch.","currentVersion":99}]}""";

    /// <summary>Its status while people can work on it; null when it is not there or closed.</summary>
    private async Task<string?> OpenAsync(string number) =>
        (await world.ShippingOrdersAsync(number)).Select(o => o.Text("orderStatus")).FirstOrDefault(s => s is "awaiting_shipment" or "on_hold");

    private async Task<IReadOnlyList<(string LineKey, int Quantity)>> LeftAsync(string number, ShopOrder order)
    {
        var labelled = (await LabelsAsync(number)).SelectMany(s => s.List("shipmentItems")).ToLookup(i => i.Text("lineItemKey"), i => i.GetProperty("quantity").GetInt32());
        var there = Assert.Single(await world.ShippingOrdersAsync(number)).List("items").Select(i => i.Text("lineItemKey")).ToHashSet(StringComparer.Ordinal);
        var quantities = order.Document["lineItems"]!.AsArray().Select(l => l!["quantity"]!.GetValue<int>()).ToList();
        return [.. order.Lines.Select((line, i) => (line, quantities[i] - labelled[line].Sum())).Where(l => l.Item2 > 0 && there.Contains(l.line))];
    }
}
