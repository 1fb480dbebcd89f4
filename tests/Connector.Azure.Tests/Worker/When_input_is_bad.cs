using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Tests.Journeys;
using Connector.WorkerProtocol;
using Google.Protobuf;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>Orders that cannot be sent, messages that nobody should have sent, and a host that hands over something else than messages.</summary>
[NeedsAzurite]
public sealed class When_input_is_bad(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private readonly WorkerWorld _world = fixture.World;
    private readonly string _one = $"US-{fixture.Next()}";
    private readonly string _two = $"US-{fixture.Next()}";

    [Fact]
    public async Task An_order_that_cannot_be_sent_waits_with_its_reason_and_goes_after_a_retry()
    {
        var dead = _world.DeadLettered;
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one), ShopOrder.Numbered(_two).But(order => order.Remove("shippingAddress")));
        await _world.PassAsync();
        Assert.Single(await _world.ShippingOrdersAsync(_one));
        Assert.Empty(await _world.ShippingOrdersAsync(_two));
        using var operators = _world.Operators();

        var listed = Assert.Single((await operators.GetFromJsonAsync<JsonObject>("api/errors"))!["errors"]!.AsArray(), e => (string?)e!["orderNumber"] == _two)!;
        Assert.Equal((ErrorCodes.MissingAddress, _two), ((string)listed["code"]!, (string)listed["orderNumber"]!));

        // The shop's change would push it by itself; the retry is quicker.
        await _world.People.EditInShopAsync(_two, new JsonObject { ["shippingAddress"] = ShopOrder.Address("1 Main Street") });
        using var retried = await operators.PostAsJsonAsync("api/errors/retry", new JsonObject { ["ids"] = new JsonArray((string)listed["id"]!) });
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        await _world.DrainAsync();

        Assert.Single(await _world.ShippingOrdersAsync(_two));
        Assert.Equal(dead, _world.DeadLettered);
    }

    /// <summary>No JSON, no object, nothing in it, a schema of the future, a type that nobody knows, a body near the broker's limit, one that is no bytes.</summary>
    [Fact]
    public async Task Strange_messages_go_to_the_error_queue_and_their_neighbours_go_through()
    {
        var before = await CodesAsync();
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one));
        foreach (var strange in (string[])["no JSON", "[]", "{}", """{"schema":99,"type":"PushOrder","id":"o","correlationId":"c"}""", """{"schema":1,"type":"BakeCake","id":"o","correlationId":"c"}"""])
            await _world.SendAsync(QueueNames.Orders, strange);
        await _world.SendAsync(QueueNames.CommerceEvents, "<html>");
        await _world.SendAsync(QueueNames.CommerceEvents, """{"resource":{"typeId":"order"}}""");
        await _world.SendAsync(QueueNames.CommerceEvents, """{"notificationType":"Message","resource":{"typeId":"order","id":"an-order-of-another-shop"},"resourceVersion":1,"type":"OrderCreated"}""");
        await _world.SendAsync(QueueNames.Shipments, new string('x', 250 * 1024));
        await _world.SendAsync(QueueNames.Shipments, NoBytes());

        await _world.PassAsync();

        Assert.Single(await _world.ShippingOrdersAsync(_one));
        var after = await CodesAsync();
        Assert.Equal(8, after.Count(c => c == ErrorCodes.UnreadableMessage) - before.Count(c => c == ErrorCodes.UnreadableMessage));
        Assert.Equal(1, after.Count(c => c == ErrorCodes.UnknownMessageType) - before.Count(c => c == ErrorCodes.UnknownMessageType));
        Assert.Equal(9, after.Count - before.Count);
    }

    /// <summary>The broker takes it from nobody, so no worker ever sees one.</summary>
    [Fact]
    public async Task A_body_of_300_KB_is_refused_before_it_is_on_a_queue()
    {
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => _world.SendAsync(QueueNames.Orders, new string('x', 300 * 1024)));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Equal(0, _world.Waiting(QueueNames.Orders));
    }

    public static TheoryData<string> Foreign => ["text", "json", "no messages", "foreign source", "cut off"];

    /// <summary>The function fails and says so, nothing is settled, and the worker goes on.</summary>
    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Trigger_data_that_no_binding_knows_fails_the_run_and_nothing_else(string kind)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _world.Host.HandOverAsync("PushOrders", Data(kind)));

        await _world.People.PlaceAsync(ShopOrder.Numbered(_one));
        await _world.Host.FireAsync("PullOrders");
        await _world.DrainAsync();
        Assert.Single(await _world.ShippingOrdersAsync(_one));
    }

    private static TypedData Data(string kind) => kind switch
    {
        "text" => new TypedData { String = "an order" },
        "json" => new TypedData { Json = """[{"id":"o"}]""" },
        "no messages" => new TypedData { Http = new RpcHttp { Method = "GET", Url = "/" } },
        "foreign source" => Binding("AzureStorageBlobs", new byte[64]),
        _ => Binding("AzureServiceBusReceivedMessage", [1, 2, 3])
    };

    private static TypedData Binding(string source, byte[] content) => new()
    {
        CollectionModelBindingData = new CollectionModelBindingData
        {
            ModelBindingData = { new ModelBindingData { Version = "1.0", Source = source, ContentType = "application/octet-stream", Content = ByteString.CopyFrom(content) } }
        }
    };

    /// <summary>As old tools send it: the body is a value, no bytes.</summary>
    private static ServiceBusMessage NoBytes()
    {
        var message = new ServiceBusMessage();
        message.GetRawAmqpMessage().Body = global::Azure.Core.Amqp.AmqpMessageBody.FromValue(17);
        return message;
    }

    private async Task<List<string>> CodesAsync()
    {
        var codes = new List<string>();
        foreach (var queue in QueueNames.All) codes.AddRange((await _world.DeadLettersAsync(queue)).Select(static m => m.DeadLetterReason));
        return codes;
    }
}
