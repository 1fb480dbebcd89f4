using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class PartTreeTests
{
    private const string Key = "5e813b71-917f-40e1-acb8-da657798336f-main";
    private const long Whole = 1;

    public static TheoryData<string, (long Id, long? Parent, string Key)[], long[]> Trees => new()
    {
        { "never split", [], [] },
        { "a part", [(2, Whole, Key)], [2] },
        { "a part of a part of a part, read in any order", [(4, 3, Key), (3, 2, Key), (2, Whole, Key)], [2, 3, 4] },
        { "a part with a key of its own", [(2, Whole, "other")], [2] },
        { "a copy with our key that was split off nothing", [(7, null, Key)], [] },
        { "a part of such a copy", [(7, null, Key), (8, 7, Key)], [] },
        { "a part whose parent is gone", [(4, 3, Key)], [4] },
        { "a stranger's part whose parent is gone", [(4, 3, "other")], [] },
        { "a stranger whose number begins alike", [(9, null, "other")], [] },
        { "a ring", [(2, 3, Key), (3, 2, Key)], [] }
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void The_parts_of_an_order(string situation, (long Id, long? Parent, string Key)[] read, long[] parts)
    {
        Assert.NotEmpty(situation);
        var snapshots = read.Select(r => A.Snapshot(with: s => s with { ShippingOrderId = r.Id, ParentId = r.Parent, OrderKey = r.Key })).ToList();

        Assert.Equal(parts, PartTree.From(Whole, Key, snapshots).Select(p => p.ShippingOrderId));
    }

    public static TheoryData<string, int, int[], int[]> Doubles => new()
    {
        { "split before the call", 3, [1], [] },
        { "split during the call", 4, [1], [1] },
        { "an earlier part and one that was split during the call", 3, [1, 2], [2] },
        { "both during the call", 4, [1, 3], [1, 3] },
        { "somebody added a unit to the part", 3, [2], [] },
        { "everything in parts", 0, [4], [] }
    };

    /// <summary>Four units were sent; the last part is the newest.</summary>
    [Theory]
    [MemberData(nameof(Doubles))]
    public void Units_that_stand_twice(string situation, int left, int[] parts, int[] doubled)
    {
        Assert.NotEmpty(situation);
        var sent = A.ShippingOrder(o => o with { Items = [A.Item(quantity: 4)] });
        var whole = A.Snapshot(sent with { Items = left == 0 ? [] : [sent.Items[0] with { Quantity = left }] }, s => s with { ShippingOrderId = Whole });
        var split = parts.Select((quantity, i) => A.Snapshot(
            sent with { Items = [sent.Items[0] with { Quantity = quantity }] }, s => s with { ShippingOrderId = 10 + i, ParentId = Whole, CreatedAt = s.CreatedAt.AddMinutes(i) }));

        var found = DoubledUnits.Find(sent, [whole, .. split]);

        Assert.Equal(doubled.Order(), found.Select(p => p.Content.Items[0].Quantity).Order());
    }

    [Fact]
    public void What_is_taken_out_is_gone_and_what_would_be_empty_is_left()
    {
        var item = A.Item(quantity: 4);
        var whole = A.ShippingOrder(o => o with { Items = [item, A.Item("TRAY-OAK")] });

        Assert.Equal([3, 1], DoubledUnits.Without(whole, whole with { Items = [item with { Quantity = 1 }] })!.Items.Select(i => i.Quantity));
        Assert.Equal(["TRAY-OAK"], DoubledUnits.Without(whole, whole with { Items = [item] })!.Items.Select(i => i.Sku));
        Assert.Null(DoubledUnits.Without(whole, whole));
    }
}
