using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

/// <summary>The list of orders says what was sent, whether the push has it at hand or the row is unpacked.</summary>
public sealed class SummaryContentTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private static readonly byte[] s_broken = [0xFF, 0xFF, 0xFF];

    [Fact]
    public void What_was_sent_just_now_is_not_unpacked_again()
    {
        var content = A.ShippingOrder(o => o with { ShipBy = T0.AddDays(3) });

        var order = Compute(Row(s_broken, "abc"), ("abc", content));

        Assert.Equal(T0.AddDays(3), order.ShipBy);
    }

    [Fact]
    public void It_says_the_same_as_the_row()
    {
        var content = A.ShippingOrder(o => o with { ShipBy = T0.AddDays(3) });
        var row = Row(PayloadJson.Compress(PayloadJson.Write(content)), "abc");

        Assert.Equal(Compute(row).Write(), Compute(row, ("abc", content)).Write());
    }

    [Fact]
    public void A_row_with_another_content_is_unpacked()
    {
        var (stored, wanted) = (A.ShippingOrder(o => o with { ShipBy = T0.AddDays(3) }), A.ShippingOrder(o => o with { ShipBy = T0.AddDays(9) }));

        var order = Compute(Row(PayloadJson.Compress(PayloadJson.Write(stored)), "stored"), ("wanted", wanted));

        Assert.Equal(T0.AddDays(3), order.ShipBy);
    }

    private static OrderSummary Compute(SyncRow row, params (string Hash, ShippingOrder Content)[] contents) => SummaryBuilder.Compute(
        new SummarySources(row.OrderId, null, null, [row], [], [], [], [], null) { Contents = contents.ToDictionary(static c => c.Hash, static c => c.Content) }, T0)!;

    private static SyncRow Row(byte[] payload, string hash) => A.SyncRow(with: r => r with { Status = SyncStatus.Synced, Reservation = null, Payload = payload, PayloadHash = hash });
}
