using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IOrderIndex"/> finds.</summary>
public abstract class OrderIndexContract
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly ManualTimeProvider _clock = new();

    /// <summary>An index on this test's own, empty state. Every further call gives another instance on the same state.</summary>
    protected abstract Task<IOrderIndex> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task An_order_is_kept_whole_and_replaced()
    {
        var index = await CreateAsync(_clock);
        var order = Order("US-1") with
        {
            Version = 7, Progress = OrderProgress.OnHold, Blocker = "Zoë 漢字", Until = T0.AddTicks(3), Problems = [new OrderProblem("PushOrder", "MissingAddress", "no address", T0)], Locations = ["east", "west"],
            Accounts = ["default"], Country = "DE", Method = "Express", DueAt = T0, SentAt = T0, ShipBy = T0.AddDays(2), Deadline = T0.AddDays(1), DeadlineOf = PromiseKind.Label, Tracking = ["9400 1"],
            ShippingNumbers = ["US-1-2"], ShippingOrderIds = [4711], ShipmentKeys = ["ss-1"], Skus = ["TEE-M"], EmailHash = "mail:00ff", UpdatedAt = T0
        };
        await index.PutAsync([Order("US-2"), order], default);

        var kept = Assert.Single(await (await CreateAsync(_clock)).GetAsync([order.OrderId, Ids.OrderId()], default));
        Assert.Equal(order.Write(), kept.Write());

        await index.PutAsync([order with { Progress = OrderProgress.Shipped, Problems = [], Deadline = null, DeadlineOf = null }], default);
        Assert.Equal((OrderProgress.Shipped, false), (Assert.Single(await index.GetAsync([order.OrderId], default)) is var now ? (now.Progress, now.NeedsAttention) : default));
        Assert.Equal(2, (await ListAsync(index, new OrderFilter())).Count);
        Assert.Empty(await ListAsync(index, new OrderFilter { Sort = OrderSort.Deadline }));
        Assert.Empty(await ListAsync(index, new OrderFilter(NeedsAttention: true)));
    }

    [Fact]
    public async Task The_times_of_orders_are_read_from_the_instant_on_at_which_they_were_placed()
    {
        var index = await CreateAsync(_clock);
        var sent = Order("US-2") with { PlacedAt = T0, DueAt = T0.AddMinutes(1), SentAt = T0.AddMinutes(2).AddTicks(3), LabelledAt = T0.AddDays(1), ShipBy = T0.AddDays(2) };
        await index.PutAsync([Order("US-1") with { PlacedAt = T0.AddTicks(-1) }, sent, Order("US-3") with { PlacedAt = T0.AddDays(20), Progress = OrderProgress.Cancelled, ShipBy = T0 }], default);

        var read = new List<OrderTimes>();
        await index.ReadTimesAsync(T0, read.Add, default);

        Assert.Equal([OrderTimes.From(sent), new OrderTimes(T0.AddDays(20), null, null, null, null)], read.OrderBy(static t => t.PlacedAt));
    }

    public static TheoryData<string, string[]> Searches => new()
    {
        { "US-100245", ["US-100245"] }, { "us-100245", ["US-100245"] }, { "#US-100245", ["US-100245"] }, { "100245", ["US-100245"] }, { "0024", ["US-100245"] }, { "us-1", ["FR-US-1", "US-100245", "US-100999"] },
        { "245-east", ["US-100245"] }, { "999", ["US-100999"] }, { "45", [] }, { "9400 1111 2222", ["US-100245"] }, { "94001111", [] }, { "tee-m", ["US-100245", "US-100999"] }, { "TEE", [] },
        { "700200002", ["US-100245"] }, { "ss-700200002", ["US-100245"] }, { "4711", ["US-100999"] }, { "mail:0123", ["FR-US-1"] }, { "mail:01", [] }, { "zoë/%_'\"", [] }, { "漢字-1", ["漢字-1"] }
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Any_part_of_a_number_and_whole_other_words_find_an_order_in_any_case(string words, string[] found)
    {
        var index = await CreateAsync(_clock);
        await index.PutAsync(
            [
                Order("US-100245") with { ShippingNumbers = ["US-100245-EAST"], Tracking = ["9400 1111 2222"], ShipmentKeys = ["ss-700200002"], Skus = ["TEE-M", "X"] },
                Order("US-100999") with { ShippingOrderIds = [4711], Skus = ["TEE-M"] }, Order("FR-US-1") with { EmailHash = "mail:0123" }, Order("漢字-1"), Order("5")
            ],
            default);

        Assert.Equal(found, (await ListAsync(index, new OrderFilter(SearchWords.Normalise(words)))).Select(static o => o.OrderNumber).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_order_was_called_before_does_not_find_it_any_longer()
    {
        var index = await CreateAsync(_clock);
        var order = Order("US-1000") with { Tracking = ["9400"] };
        await index.PutAsync([order], default);
        await index.PutAsync([order with { OrderNumber = "US-2000", Tracking = ["9500"] }], default);

        Assert.Empty(await ListAsync(index, new OrderFilter("1000")));
        Assert.Empty(await ListAsync(index, new OrderFilter("9400")));
        Assert.Single(await ListAsync(index, new OrderFilter("2000")));
        Assert.Single(await ListAsync(index, new OrderFilter("9500")));
    }

    public static TheoryData<string, OrderFilter, string[]> Filters => new()
    {
        { "all, newest first", new OrderFilter(), ["F", "E", "D", "C", "B", "A"] },
        { "open, oldest first", new OrderFilter { Sort = OrderSort.Oldest }, ["A", "B", "C", "D"] },
        { "promised, the most urgent first", new OrderFilter { Sort = OrderSort.Deadline }, ["C", "A", "E"] },
        { "progress", new OrderFilter(Progress: [OrderProgress.Waiting, OrderProgress.OnHold]), ["D", "A"] },
        { "progress of ended orders", new OrderFilter(Progress: [OrderProgress.Shipped, OrderProgress.Cancelled]), ["F", "E"] },
        { "attention", new OrderFilter(NeedsAttention: true), ["F", "B"] },
        { "no attention", new OrderFilter(NeedsAttention: false) { Sort = OrderSort.Oldest }, ["A", "C", "D"] },
        { "location", new OrderFilter(Location: "East"), ["C", "B"] },
        { "country", new OrderFilter(Country: "de"), ["E", "B"] },
        { "method", new OrderFilter(Method: "EXPRESS"), ["C"] },
        { "from", new OrderFilter(PlacedFrom: T0.AddDays(3)), ["F", "E", "D"] },
        { "to", new OrderFilter(PlacedTo: T0.AddDays(2)), ["B", "A"] },
        { "from and to", new OrderFilter(PlacedFrom: T0.AddDays(1), PlacedTo: T0.AddDays(3)), ["C", "B"] },
        { "breached", new OrderFilter { Sort = OrderSort.Deadline, DeadlineBefore = T0.AddHours(1) }, ["C"] },
        { "soon", new OrderFilter { Sort = OrderSort.Deadline, DeadlineAfter = T0.AddHours(1), DeadlineBefore = T0.AddHours(3) }, ["A"] },
        { "soon, newest first", new OrderFilter { DeadlineAfter = T0.AddHours(1) }, ["E", "A"] },
        { "several", new OrderFilter(NeedsAttention: true, Country: "DE", Location: "east"), ["B"] },
        { "search and filter", new OrderFilter("number", Country: "DE"), ["E", "B"] },
        { "none", new OrderFilter(Country: "XX"), [] }
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Orders_are_filtered_and_sorted_and_pages_tear_nothing_apart(string what, OrderFilter filter, string[] expected)
    {
        Assert.NotEmpty(what);
        var index = await CreateAsync(_clock);
        OrderSummary[] orders =
        [
            Order("A number") with { Progress = OrderProgress.Waiting, Deadline = T0.AddHours(2) },
            Order("B number", 1) with { Progress = OrderProgress.InShipStation, Problems = [Problem], Locations = ["east", "west"], Country = "DE" },
            Order("C number", 2) with { Progress = OrderProgress.Sending, Locations = ["EAST"], Method = "Express", Deadline = T0 },
            Order("D number", 3) with { Progress = OrderProgress.OnHold, Locations = ["eastern"] },
            Order("E number", 4) with { Progress = OrderProgress.Shipped, Country = "DE", Deadline = T0.AddDays(9) },
            Order("F number", 5) with { Progress = OrderProgress.Cancelled, Problems = [Problem] }
        ];
        await index.PutAsync(orders, default);

        Assert.Equal(expected, (await ListAsync(index, filter)).Select(static o => o.OrderNumber[..1]));
        Assert.Equal(expected, (await ListAsync(index, filter, take: 1)).Select(static o => o.OrderNumber[..1]));
        Assert.Equal(expected, (await ListAsync(index, filter, take: 2)).Select(static o => o.OrderNumber[..1]));
    }

    [Fact]
    public async Task Orders_of_one_instant_are_each_listed_once()
    {
        var index = await CreateAsync(_clock);
        await index.PutAsync([.. Enumerable.Range(0, 25).Select(static n => Order($"N-{n:D3}"))], default);

        Assert.Equal(25, (await ListAsync(index, new OrderFilter(), take: 4)).DistinctBy(static o => o.OrderId).Count());
        Assert.Equal(25, (await ListAsync(index, new OrderFilter { Sort = OrderSort.Oldest }, take: 7)).DistinctBy(static o => o.OrderId).Count());
        Assert.Equal(10, (await ListAsync(index, new OrderFilter("n-01"), take: 3)).DistinctBy(static o => o.OrderId).Count());
    }

    [Fact]
    public async Task A_position_that_is_none_begins_at_the_beginning()
    {
        var index = await CreateAsync(_clock);
        await index.PutAsync([Order("US-1")], default);
        foreach (var position in new[] { "", "x", "1", "99999999999999999999 a", "-5 b" }) Assert.Single((await index.ListAsync(new OrderFilter(), position, 10, default)).Orders);
    }

    [Fact]
    public async Task Open_orders_problems_and_promises_are_counted()
    {
        var index = await CreateAsync(_clock);
        await index.PutAsync(
            [
                Order("A") with { Progress = OrderProgress.Sending, Deadline = T0 }, Order("B") with { Progress = OrderProgress.Sending, Deadline = T0.AddTicks(1) }, Order("C") with { Progress = OrderProgress.OnHold },
                Order("D") with { Progress = OrderProgress.Shipped, Problems = [Problem] }, Order("E") with { Progress = OrderProgress.Shipped, Deadline = T0.AddHours(2) }
            ],
            default);

        var counts = await index.CountAsync(T0, T0.AddHours(1), default);

        Assert.Equal(new Dictionary<OrderProgress, long> { [OrderProgress.Sending] = 2, [OrderProgress.OnHold] = 1 }, counts.Open);
        Assert.Equal((1, 1, 1), (counts.NeedsAttention, counts.Breached, counts.Soon));
    }

    [Fact]
    public async Task Removed_orders_are_in_no_list_and_are_not_found()
    {
        var index = await CreateAsync(_clock);
        var gone = Order("US-77") with { Tracking = ["9400"], Deadline = T0, Problems = [Problem], Progress = OrderProgress.Sending };
        await index.PutAsync([gone, Order("US-78")], default);

        await index.DeleteAsync([gone.OrderId, "unknown"], default);
        await index.DeleteAsync([gone.OrderId], default);

        Assert.Empty(await index.GetAsync([gone.OrderId], default));
        foreach (var filter in (OrderFilter[])[new(), new("us-7"), new() { Sort = OrderSort.Oldest }])
            Assert.Equal(["US-78"], (await ListAsync(index, filter)).Select(static o => o.OrderNumber));
        foreach (var filter in (OrderFilter[])[new("9400"), new(NeedsAttention: true), new() { Sort = OrderSort.Deadline }]) Assert.Empty(await ListAsync(index, filter));
        Assert.Equal((0, 0), ((await index.CountAsync(T0, T0, default)).NeedsAttention, (await index.CountAsync(T0, T0, default)).Breached));
    }

    private static OrderProblem Problem => new("PushOrder", "MissingAddress", "no address", T0);

    private static OrderSummary Order(string number, int day = 0) => new() { OrderId = Ids.OrderId(), OrderNumber = number, PlacedAt = T0.AddDays(day), Progress = OrderProgress.InShipStation };

    /// <summary>All pages.</summary>
    private static async Task<List<OrderSummary>> ListAsync(IOrderIndex index, OrderFilter filter, int take = 100)
    {
        var all = new List<OrderSummary>();
        for (string? after = null; ;)
        {
            var page = await index.ListAsync(filter, after, take, default);
            Assert.True(page.Orders.Count <= take);
            all.AddRange(page.Orders);
            if (page.Next is null) return all;
            after = page.Next;
        }
    }
}
