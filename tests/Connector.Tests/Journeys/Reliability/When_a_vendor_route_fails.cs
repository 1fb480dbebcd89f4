using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Every route that the connector calls, with every fault.</summary>
public sealed class When_a_vendor_route_fails(ITestOutputHelper output)
{
    [Fact]
    public async Task Nothing_is_lost_or_doubled_and_money_leaves_once()
    {
        var watch = Stopwatch.StartNew();
        var outcomes = await ReliabilityTable.OutcomesAsync();
        output.WriteLine($"{outcomes.Count} cells in {watch.ElapsedMilliseconds} ms");
        foreach (var o in outcomes) output.WriteLine($"{o.Cell} | {o.Code} | {o.Once} | {o.Calls} | {o.Lasting} | {string.Join(" / ", o.Problems)}");
        Assert.Empty(outcomes.Where(static o => o.Problems.Count > 0).Select(static o => $"{o.Cell}: {string.Join("; ", o.Problems)}"));
    }
}
