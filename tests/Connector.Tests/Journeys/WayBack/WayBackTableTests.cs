using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>The table of docs/way-back.md and what is played.</summary>
public sealed class WayBackTableTests
{
    private static readonly IReadOnlyList<string[]> s_rows =
        Document.Read("docs/way-back.md").Table("situation", "in ShipStation", "on the shop's order in the end", "found by");

    [Fact]
    public void Every_situation_has_a_row_and_every_row_a_situation()
    {
        Assert.True(s_rows.Count >= 30, $"{s_rows.Count} rows");
        Assert.Equal(Situation.All.Select(situation => situation.Name).Order(StringComparer.Ordinal), s_rows.Select(row => row[0]).Order(StringComparer.Ordinal));
        Assert.All(s_rows.SelectMany(row => row), cell => Assert.NotEmpty(cell));
    }

    [Fact]
    public void Every_situation_is_played_in_every_mode()
    {
        var played = When_labels_come_back.Cases.Concat(When_split_merged_and_unusual_orders_come_back.Cases).Concat(When_orders_change_on_their_way.Cases).ToList();

        Assert.Equal(Situation.All.Count * 3, played.Count);
        Assert.Equal(Situation.All.Count * 3, played.Select(row => (row[0], row[1])).Distinct().Count());
    }
}
