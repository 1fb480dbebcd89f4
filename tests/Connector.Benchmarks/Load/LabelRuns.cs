using System.Text.Json.Nodes;

namespace Connector.Benchmarks.Load;

/// <summary>Labels that the connector buys: for orders to the United States, one service, at once.</summary>
internal static class LabelRuns
{
    private const string Buys = "ShipStation POST /orders/createlabelfororder";
    private static readonly string[] s_sync = ["sync", "--json"];

    public static async Task<Sample> BuyAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0");
        return await MeasureAsync(programs, vendors, orders);
    }

    /// <summary>Orders are there before the limit counts.</summary>
    public static async Task<Sample> DrainAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, RateLimit.Options);
        return await RateLimit.JudgeAsync(await MeasureAsync(programs, vendors, orders), vendors);
    }

    private static async Task<Sample> MeasureAsync(Programs programs, Vendors vendors, int orders)
    {
        using var installation = new Installation(programs, vendors, rules: Rules());
        var sample = await installation.MeasureAsync(orders, s_sync);
        var bought = (int)sample.Calls.GetValueOrDefault(Buys);
        var sent = (await vendors.Shipping.StateAsync()).Orders;
        return sample with { Items = Math.Max(1, bought), Problems = bought == sent ? sample.Problems : [.. sample.Problems, $"{bought} labels for {sent} orders"] };
    }

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
