using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

/// <summary>Orders are written as their units: "mug 2, tray 1"; of several, the first is the whole and the others are its parts, the oldest first.</summary>
public sealed class DoubledUnitsTests
{
    [Theory]
    [InlineData("not split", "mug 2", "mug 2", "")]
    [InlineData("split", "mug 2", "mug 1 | mug 1", "")]
    [InlineData("split, and our call put the unit back", "mug 2", "mug 2 | mug 1", "1")]
    [InlineData("two parts, both put back", "mug 2, tray 1", "mug 2, tray 1 | tray 1 | mug 1", "1 2")]
    [InlineData("two parts, the newer put back", "mug 3", "mug 2 | mug 1 | mug 1", "2")]
    [InlineData("only some units of a part exist twice", "mug 2, tray 1", "mug 2 | mug 1, tray 1", "")]
    [InlineData("a unit that was never sent is nobody's double", "mug 2", "mug 2 | cup 1", "")]
    [InlineData("a part without units", "mug 2", "mug 2 | ", "")]
    public void A_part_whose_units_all_exist_twice_is_found(string situation, string sent, string orders, string found)
    {
        var all = orders.Split('|').Select((units, i) => Snapshot(i, Content(units))).ToList();

        Assert.Equal((situation, found), (situation, string.Join(' ', DoubledUnits.Find(Content(sent), all).Select(static p => p.ShippingOrderId).Order())));
    }

    [Fact]
    public void What_is_cancelled_doubles_nothing()
    {
        ShippingOrderSnapshot[] all = [Snapshot(0, Content("mug 2")), Snapshot(1, Content("mug 1")) with { Status = ShippingOrderStatus.Cancelled }];
        Assert.Empty(DoubledUnits.Find(Content("mug 2"), all));
    }

    [Theory]
    [InlineData("some units of one line", "mug 2, tray 1", "mug 1", "mug 1, tray 1")]
    [InlineData("a whole line", "mug 2, tray 1", "tray 1", "mug 2")]
    [InlineData("more than there is", "mug 2, tray 1", "tray 4", "mug 2")]
    [InlineData("everything", "mug 2", "mug 2", null)]
    [InlineData("nothing of it", "mug 2", "cup 1", "mug 2")]
    [InlineData("adjustments stay", "mug 2, discount -1", "mug 1", "mug 1, discount -1")]
    [InlineData("adjustments alone are nothing", "mug 2, discount -1", "mug 2", null)]
    public void The_content_loses_the_units_of_the_part(string situation, string content, string part, string? left) =>
        Assert.Equal((situation, left), (situation, DoubledUnits.Without(Content(content), Content(part)) is { } rest ? Text(rest) : null));

    private static ShippingOrderSnapshot Snapshot(int id, ShippingOrder content) => A.Snapshot(content, s => s with
    {
        ShippingOrderId = id, ParentId = id == 0 ? null : 0, CreatedAt = ManualTimeProvider.Start.AddMinutes(id)
    });

    /// <summary>"discount -1" is an adjustment of one unit.</summary>
    private static ShippingOrder Content(string units) => A.ShippingOrder(o => o with
    {
        Items = [.. units.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static u => u.Split(' ')).Select(static u => A.Item(u[0]) with
        {
            LineItemKey = u[0], Quantity = Math.Abs(int.Parse(u[1], System.Globalization.CultureInfo.InvariantCulture)), Adjustment = u[1].StartsWith('-')
        })]
    });

    private static string Text(ShippingOrder order) => string.Join(", ", order.Items.Select(static i => $"{i.LineItemKey} {(i.Adjustment ? -i.Quantity : i.Quantity)}"));
}
