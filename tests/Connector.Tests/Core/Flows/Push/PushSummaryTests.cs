using System.Globalization;
using Connector.Core.Flows.Push;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class PushSummaryTests
{
    /// <summary>Of each part: its location, what was done, the ShipStation order.</summary>
    public static TheoryData<string, bool, string[], string> Pushes => new()
    {
        { "a new order, no locations", false, ["main Create 9001"], "created in ShipStation (9001)" },
        { "a change, no locations", false, ["main Update 9001"], "updated in ShipStation (9001)" },
        { "a cancellation, no locations", false, ["main Cancel 9001"], "cancelled in ShipStation (9001)" },
        { "a cancellation of what was never there", false, ["main Cancel -"], "cancelled in ShipStation" },
        { "nothing to send", false, ["main None 9001"], "" },
        { "a configured location of that name", true, ["main Create 9001"], "created part main in ShipStation (9001)" },
        { "goods moved", true, ["east Create 9002", "south None 9003", "west Cancel 9001"], "created part east in ShipStation (9002); cancelled part west in ShipStation (9001)" }
    };

    [Theory]
    [MemberData(nameof(Pushes))]
    public void What_a_push_did(string situation, bool hasLocations, string[] groups, string expected)
    {
        var settled = groups.Select(static text => text.Split(' ')).Select(static g =>
            new SettledGroup(new PlannedGroup(g[0], A.Account, Enum.Parse<PushAction>(g[1])), null) { ShippingOrderId = g[2] == "-" ? null : long.Parse(g[2], CultureInfo.InvariantCulture) });
        Assert.Equal((situation, expected), (situation, string.Join("; ", PushSummary.Describe(settled, hasLocations))));
    }
}
