using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Tests.Journeys.Reconciliation;

/// <summary>Ways in which two sides come to show different things, behind the connector's back.</summary>
internal sealed class Damage(World world)
{
    /// <summary>Messages that a queue lost: the pull has seen the orders, nobody worked them off.</summary>
    public async Task LoseAsync(string queueName)
    {
        var queue = world.Get<IWorkQueue>();
        var taken = await queue.ReceiveAsync(queueName, 100, TimeSpan.FromMinutes(5), default);
        Assert.NotEmpty(taken);
        await queue.SettleAsync([.. taken.Select(m => (m, (Settlement)new Settlement.Complete()))], default);
    }

    public async Task LosePulledAsync()
    {
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        await LoseAsync(QueueNames.Orders);
    }

    /// <summary>An order made in ShipStation by another program: a copy of this one with other members.</summary>
    public async Task<JsonNode> CopyInShipStationAsync(string number, JsonObject changes)
    {
        var copy = JsonNode.Parse((await world.ShippingOrderAsync(number)).GetRawText())!.AsObject();
        foreach (var name in (string[])["orderId", "orderStatus", "createDate", "modifyDate", "customerId", "tagIds"]) copy.Remove(name);
        copy["orderStatus"] = "awaiting_shipment";
        foreach (var (name, value) in changes) copy[name] = value?.DeepClone();
        return JsonNode.Parse((await world.People.WriteInShipStationAsync(copy)).GetRawText())!;
    }

    public async Task DeleteInShipStationAsync(string number) => await world.People.CallShipStationAsync(HttpMethod.Delete, $"orders/{await IdAsync(number)}");

    public async Task<long> IdAsync(string number) => (await world.ShippingOrderAsync(number)).GetProperty("orderId").GetInt64();

    public async Task ChangeRowAsync(string number, Func<SyncRow, SyncRow> change)
    {
        var row = Assert.Single(await world.RowsAsync(number));
        Assert.NotNull(Assert.Single(await world.Get<ISyncStore>().WriteAsync([change(row)], default)));
    }

    /// <summary>Polls that lost their way: they go on from now, and what lies between stays unread.</summary>
    public async Task SkipPollsAsync()
    {
        foreach (var name in CursorName.ListMoved(["default"]).Where(n => n != CursorName.OrdersPull)) await MoveCursorAsync(name, TimeSpan.Zero);
    }

    /// <summary>A cursor at this distance from now.</summary>
    public async Task MoveCursorAsync(CursorName name, TimeSpan by)
    {
        var (cursors, at) = (world.Get<ICursorStore>(), world.Clock.GetUtcNow() + by);
        var stored = await cursors.GetAsync(name, default);
        var value = name == CursorName.OrdersPull ? new PullCursor(at, "").Write() : (PollCursor.Read(stored!.Value)! with { Frontier = at, OverlapAt = at, CaughtUpAt = at }).Write();
        Assert.True(await cursors.TrySetAsync(name, value, stored?.ETag, default));
    }

    /// <summary>An entry of the error queue whose reason went away without anybody closing it.</summary>
    public async Task DeadLetterAsync(string number, string type)
    {
        var (queue, id) = (world.Get<IWorkQueue>(), world.ShopOrder(number).Text("id")!);
        var name = type == MessageTypes.PushOrder ? QueueNames.Orders : QueueNames.Shipments;
        var now = world.Clock.GetUtcNow();
        await queue.SendAsync(name, [new WorkMessage { Type = type, Id = id, OrderNumber = number, Reason = "test", CorrelationId = "c", EnqueuedAt = now }], null, default);
        var taken = Assert.Single(await queue.ReceiveAsync(name, 1, TimeSpan.FromMinutes(5), default));
        var info = new DeadLetterInfo(FailureKind.Transient, ErrorCodes.ConnectionFailed, "The shop did not answer.", id, number, "c", now);
        await queue.SettleAsync([(taken, new Settlement.DeadLetter(info))], default);
    }

    /// <summary>Placed and sent, with both sides at rest.</summary>
    public async Task SentAsync(params ShopOrder[] orders)
    {
        await world.People.PlaceAsync(orders);
        await world.SyncAsync(SyncScope.All);
    }
}
