using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class MergedGoodsTests
{
    public static TheoryData<string, SyncStatus, bool, int[][], int> Cases => new()
    {
        { "all in the survivor", SyncStatus.Synced, true, [[3, 1]], 0 },
        { "one line of two", SyncStatus.Synced, true, [[3, 0]], 1 },
        { "some units of a line", SyncStatus.Synced, true, [[1, 1]], 2 },
        { "none", SyncStatus.Synced, true, [[0, 0]], 4 },
        { "shared between survivor and part", SyncStatus.Synced, true, [[1, 0], [2, 1]], 0 },
        { "lost between survivor and part", SyncStatus.Synced, true, [[1, 0], [1, 1]], 1 },
        { "more of one line does not stand for another", SyncStatus.Synced, true, [[9, 0]], 1 },
        { "cancelled before", SyncStatus.Cancelled, true, [[0, 0]], 0 },
        { "shipped before", SyncStatus.Shipped, true, [[0, 0]], 0 },
        { "nothing known of what was sent", SyncStatus.Synced, false, [[0, 0]], 0 }
    };

    /// <summary>Three units of the first line and one of the second were sent, and a discount line, which is no goods.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Units_that_stand_nowhere(string situation, SyncStatus status, bool known, int[][] there, int missing)
    {
        Assert.NotEmpty(situation);
        ShippingItem[] lines = [A.Item("MUG", 3), A.Item("TRAY", 1)];
        var sent = A.ShippingOrder(o => o with { Items = [.. lines, A.Item("DISCOUNT", 1) with { Adjustment = true }] });
        var row = new SyncRow
        {
            OrderId = Ids.OrderId(), GroupKey = "main", OrderKey = sent.OrderKey, OrderNumber = sent.OrderNumber, Account = A.Account, Status = status,
            Payload = known ? PayloadJson.Compress(PayloadJson.Write(sent)) : null
        };
        var foreign = A.Item("OTHER", 5);

        var orders = there.Select(units => A.Snapshot(A.ShippingOrder(o => o with
        {
            Items = [foreign, .. lines.Zip(units, static (line, quantity) => line with { Quantity = quantity }).Where(static line => line.Quantity > 0)]
        })));

        Assert.Equal(missing, MergedGoods.CountMissing(row, orders));
    }
}
