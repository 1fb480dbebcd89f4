using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Purchases;

public sealed class PrintOrderTests
{
    private static readonly PrintedLabel[] s_labels =
    [
        new("1", "west", "ups", "ground", "A1", "100"), new("2", "east", "ups", "ground", null, "102"), new("3", "east", "usps", "priority", "A1", "101"),
        new("4", "east", "ups", "ground", "B1", "104"), new("5", "east", "ups", "2day", "C1", "103"), new("6", "east", "ups", "ground", "B1", "099")
    ];

    [Theory]
    [InlineData("", "5 6 4 2 3 1")]
    [InlineData("Location", "6 3 2 5 4 1")]
    [InlineData("Bin", "1 3 6 4 5 2")]
    [InlineData("Order", "6 1 3 2 5 4")]
    [InlineData("Carrier Order", "5 6 1 2 4 3")]
    public void Documents_are_sorted_as_the_rules_say(string by, string expected)
    {
        var rules = new LabelDocumentRules { SortBy = [.. by.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<PrintSort>)] };
        Assert.Equal(expected, string.Join(' ', PrintOrder.Sort(s_labels, rules).Select(l => l.LabelId)));
        Assert.Equal(expected, string.Join(' ', PrintOrder.Sort(s_labels.Reverse(), rules).Select(l => l.LabelId)));
    }
}
