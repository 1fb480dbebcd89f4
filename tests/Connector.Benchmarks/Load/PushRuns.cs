using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Benchmarks.Load;

/// <summary>Orders on their way to ShipStation.</summary>
internal static class PushRuns
{
    public static readonly string[] SyncOrders = ["sync", "--only", "orders", "--json"];
    private static readonly string[] s_unlimited = ["--requests-per-minute", "0"];

    public static async Task<Sample> ColdAsync(Programs programs, int orders, int latency, bool marks)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, [.. s_unlimited, "--latency-ms", $"{latency}"]);
        using var installation = new Installation(programs, vendors, marks);
        return await CheckedAsync(await installation.MeasureAsync(orders, SyncOrders), vendors, orders);
    }

    /// <summary>The second pass, after some orders changed in the shop.</summary>
    public static async Task<Sample> AgainAsync(Programs programs, int orders, int changed)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, s_unlimited);
        using var installation = new Installation(programs, vendors);
        await installation.DoAsync(SyncOrders);
        foreach (var number in Numbers(orders).Take(changed))
            await vendors.Shop.DoAsync("edit", Edit(number, new JsonObject { ["shippingAddress"] = new JsonObject { ["streetName"] = "Other Street", ["streetNumber"] = "7" } }));
        return await CheckedAsync(await installation.MeasureAsync(orders, SyncOrders), vendors, orders);
    }

    /// <summary>Some orders go by a service that ShipStation does not know.</summary>
    public static async Task<Sample> RejectedAsync(Programs programs, int orders, int rejected)
    {
        const string method = "Refused";
        await using var vendors = await Vendors.StartAsync(programs, orders, s_unlimited);
        var rule = new JsonObject { ["Methods"] = new JsonArray(method), ["Carrier"] = "stamps_com", ["Service"] = "no_such_service" };
        using var installation = new Installation(programs, vendors, rules: new JsonObject { ["Services"] = new JsonObject { ["Rules"] = new JsonArray(rule) } });
        foreach (var number in Numbers(orders).Where((_, i) => i % (orders / rejected) == 0))
            await vendors.Shop.DoAsync("edit", Edit(number, new JsonObject { ["shippingInfo"] = new JsonObject { ["shippingMethodName"] = method, ["shippingMethod"] = null } }));
        return await CheckedAsync(await installation.MeasureAsync(orders, SyncOrders), vendors, orders - rejected);
    }

    /// <summary>The queue is filled first, while nothing may be sent.</summary>
    public static async Task<Sample> InstancesAsync(Programs programs, int orders, int instances)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, s_unlimited);
        using var installation = new Installation(programs, vendors);
        await installation.DoAsync("pause", "orders");
        await installation.DoAsync(SyncOrders);
        await installation.DoAsync("resume", "orders");
        // Nothing new is read meanwhile.
        await installation.DoAsync("drain", "orders");
        return await CheckedAsync(await installation.MeasureAsync(orders, SyncOrders, instances), vendors, orders);
    }

    public static async Task<Sample> DrainAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, RateLimit.Options(20));
        using var installation = new Installation(programs, vendors);
        return await RateLimit.JudgeAsync(await CheckedAsync(await installation.MeasureAsync(orders, SyncOrders), vendors, orders), vendors);
    }

    /// <summary>Numbers of the orders that `simulate` has, oldest first: the same seed makes the same orders.</summary>
    public static IEnumerable<string> Numbers(int orders) => OrderSeed.Create(orders, 1, OrderMix.Plain).Select(static order => (string)order["orderNumber"]!);

    public static JsonObject Edit(string number, JsonObject merge) => new() { ["orderNumber"] = number, ["merge"] = merge };

    private static async Task<Sample> CheckedAsync(Sample sample, Vendors vendors, int expected)
    {
        var there = (await vendors.Shipping.StateAsync()).Orders;
        return there == expected ? sample : sample with { Problems = [.. sample.Problems, $"{there} orders in ShipStation, not {expected}"] };
    }
}
