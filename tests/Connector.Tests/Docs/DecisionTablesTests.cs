using Xunit;

namespace Connector.Tests.Docs;

/// <summary>Every decision that docs/architecture.md names has a class of tests with a table of cases.</summary>
public sealed class DecisionTablesTests
{
    [Fact]
    public void Every_decision_has_a_table_of_cases()
    {
        var decisions = Document.FlowRows.SelectMany(static row => Document.Links(row[3])).Select(static link => link.Text.Trim('`')).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(decisions.Count > 15, $"{decisions.Count} decisions");
        Assert.All(decisions, static decision => Assert.True(HasTable(decision), decision));
    }

    private static bool HasTable(string decision) => typeof(DecisionTablesTests).Assembly.GetTypes()
        .Where(type => type.Name == decision + "Tests").SelectMany(static type => type.GetMethods()).Any(static method => method.IsDefined(typeof(TheoryAttribute), inherit: true));
}
