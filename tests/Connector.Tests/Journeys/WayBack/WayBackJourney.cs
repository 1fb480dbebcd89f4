using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>The way back, situation by situation: what happens in ShipStation and in the shop, however and however often the connector hears of it.</summary>
public abstract class WayBackJourney
{
    private protected static async Task PlayAsync(string name, NotificationMode mode)
    {
        var situation = Situation.All.Single(each => each.Name == name);

        var ending = await Ending.OfAsync(situation, mode);

        if (ending.Picture != situation.Shows) Assert.Fail($"Should be\n{situation.Shows}\nbut is\n{ending.Picture}");
        Assert.Equal((await Ending.OfAsync(situation, NotificationMode.Webhooks)).Document, ending.Document);
    }

    private protected static TheoryData<string, NotificationMode> CasesOf(params IEnumerable<Situation>[] themes)
    {
        var cases = new TheoryData<string, NotificationMode>();
        foreach (var situation in themes.SelectMany(theme => theme))
            foreach (var mode in Enum.GetValues<NotificationMode>()) cases.Add(situation.Name, mode);
        return cases;
    }
}

public sealed class When_labels_come_back : WayBackJourney
{
    public static TheoryData<string, NotificationMode> Cases => CasesOf(LabelSituations.All, MatchingSituations.All, VoidSituations.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_order_ends_as_it_should_and_as_in_every_other_mode(string name, NotificationMode mode) => PlayAsync(name, mode);
}

public sealed class When_split_merged_and_unusual_orders_come_back : WayBackJourney
{
    public static TheoryData<string, NotificationMode> Cases => CasesOf(SplitSituations.All, OrderShapeSituations.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_order_ends_as_it_should_and_as_in_every_other_mode(string name, NotificationMode mode) => PlayAsync(name, mode);
}

public sealed class When_orders_change_on_their_way : WayBackJourney
{
    public static TheoryData<string, NotificationMode> Cases => CasesOf(
        FulfillmentSituations.All, HoldSituations.All, CancellationSituations.All, AddressSituations.All, EditSituations.All, OddSituations.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task The_order_ends_as_it_should_and_as_in_every_other_mode(string name, NotificationMode mode) => PlayAsync(name, mode);
}
