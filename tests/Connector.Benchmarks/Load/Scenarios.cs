using System.Globalization;

namespace Connector.Benchmarks.Load;

/// <summary>All scenarios by name, in the order in which they run.</summary>
internal static class Scenarios
{
    private static readonly int[] s_sizes = [1_000, 10_000, 100_000];

    public static IReadOnlyList<Scenario> All { get; } = [.. Orders(), .. Shipments(), .. Limits()];

    private static IEnumerable<Scenario> Orders()
    {
        foreach (var latency in (int[])[0, 50])
            foreach (var orders in s_sizes)
                yield return Paired(
                    $"cold-{orders}{(latency == 0 ? "" : $"-{latency}ms")}", $"{Many(orders)} orders pulled and pushed for the first time, without export marks, each response after {latency} ms",
                    programs => PushRuns.ColdAsync(programs, orders, latency, marks: false), programs => ScriptRuns.SyncAsync(programs, orders, latency, isAgain: false));
        yield return Alone("cold-10000-marks", "the same with export marks", static programs => PushRuns.ColdAsync(programs, 10_000, 0, marks: true));
        yield return Paired(
            "unchanged-10000", "a pass over 10,000 orders that are there already", static programs => PushRuns.AgainAsync(programs, 10_000, changed: 0), static programs => ScriptRuns.SyncAsync(programs, 10_000, 0, isAgain: true));
        yield return Alone("changed-10000", "the same after 100 of them got another address", static programs => PushRuns.AgainAsync(programs, 10_000, changed: 100));
        yield return Alone("rejected-10000", "cold, and ShipStation refuses 100 of them", static programs => PushRuns.RejectedAsync(programs, 10_000, 100));
        foreach (var instances in (int[])[1, 2, 4, 8])
            yield return Alone(
                $"instances-{instances}", $"10,000 orders on the queue, worked off by {instances} process(es) on one file; memory is the sum", programs => PushRuns.InstancesAsync(programs, 10_000, instances));
    }

    private static IEnumerable<Scenario> Shipments()
    {
        yield return Alone("shipments-10000", "10,000 labels bought in ShipStation come back to the shop by polls", static programs => ShipmentRuns.BackAsync(programs, 10_000));
        yield return Alone("webhook-300", "300 labels, ten a second; from the purchase in ShipStation to the delivery in the shop", static programs => ShipmentRuns.WebhookAsync(programs, 300));
        yield return Alone("labels-5000", "labels bought by the connector for 5,000 orders or more, quotes included, and written back", static programs => LabelRuns.BuyAsync(programs, 11_000));
        yield return Alone("day-2000", "a mixed day: 2,000 orders, then changes, cancellations, labels, voids and new orders in ten passes", static programs => DayRun.PlayAsync(programs, 2_000));
    }

    private static IEnumerable<Scenario> Limits()
    {
        yield return Alone("drain-5000", "5,000 orders under 40 calls a window of twenty seconds", static programs => PushRuns.DrainAsync(programs, 5_000));
    }

    private static Scenario Alone(string name, string what, Func<Programs, Task<Sample>> measureAsync) => new(name, what, [new Side(Side.Connector, measureAsync)]);

    private static Scenario Paired(string name, string what, Func<Programs, Task<Sample>> measureAsync, Func<Programs, Task<Sample>> scriptAsync) =>
        new(name, what, [new Side(Side.Connector, measureAsync), new Side(Side.Script, scriptAsync)]);

    private static string Many(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
