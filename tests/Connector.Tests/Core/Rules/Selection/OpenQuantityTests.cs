using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;
using Connector.Tests.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection;

public sealed class OpenQuantityTests
{
    /// <summary>Five units were ordered. One delivery on each day, from day 1; a return as "units state payment day".</summary>
    public static TheoryData<string, long[], string[], long> Cases => new()
    {
        { "nothing came back", [3], [], 5 },
        { "came back before anything left", [], ["2 Returned Initial 1"], 3 },
        { "delivered units came back", [3], ["2 Returned Refunded 5"], 5 },
        { "more came back than was delivered", [3], ["4 BackInStock Refunded 5"], 4 },
        { "the same unit came back twice", [1], ["1 Returned Refunded 5", "1 Returned Refunded 6"], 4 },
        { "refunded without a parcel, some units had not left", [3], ["1 Advised Refunded 5"], 4 },
        { "refunded without a parcel, all units had left", [5], ["2 Advised Refunded 5"], 5 },
        { "refused", [], ["2 Advised NotRefunded 1"], 5 },
        { "shipped after the return", [3], ["2 Returned Refunded 0"], 3 },
        { "two returns between two deliveries", [2, 2], ["1 Returned Refunded 1", "1 Returned Refunded 2"], 5 },
        { "more came back than was ordered", [], ["9 Returned Refunded 1"], 0 },
        { "everything was delivered", [5], ["5 Returned Refunded 0"], 5 }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_five_units_so_many_are_to_ship(string situation, long[] delivered, string[] returned, long open)
    {
        var returns = returned.Select(static r => r.Split(' ')).Select(static r => ((long)(r[0][0] - '0'), r[1], r[2], r[3][0] - '0')).ToArray();
        Assert.Equal((situation, open), (situation, Open(delivered, returns)));
    }

    [Fact]
    public void Without_returns_it_is_what_was_ordered() => Assert.Equal(5, Open(delivered: [3]));

    [Fact]
    public void A_return_before_anything_left_is_taken_out() => Assert.Equal(3, Open(returned: [(2, "Returned", "Initial", 1)]));

    [Fact]
    public void A_return_of_another_line_changes_nothing() =>
        Assert.Equal(5, OpenQuantity.Compute(Order() with { Returns = [new("r", "other", 2, "Returned", "Refunded", null)] }, Order().Lines[0]));

    [Fact]
    public void A_return_of_delivered_units_changes_nothing() => Assert.Equal(5, Open(delivered: [3], returned: [(2, "Returned", "Refunded", 5)]));

    [Fact]
    public void Of_more_returns_than_deliveries_the_rest_is_taken_out() => Assert.Equal(4, Open(delivered: [3], returned: [(4, "BackInStock", "Refunded", 5)]));

    [Fact]
    public void The_same_delivered_unit_comes_back_but_once() =>
        Assert.Equal(4, Open(delivered: [1], returned: [(1, "Returned", "Refunded", 5), (1, "Returned", "Refunded", 6)]));

    [Fact]
    public void A_refund_without_a_parcel_takes_what_has_not_left() => Assert.Equal(4, Open(delivered: [3], returned: [(1, "Advised", "Refunded", 5)]));

    [Fact]
    public void A_refund_of_what_has_left_cannot_take_it_out() => Assert.Equal(5, Open(delivered: [5], returned: [(2, "Advised", "Refunded", 5)]));

    [Fact]
    public void A_refused_return_changes_nothing() => Assert.Equal(5, Open(returned: [(2, "Advised", "NotRefunded", 1)]));

    [Fact]
    public void What_ships_later_does_not_bring_back_what_was_taken_out()
    {
        Assert.Equal(3, Open(returned: [(2, "Returned", "Refunded", 0)]));
        Assert.Equal(3, Open(delivered: [3], returned: [(2, "Returned", "Refunded", 0)]));
    }

    [Fact]
    public void A_return_without_a_date_counts_as_early()
    {
        var order = Order([3]) with { Returns = [new("r", "l1", 1, "Returned", "Refunded", null)] };
        Assert.Equal(4, OpenQuantity.Compute(order, order.Lines[0]));
    }

    [Fact]
    public void Returns_beyond_the_order_end_at_zero() => Assert.Equal(0, Open(returned: [(9, "Returned", "Refunded", 1)]));

    [Fact]
    public void Delivered_units_are_never_taken_out() => Assert.Equal(5, Open(delivered: [5], returned: [(5, "Returned", "Refunded", 0)]));

    /// <summary>Five units were ordered. Deliveries as "key units day", line item states as "state units".</summary>
    public static TheoryData<string, string[], string[], long> ByOthers => new()
    {
        { "others delivered some", [" 2 1"], [], 3 },
        { "others delivered all", [" 5 1"], [], 0 },
        { "others delivered more than was ordered", [" 9 1"], [], 0 },
        { "another connector's key", ["dhl-77 2 1"], [], 3 },
        { "a key that only begins like ours", ["ss-extra 2 1", "ssf- 1 1"], [], 2 },
        { "ours and others", ["ss-12 2 1", " 3 2"], [], 2 },
        { "ours, a part of a merged label", ["ss-12-0a1b2c3d 2 1"], [], 5 },
        { "a fulfillment of ours", ["ssf-12 2 1"], [], 5 },
        { "never below what we delivered", ["ss-12 4 1", " 3 2"], [], 4 },
        { "units in a closed state", [], ["cancelled-units 2"], 3 },
        { "units in a closed state, by id", [], ["id-backordered 2"], 3 },
        { "units in another state", [], ["Initial 2"], 5 },
        { "a closed state and others", [" 2 1"], ["cancelled-units 1"], 2 },
        { "a closed state of units that have left", ["ss-1 5 1"], ["cancelled-units 2"], 5 }
    };

    [Theory]
    [MemberData(nameof(ByOthers))]
    public void What_others_delivered_and_what_is_in_a_closed_state_is_not_ours_to_ship(string situation, string[] delivered, string[] states, long open)
    {
        var order = Order() with
        {
            Shippings = [new OrderShipping
            {
                Deliveries = [.. delivered.Select(static d => d.Split(' ')).Select(static (d, i) => new Delivery
                {
                    Id = $"d{i}", Key = d[0].Length == 0 ? null : d[0], CreatedAt = Sample.Noon.AddDays(d[2][0] - '0'), Items = [new DeliveryItem("l1", d[1][0] - '0'), new DeliveryItem("other", 1)]
                })]
            }],
            Lines = [Sample.Line("l1", "A", 5) with
            {
                States = [.. states.Select(static s => s.Split(' ')).Select(static s => new LineState(s[1][0] - '0', s[0], s[0].StartsWith("id-", StringComparison.Ordinal) ? null : s[0]))]
            }]
        };
        Assert.Equal((situation, open), (situation, OpenQuantity.Compute(order, order.Lines[0], ["cancelled-*", "id-backordered"])));
    }

    [Fact]
    public void What_others_delivered_and_what_was_refunded_are_two_things()
    {
        var order = Order() with
        {
            Shippings = [new OrderShipping { Deliveries = [new Delivery { Id = "d", CreatedAt = Sample.Noon.AddDays(1), Items = [new DeliveryItem("l1", 2)] }] }],
            Returns = [new ReturnedItem("r", "l1", 1, "Advised", "Refunded", null) { CreatedAt = Sample.Noon.AddDays(2) }]
        };
        Assert.Equal((2, 4), (OpenQuantity.Compute(order, order.Lines[0]), OpenQuantity.Kept(order, order.Lines[0])));
    }

    /// <param name="delivered">One delivery of ours on each day, from day 1.</param>
    private static long Open(long[]? delivered = null, (long Quantity, string Shipment, string Payment, int Day)[]? returned = null)
    {
        var order = Order(delivered ?? []) with
        {
            Returns = [.. (returned ?? []).Select(r => new ReturnedItem("r", "l1", r.Quantity, r.Shipment, r.Payment, null) { CreatedAt = Sample.Noon.AddDays(r.Day) })]
        };
        return OpenQuantity.Compute(order, order.Lines[0]);
    }

    private static Order Order(params long[] delivered) => Sample.Order(Sample.Line("l1", "A", 5)) with
    {
        Shippings = [new OrderShipping
        {
            Deliveries = [.. delivered.Select((q, i) => new Delivery { Id = $"d{i}", Key = $"ss-{i + 1}", CreatedAt = Sample.Noon.AddDays(i + 1), Items = [new DeliveryItem("l1", q)] })]
        }]
    };
}
