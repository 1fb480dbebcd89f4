using System.Text.Json;
using Connector.Tests.Local.Cli;
using Xunit;

namespace Connector.Tests.Local.Demo;

/// <summary>The demo as people run it. Its first part has labels switched off, and its figures are those from before labels could be bought.</summary>
public sealed class DemoTests
{
    /// <summary>Not how many orders were read: that depends on how fast the machine is.</summary>
    private static readonly string[] s_figures =
        ["created", "updated", "cancelled", "shipmentsRecorded", "shipmentsVoided", "addressesChecked", "deadLettered", "shipStationCalls"];

    [Fact]
    public async Task Without_labels_figures_and_calls_are_those_from_before_and_with_labels_each_of_its_steps_is_seen()
    {
        var run = await CommandRun.OfAsync("demo", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "36 0 0 0 0 0 2 5", "0 1 1 0 0 0 0 9", "0 0 0 33 0 0 0 4", "0 0 0 0 1 0 1 4", "1 0 0 0 0 0 0 5"
            ],
            Syncs(run).Select(sync => string.Join(' ', s_figures.Select(name => sync.GetProperty(name).GetInt64()))));
        // In the last step the retried error and the shop's news ask for the same order. Two workers that have one each may meet when they mark it; the second comes back.
        Assert.All(Syncs(run).SkipLast(1), sync => Assert.Equal(0, Retries(sync)));
        Assert.InRange(Retries(Syncs(run).Last()), 0, 1);
        Assert.Equal(
            ["GET /fulfillments 5", "GET /orders 5", "GET /orders/{id} 3", "GET /shipments 10", "POST /orders/createorders 4"],
            run.Json.GetProperty("shipStationCallsByRoute").EnumerateObject().Select(call => $"{call.Name} {call.Value}").Order(StringComparer.Ordinal));

        var labels = run.Json.GetProperty("labels");
        Assert.Equal(0, labels.GetProperty("problems").GetArrayLength());
        Assert.Equal((3, 4, 1, 1, 5), (Count(labels, "proposed"), Count(labels, "batch"), Count(labels, "refused"), Count(labels, "voided"), Count(labels, "bought")));
    }

    private static IEnumerable<JsonElement> Syncs(CommandRun run) => run.Json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("sync"));

    private static long Retries(JsonElement sync) => sync.GetProperty("retryScheduled").GetInt64();

    private static int Count(JsonElement labels, string name) => labels.GetProperty(name).GetInt32();
}
