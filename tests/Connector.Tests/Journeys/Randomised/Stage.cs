using Connector.Core.Engine.Pump;
using Connector.Simulators.Control;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>Plays the weather in a world.</summary>
internal sealed class Stage(World world)
{
    private const string Bulk = "POST /orders/createorders";
    private const string ShopWrite = "POST /orders/{id}";

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

    private const string Conflict = """{"statusCode":409,"message":"Version mismatch.","errors":[{"code":"ConcurrentModification","message":"Version mismatch.","currentVersion":99}]}""";
}
