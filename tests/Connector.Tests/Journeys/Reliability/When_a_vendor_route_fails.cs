using Xunit;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Every route that the connector's work calls, with every fault: docs/reliability.md.</summary>
public sealed class When_a_vendor_route_fails
{
    [Fact]
    public async Task Nothing_is_lost_or_doubled_and_money_leaves_once() =>
        IsEmpty((await ReliabilityTable.OutcomesAsync()).Where(static o => o.Problems.Count > 0).Select(static o => $"{o.Cell}: {string.Join("; ", o.Problems)}"));

    [Fact]
    public async Task The_failed_call_has_the_code_that_fits() =>
        IsEmpty((await ReliabilityTable.OutcomesAsync()).Where(static o => !FittingCodes.Fit(o)).Select(static o => $"{o.Cell}: {o.Code}"));

    [Fact]
    public async Task The_document_says_what_happens()
    {
        var outcomes = await ReliabilityTable.OutcomesAsync();
        if (ReliabilityTable.IsWritten) ReliabilityDocument.Write(outcomes);

        var rows = ReliabilityDocument.Read();

        IsEmpty(outcomes.Where(o => !(rows.GetValueOrDefault(o.Cell.ToString()) ?? "").StartsWith(ReliabilityDocument.Row(o), StringComparison.Ordinal))
            .Select(o => $"{o.Cell}: {ReliabilityDocument.Row(o)} | in the document: {rows.GetValueOrDefault(o.Cell.ToString())}"));
        var routes = outcomes.Select(static o => (o.Cell.Work.Name, o.Cell.Route)).Distinct().Count();
        Assert.Equal(routes * VendorFaults.All.Count, rows.Count);
    }

    /// <summary>Shows all of them, whole.</summary>
    private static void IsEmpty(IEnumerable<string> wrong)
    {
        if (string.Join('\n', wrong) is { Length: > 0 } all) Assert.Fail(all);
    }
}
