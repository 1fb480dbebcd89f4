using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>The way back, situation by situation: what happens in ShipStation and in the shop, however and however often the connector hears of it.</summary>
public sealed class WayBackTests
{
    private static readonly Dictionary<string, Situation> s_situations = Situation.All.ToDictionary(situation => situation.Name, StringComparer.Ordinal);

    public static TheoryData<string, NoticeMode> Cases
    {
        get
        {
            var cases = new TheoryData<string, NoticeMode>();
            foreach (var situation in Situation.All)
                foreach (var mode in Enum.GetValues<NoticeMode>()) cases.Add(situation.Name, mode);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_order_ends_as_it_should_and_as_in_every_other_mode(string situation, NoticeMode mode)
    {
        var ending = await Ending.OfAsync(s_situations[situation], mode);

        var shows = s_situations[situation].Shows;
        if (ending.Picture != shows) Assert.Fail($"Should be\n{shows}\nbut is\n{ending.Picture}");
        Assert.Equal((await Ending.OfAsync(s_situations[situation], NoticeMode.Webhooks)).Document, ending.Document);
    }

    [Fact]
    public void The_table_of_docs_way_back_has_a_row_for_each_situation_and_no_other()
    {
        var rows = Document.Read("docs/way-back.md").Table("situation", "in ShipStation", "on the shop's order in the end", "found by");

        Assert.True(rows.Count >= 30, $"{rows.Count} rows");
        Assert.Equal(Situation.All.Select(situation => situation.Name), rows.Select(row => row[0]));
        Assert.All(rows.SelectMany(row => row), cell => Assert.NotEmpty(cell));
    }
}
