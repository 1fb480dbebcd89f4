using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Benchmarks.Load;

/// <summary>A mixed day. Between two passes a tenth of all orders is labelled, and a few others are changed, cancelled and voided.</summary>
internal static class DayRun
{
    private const int Passes = 10;
    private const int NewEach = 100;
    private const int ChangedEach = 40;
    private const int CancelledEach = 20;
    private const int VoidedEach = 10;

    public static async Task<Sample> PlayAsync(Programs programs, int orders)
    {
        await using var vendors = await Vendors.StartAsync(programs, orders, "--requests-per-minute", "0");
        using var installation = new Installation(programs, vendors);
        var all = orders + (Passes - 1) * NewEach;
        var (numbers, samples) = (PushRuns.Numbers(all).ToList(), new List<Sample>());
        for (var pass = 0; pass < Passes; pass++)
        {
            if (pass > 0) await WorkAsync(vendors, numbers, orders, pass);
            samples.Add(await installation.MeasureAsync(orders, ["sync", "--json"]));
        }
        var there = (await vendors.Shipping.StateAsync()).Orders;
        var day = Sample.Sum(samples, all);
        return there == all ? day : day with { Problems = [.. day.Problems, $"{there} orders in ShipStation, not {all}"] };
    }

    private static async Task WorkAsync(Vendors vendors, IReadOnlyList<string> numbers, int orders, int pass)
    {
        var labels = await vendors.Shipping.DoAsync("labels", new JsonObject { ["all"] = true, ["limit"] = orders / Passes });
        foreach (var label in labels.GetProperty("shipments").EnumerateArray().Take(VoidedEach)) await vendors.Shipping.DoAsync("void", new JsonObject { ["shipmentId"] = label.GetProperty("shipmentId").GetInt64() });
        // Counted from the end: the oldest have labels.
        var at = orders - pass * (ChangedEach + CancelledEach);
        foreach (var number in numbers.Skip(at).Take(ChangedEach))
            await vendors.Shop.DoAsync("edit", PushRuns.Edit(number, new JsonObject { ["shippingAddress"] = new JsonObject { ["streetName"] = "Other Street", ["streetNumber"] = $"{pass}" } }));
        foreach (var number in numbers.Skip(at + ChangedEach).Take(CancelledEach)) await vendors.Shop.DoAsync("edit", PushRuns.Edit(number, new JsonObject { ["orderState"] = "Cancelled" }));
        foreach (var order in OrderSeed.Create(orders + pass * NewEach, 1, OrderMix.Plain).Skip(orders + (pass - 1) * NewEach))
        {
            order.Remove("createdAt");
            order.Remove("lastModifiedAt");
            await vendors.Shop.DoAsync("orders", order);
        }
    }
}
