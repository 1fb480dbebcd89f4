using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Core.Errors;
using Connector.Core.OrderPull;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.State;
using Connector.Core.SyncPasses;
using Xunit;

namespace Connector.Tests.Journeys.Reconciling;

/// <summary>Ways in which two sides come to tell different stories, behind the connector's back.</summary>
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
        using var http = Api();
        using var answer = await http.PostAsJsonAsync(new Uri(world.Shipping.Address, "orders/createorder"), copy);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task DeleteInShipStationAsync(string number)
    {
        var id = await IdAsync(number);
        using var http = Api();
        using var answer = await http.DeleteAsync(new Uri(world.Shipping.Address, $"orders/{id}"));
        answer.EnsureSuccessStatusCode();
    }

    public async Task<long> IdAsync(string number) => (await world.ShippingOrderAsync(number)).GetProperty("orderId").GetInt64();

    public async Task ChangeRowAsync(string number, Func<SyncRow, SyncRow> change)
    {
        var row = Assert.Single(await world.RowsAsync(number));
        Assert.NotNull(Assert.Single(await world.Get<ISyncStore>().WriteAsync([change(row)], default)));
    }

    /// <summary>A dead letter whose reason went away without anybody closing it.</summary>
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

    /// <summary>One unit of the order's first line becomes an order of its own.</summary>
    public Task SplitAsync(ShopOrder order, string number) => SteerAsync("split", new JsonObject
    {
        ["orderNumber"] = number, ["items"] = new JsonArray(new JsonObject { ["lineItemKey"] = order.Lines[0], ["quantity"] = 1 })
    });

    public Task MergeAsync(string first, string second) => SteerAsync("merge", new JsonObject { ["orderNumbers"] = new JsonArray(first, second) });

    public Task LabelAllAsync() => SteerAsync("labels", new JsonObject { ["all"] = true });

    private async Task SteerAsync(string call, JsonObject body)
    {
        using var http = Api();
        using var answer = await http.PostAsJsonAsync(new Uri(world.Shipping.Address, "/__sim/" + call), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static HttpClient Api()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("demo:demo")));
        return http;
    }
}
