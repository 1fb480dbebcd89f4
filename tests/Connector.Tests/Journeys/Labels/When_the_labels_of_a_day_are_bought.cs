using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Labels;

/// <summary>
/// A day's orders at their cut-off, under the rate limits of both interfaces. CONNECTOR_LABELS: so many orders instead of a few hundred (5000 is the day of a large shop;
/// some minutes for each way).
/// </summary>
public sealed class When_the_labels_of_a_day_are_bought(ITestOutputHelper output)
{
    /// <summary>Three-digit areas of postal codes that the parcels go to.</summary>
    private const int Lanes = 150;

    private static int Orders => int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_LABELS"), CultureInfo.InvariantCulture, out var asked) ? asked : 300;

    private static int LanesNow => Math.Min(Lanes, Orders * Lanes / 5000);

    [Fact]
    public async Task With_a_V2_key_they_are_bought_in_batches_of_a_few_calls()
    {
        await using var it = await StartAsync(v2Key: true, ("Labels:Route", "V2"));

        var (minutes, calls) = await BuyAsync(it);

        var batches = calls.GetValueOrDefault("POST /v2/batches");
        Assert.Equal(0, calls.GetValueOrDefault("POST /v2/labels/rates/{id}"));
        var ofBatches = calls.Where(static c => c.Key.Contains("batches", StringComparison.Ordinal) || c.Key == "GET /v2/labels").Sum(static c => c.Value);
        output.WriteLine($"{batches} batches, {ofBatches} calls about them");
        // Six calls for a hundred, and all others with them a tenth of a call.
        Assert.InRange(ofBatches, 1, 6 * ((Orders + 99) / 100 + 1));
        Assert.InRange(calls.Sum(static c => c.Value) / (double)Orders, 0, 0.1);
        Assert.InRange(minutes, 0, 30);
    }

    [Fact]
    public async Task Services_that_are_shopped_for_cost_a_quote_each_and_the_batches()
    {
        await using var it = await StartAsync(v2Key: true,
        [
            ("Labels:Route", "V2"), ("Labels:Services:By", "Cheapest"), ("Labels:Services:Allowed:0:Carrier", "stamps_com"), ("Labels:Services:Allowed:0:Service", "usps_ground_advantage"),
            ("Labels:Services:Allowed:1:Carrier", "ups_walleted"), ("Labels:Services:Allowed:1:Service", "ups_ground")
        ]);

        var (_, calls) = await BuyAsync(it);

        // The rate limit leaves some of a batch for the next minute, and fewer than ten go alone.
        Assert.InRange(calls["POST /v2/rates"], Orders, Orders * 1.05);
        Assert.InRange(calls.GetValueOrDefault("POST /v2/labels/rates/{id}"), 0, Orders * 0.1);
        Assert.InRange(calls.Sum(static c => c.Value) / (double)Orders, 1, 1.15);
    }

    [Fact]
    public async Task With_V1_alone_they_cost_little_more_than_a_call_each()
    {
        await using var it = await StartAsync(v2Key: false);

        var (_, calls) = await BuyAsync(it);

        Assert.Equal(Orders, calls[LabelWorld.Buys]);
        Assert.InRange(calls.Sum(static c => c.Value) / (double)Orders, 1, 1.2);
    }

    private static Task<LabelWorld> StartAsync(bool v2Key, params (string Key, string? Value)[] more) => LabelWorld.StartAsync(v2Key: v2Key, requestsPerMinute: 40, more:
    [
        ("Labels:Times:When", "AtCutOffs"), ("Labels:Times:CutOffs:0", "0 11 * * *"), ("Labels:Quotes:PostalPrefix", "3"), ("Labels:Guards:Caps:0:Money", "1000000"), .. more
    ]);

    /// <summary>Minutes from the cut-off to the last label, and the calls to ShipStation in between.</summary>
    private async Task<(double Minutes, Dictionary<string, long> Calls)> BuyAsync(LabelWorld it)
    {
        var world = it.World;
        await it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 1000000 }""");
        for (var first = 0; first < Orders; first += 500)
        {
            await world.People.PlaceAsync(Enumerable.Range(first, Math.Min(500, Orders - first)).Select(Order));
            await world.SyncAsync();
        }
        await world.People.SettleAsync();
        // A poll reads a thousand orders.
        for (var read = 0; read <= Orders; read += 1000) await world.SyncAsync(SyncScope.Shipments);
        var waiting = await it.World.Get<ILabelStore>().CountAsync(default);
        Assert.Equal(Orders, waiting[LabelState.Waiting]);

        var before = world.Shipping.Stats.ByRoute.ToDictionary();
        var now = world.Clock.GetUtcNow();
        var cutOff = now.Date.AddHours(now.Hour < 11 ? 11 : 35);
        world.Clock.Advance(new DateTimeOffset(cutOff, TimeSpan.Zero) - now);
        var started = world.Clock.GetUtcNow();
        for (var run = 0; run < 600 && (await it.World.Get<ILabelStore>().CountAsync(default)).GetValueOrDefault(LabelState.Bought) < Orders; run++)
        {
            await world.HurryAsync(it.RunLabelsAsync);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var minutes = (world.Clock.GetUtcNow() - started).TotalMinutes - 1;
        var calls = world.Shipping.Stats.ByRoute.ToDictionary(static r => r.Key, r => r.Value - before.GetValueOrDefault(r.Key)).Where(static r => r.Value > 0 && !r.Key.Contains("downloads", StringComparison.Ordinal)).ToDictionary();
        foreach (var (route, count) in calls.OrderByDescending(static c => c.Value)) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,6} {route}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Orders} labels in {minutes:0} minutes, {calls.Sum(static c => c.Value) / (double)Orders:0.000} calls a label"));

        foreach (var state in Enum.GetValues<LabelState>().Where(static s => s != LabelState.Bought))
            foreach (var left in (await it.World.Get<ILabelStore>().ListAsync(new LabelFilter(state), null, 5, default)).Rows) output.WriteLine($"{left.OrderNumber}: {left.State} {left.Code} {left.Reason} {left.DueAt:O}");

        Assert.Equal(Orders, (await it.World.Get<ILabelStore>().CountAsync(default)).GetValueOrDefault(LabelState.Bought));
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
        await it.IsCleanAsync(Orders);
        Assert.Equal(((await it.PaidAsync()).Sum(), Orders), await it.SpentAsync());
        return (minutes, calls);
    }

    private static JsonObject Order(int number)
    {
        var document = ShopOrder.Numbered(FormattableString.Invariant($"US-{number}")).Document;
        var address = ShopOrder.Address("12 Congress Avenue");
        address["postalCode"] = FormattableString.Invariant($"{102 + number % Math.Max(1, LanesNow) * 5:000}{number % 90 + 10}");
        document["shippingAddress"] = address;
        return document;
    }
}
