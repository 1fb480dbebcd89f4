using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Functions;
using Connector.Core.Model.Messages;
using Connector.Functions;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.Worker;

/// <summary>The real worker, from the output of the build (or published, <see cref="FunctionApp.PublishedFolder"/>): what it tells its host, and every kind of trigger.</summary>
[NeedsAzurite]
public sealed class When_the_worker_runs_in_its_own_process(ITestOutputHelper output)
{
    [Fact]
    public async Task It_loads_every_function_fires_each_kind_of_trigger_and_ends_when_asked()
    {
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Folder = FunctionApp.PublishedFolder });
        output.WriteLine($"From start to loaded: {world.Host.TimeToLoad.TotalMilliseconds:0} ms");

        Assert.Equal(FunctionEntry.In(typeof(Timers).Assembly).Select(f => f.Name).Order(StringComparer.Ordinal), world.Host.Functions.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Contains("HttpUri", world.Host.Capabilities.Keys);
        Assert.Contains("WorkerOpenTelemetryEnabled", world.Host.Capabilities.Keys);

        // A timer.
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Host.FireAsync("PullOrders");

        // A batch: what is ours is sent and completed, what is not goes to the error queue with its reason.
        await using (var client = new ServiceBusClient(world.Bus.ConnectionString)) await client.CreateSender(QueueNames.Orders).SendMessageAsync(new ServiceBusMessage("no JSON"));
        Assert.Equal(2, await world.Host.DeliverAsync("PushOrders"));
        Assert.Equal(0, await world.Host.DeliverAsync("PushOrders"));
        Assert.Equal("US-1", Assert.Single(await world.People.AllShippingOrdersAsync()).Text("orderNumber"));
        Assert.Equal(ErrorCodes.UnreadableMessage, Assert.Single(await world.DeadLettersAsync(QueueNames.Orders)).DeadLetterReason);

        // HTTP: with a key, without one, with a route's words, with a body.
        using var http = new HttpClient { BaseAddress = world.Host.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("api/health")).StatusCode);
        Assert.Equal("text/html", (await http.GetAsync("ops")).Content.Headers.ContentType!.MediaType);
        http.DefaultRequestHeaders.Add("x-functions-key", "function-key");
        var trace = (await http.GetFromJsonAsync<JsonObject>("api/orders/US-1/trace"))!;
        Assert.Contains(trace["timeline"]!.AsArray(), item => ((string)item!["text"]!).StartsWith("Send order: created", StringComparison.Ordinal));
        var listed = Assert.Single((await http.GetFromJsonAsync<JsonObject>("api/errors"))!["errors"]!.AsArray())!;
        using var dismissed = await http.PostAsJsonAsync("api/errors/dismiss", new JsonObject { ["ids"] = new JsonArray((string)listed["id"]!) });
        Assert.Equal(HttpStatusCode.OK, dismissed.StatusCode);
        Assert.Empty(await world.DeadLettersAsync(QueueNames.Orders));

        Assert.Equal(0, await world.Host.TerminateAsync());
    }

    [Fact]
    public async Task It_ends_well_when_it_is_told_to_end_while_it_starts()
    {
        var (code, log) = await FunctionHost.StartAndTerminateAsync(new WorkerOptions { Folder = FunctionApp.Folder, Settings = AppSettings.With([("Storage__ConnectionString", (await AzuriteStorage.GetAsync()).TakeAccount())]) });

        Assert.True(code == 0, $"{code}\n{string.Join('\n', log)}");
    }

    [Fact]
    public async Task An_order_goes_out_and_its_label_comes_back_by_a_webhook()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.SubscribeAsync(new Uri(world.Host.Address, $"api/webhooks/shipstation/{WorkerWorld.WebhookSecret}"));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));

        await world.Host.FireAsync("PullOrders");
        await world.DrainAsync();
        Assert.Equal(["US-1", "US-2"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderNumber")).Order(StringComparer.Ordinal));

        await world.People.LabelAsync("US-1");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        await world.DrainAsync();

        var order = world.Shop.FindOrder("US-1")!.Value;
        Assert.Single(order.Deliveries());
        Assert.Equal("Shipped", order.Text("shipmentState"));
        Assert.Empty(world.Shop.FindOrder("US-2")!.Value.Deliveries());
        Assert.Empty(await world.DeadLettersAsync(QueueNames.Orders));
        Assert.Empty(await world.DeadLettersAsync(QueueNames.Shipments));
        // Neither the log nor the host's telemetry gets to see it.
        Assert.NotEmpty(world.Host.Log);
        Assert.DoesNotContain(world.Host.Log, line => line.Contains(WorkerWorld.WebhookSecret, StringComparison.Ordinal));
    }
}
