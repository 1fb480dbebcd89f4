using System.Text.Json.Nodes;

namespace Connector.Benchmarks.Load;

/// <summary>Labels that the connector buys: for orders to the United States, one service, at once.</summary>
internal static class LabelRuns
{
    private const string Buys = "ShipStation POST /orders/createlabelfororder";
    private const int MostPasses = 20;
    private static readonly string[] s_sync = ["sync", "--json"];

    public static async Task<Sample> BuyAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0");
        return await MeasureAsync(programs, vendors, orders);
    }

    /// <summary>Orders are there, ShipStation has looked at them, and the wallet is full. One pass reads a thousand orders of ShipStation, so it takes several.</summary>
    private static async Task<Sample> MeasureAsync(Programs programs, Vendors vendors, int orders)
    {
        using var installation = new Installation(programs, vendors, rules: Rules());
        await installation.DoAsync(PushRuns.SyncOrders);
        await vendors.Shipping.DoAsync("settle", []);
        await vendors.Shipping.DoAsync("funds", new JsonObject { ["carrier"] = "stamps_com", ["balance"] = 1_000_000 });
        var (sent, samples) = ((await vendors.Shipping.StateAsync()).Orders, new List<Sample>());
        while (samples.Count < MostPasses && samples.Sum(Bought) < sent) samples.Add(await installation.MeasureAsync(orders, s_sync));
        var all = Sample.Sum(samples, samples.Sum(Bought));
        if (all.Items != sent) all = all with { Items = Math.Max(1, all.Items), Problems = [.. all.Problems, $"{all.Items} labels for {sent} orders"] };
        return all with { More = new Dictionary<string, double> { ["passes"] = samples.Count } };
    }

    private static int Bought(Sample sample) => (int)sample.Calls.GetValueOrDefault(Buys);

    private static JsonObject Rules() => new()
    {
        ["Selection"] = new JsonObject { ["Predicate"] = "shippingAddress(country=\"US\")" },
        ["Services"] = new JsonObject
        {
            ["Rules"] = new JsonArray(new JsonObject { ["Methods"] = new JsonArray("*"), ["Carrier"] = "stamps_com", ["Service"] = "usps_ground_advantage", ["Package"] = "package" })
        },
        ["Mapping"] = new JsonObject
        {
            ["Package"] = new JsonObject { ["Weight"] = Fixed("16", "oz"), ["Length"] = Fixed("9", "in"), ["Width"] = Fixed("6", "in"), ["Height"] = Fixed("4", "in") },
            ["Customs"] = new JsonObject { ["ShipFromCountry"] = "US", ["ShipFromPostalCode"] = "78703" }
        },
        ["Labels"] = new JsonObject
        {
            ["Mode"] = "Buy", ["Currency"] = "USD", ["Readiness"] = new JsonObject { ["Address"] = "NotFailed" }, ["Times"] = new JsonObject { ["OpenDaily"] = true },
            ["Guards"] = new JsonObject { ["MaxRateChangePercent"] = 100, ["MaxPrice"] = 100, ["Caps"] = new JsonArray(new JsonObject { ["Per"] = "Day", ["Money"] = 1_000_000 }) }
        }
    };

    private static JsonObject Fixed(string value, string unit) => new() { ["Constant"] = value, ["Unit"] = unit };
}
