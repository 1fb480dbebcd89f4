using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Connector.Benchmarks.Load;

/// <summary>Labels that people buy, on their way to the shop.</summary>
internal static class ShipmentRuns
{
    private const string ShopWrites = "commercetools POST /orders/{id}";
    private const int Port = 5397;
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public static async Task<Sample> BackAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0");
        using var installation = new Installation(programs, vendors);
        await installation.DoAsync(PushRuns.SyncOrders);
        await vendors.Shipping.DoAsync("labels", new JsonObject { ["all"] = true });
        var sample = await installation.MeasureAsync(orders, ["sync", "--only", "shipments", "--json"]);
        var written = sample.Calls.GetValueOrDefault(ShopWrites);
        return written == orders ? sample : sample with { Problems = [$"{written} writes to the shop, not {orders}"] };
    }

    /// <summary>The host runs, ShipStation sends webhooks; each label is bought on its own.</summary>
    public static async Task<Sample> WebhookAsync(Programs programs, int orders)
    {
        var receiver = $"http://127.0.0.1:{Port}";
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0", "--webhook-url", $"{receiver}/api/webhooks/shipstation/{Installation.WebhookSecret}");
        using var installation = new Installation(programs, vendors);
        await installation.DoAsync(PushRuns.SyncOrders);
        var numbers = PushRuns.Numbers(orders).ToList();
        using var host = installation.Start(out var counters, "run", "--urls", receiver, "--quiet");
        await ListensAsync(receiver);
        var (before, began, bought) = (await vendors.StateAsync(), Stopwatch.GetTimestamp(), new Dictionary<string, DateTimeOffset>());
        foreach (var number in numbers)
        {
            bought[number] = TimeProvider.System.GetUtcNow();
            await vendors.Shipping.DoAsync("labels", new JsonObject { ["orderNumber"] = number });
            await Task.Delay(s_between, TimeProvider.System);
        }
        while (Vendors.Calls(before, await vendors.StateAsync()).GetValueOrDefault(ShopWrites) < orders && Stopwatch.GetElapsedTime(began) < s_longest) await Task.Delay(s_look, TimeProvider.System);
        var (seconds, after) = (Stopwatch.GetElapsedTime(began).TotalSeconds, await vendors.StateAsync());
        await Installation.StopAsync(host);
        var (took, missing) = (new List<double>(), 0);
        foreach (var number in numbers)
        {
            var order = await vendors.Shop.GetAsync($"orders?number={number}");
            var deliveries = order.GetProperty("shippingInfo").GetProperty("deliveries");
            if (deliveries.GetArrayLength() == 0) missing++;
            else took.Add((DateTimeOffset.Parse(deliveries[0].GetProperty("createdAt").GetString()!, CultureInfo.InvariantCulture) - bought[number]).TotalMilliseconds);
        }
        return new Sample(orders, seconds, Counters.Read(counters), Vendors.Calls(before, after))
        {
            More = Percentiles.From(took), Problems = missing == 0 ? [] : [$"{missing} labels are not in the shop after {seconds:N0} s"]
        };
    }

    private static async Task ListensAsync(string receiver)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var i = 0; i < 100; i++)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(receiver + "/"));
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(s_look, TimeProvider.System);
            }
        }
        throw new InvalidOperationException($"The host does not listen on {receiver}.");
    }
}
