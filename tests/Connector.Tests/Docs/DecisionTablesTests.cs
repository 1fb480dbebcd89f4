using Xunit;

namespace Connector.Tests.Docs;

/// <summary>Every decision that docs/architecture.md names has a class of tests with a table of cases.</summary>
public sealed class DecisionTablesTests
{
    /// <summary>Decisions without a table, and why.</summary>
    private static readonly string[] WithoutTable =
    [
        // Compares what the push would do with what is there; its cases are differences between two worlds (When_both_sides_are_compared).
        "OrderComparison",
        // Compares with the write-back's own plans, which have tables; as OrderComparison.
        "WritebackComparison"
    ];

    [Fact]
    public void Every_decision_has_a_table_of_cases()
    {
        var decisions = Document.FlowRows.SelectMany(static row => Document.Links(row[3])).Select(static link => link.Text.Trim('`')).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(decisions.Count > 15, $"{decisions.Count} decisions");
        Assert.Equal(WithoutTable, decisions.Where(static decision => !HasTable(decision)).Order(StringComparer.Ordinal));
    }

    private static bool HasTable(string decision) => typeof(DecisionTablesTests).Assembly.GetTypes()
        .Where(type => type.Name == decision + "Tests").SelectMany(static type => type.GetMethods()).Any(static method => method.IsDefined(typeof(TheoryAttribute), inherit: true));
}
