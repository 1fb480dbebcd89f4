using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ILabelStore"/> keeps.</summary>
public abstract class LabelStoreContract
{
    /// <summary>
    /// A store on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ILabelStore> CreateAsync();

    [Fact]
    public async Task A_label_is_stored_whole_and_gets_an_etag()
    {
        var store = await CreateAsync();
        var label = Label(with: l => l with
        {
            State = LabelState.Bought, Code = "LowBalance", Reason = "Because.", BatchId = "wave-1", DecidedBy = "an operator", DecidedAt = Start.AddMinutes(3), DueAt = null,
            Intent = new LabelIntent("ByOrder", "ups", "se-1", "ups_ground", "package", "none", "se-2", 12.34m, "USD", 9.95m, "{\"rates\":[]}")
            {
                ContentHash = "ab12", DecidedAt = Start, ShipDate = new DateOnly(2026, 11, 27)
            },
            Reservation = new LabelReservation("worker-1", Start, Start.AddMinutes(2).AddTicks(7)) { SpendId = "spend-1", SentAt = Start.AddSeconds(1), KnownLabelIds = ["se-1", "se-2"] },
            Purchase = new LabelPurchase(310_000_001, "se-310000001", "1Z1", 11.10m, 1.24m, "USD", Start.AddSeconds(4), "doc-1", "pdf") { Adjusted = -0.30m },
            Void = new LabelVoid(Start.AddHours(1), null, 12.34m, "asked")
        });

        var written = Assert.Single(await store.WriteAsync([label], default));

        Assert.False(string.IsNullOrEmpty(written?.ETag));
        var (got, found) = (Assert.Single(await (await CreateAsync()).GetAsync([label.OrderId], default)), await (await CreateAsync()).FindAsync(label.Id, default));
        Assert.Equal((Text(label), written.ETag), (Text(got), got.ETag));
        Assert.Equal((Text(label), written.ETag), (Text(found!), found!.ETag));

        static string Text(LabelRow row) => Encoding.UTF8.GetString(row.Write());
    }

    [Fact]
    public async Task Of_two_writers_one_wins()
    {
        var (first, second) = (await CreateAsync(), await CreateAsync());
        var label = Label();
        Assert.NotNull(Assert.Single(await first.WriteAsync([label], default)));
        Assert.Null(Assert.Single(await second.WriteAsync([label], default)));
        var read = (await second.FindAsync(label.Id, default))!;

        var won = Assert.Single(await first.WriteAsync([read with { State = LabelState.Approved }], default));

        Assert.NotNull(won);
        Assert.Null(Assert.Single(await second.WriteAsync([read with { State = LabelState.Dismissed }], default)));
        Assert.Equal(LabelState.Approved, (await second.FindAsync(label.Id, default))!.State);
    }

    [Fact]
    public async Task An_etag_of_a_label_that_is_not_there_writes_nothing()
    {
        var store = await CreateAsync();
        var label = Label();
        var stored = Assert.Single(await store.WriteAsync([Label()], default))!;

        Assert.Null(Assert.Single(await store.WriteAsync([label with { ETag = stored.ETag }], default)));
        Assert.Null(await store.FindAsync(label.Id, default));
    }

    [Fact]
    public async Task What_is_due_comes_in_the_order_of_its_time()
    {
        var store = await CreateAsync();
        LabelRow[] labels =
        [
            Label(with: l => l with { DueAt = Start.AddMinutes(2) }), Label(with: l => l with { DueAt = Start }), Label(with: l => l with { DueAt = null }),
            Label(with: l => l with { DueAt = Start.AddMinutes(3) }), Label(with: l => l with { DueAt = Start.AddMinutes(1) })
        ];
        await store.WriteAsync(labels, default);

        Assert.Equal([labels[1].Id, labels[4].Id, labels[0].Id], (await store.ListDueAsync(Start.AddMinutes(2), 10, default)).Select(l => l.Id));
        Assert.Equal([labels[1].Id, labels[4].Id], (await store.ListDueAsync(Start.AddMinutes(2), 2, default)).Select(l => l.Id));
        Assert.Empty(await store.ListDueAsync(Start.AddTicks(-1), 10, default));
    }

    [Fact]
    public async Task A_label_that_moved_is_due_at_its_new_time_only()
    {
        var store = await CreateAsync();
        var stored = Assert.Single(await store.WriteAsync([Label(with: l => l with { DueAt = Start })], default))!;

        stored = Assert.Single(await store.WriteAsync([stored with { DueAt = Start.AddMinutes(5) }], default))!;
        Assert.Empty(await store.ListDueAsync(Start.AddMinutes(4), 10, default));
        Assert.Equal(stored.ETag, Assert.Single(await store.ListDueAsync(Start.AddMinutes(5), 10, default)).ETag);

        await store.WriteAsync([stored with { DueAt = null }], default);
        Assert.Empty(await store.ListDueAsync(Start.AddDays(1), 10, default));
    }

    [Fact]
    public async Task A_list_is_paged_from_the_newest_on()
    {
        var store = await CreateAsync();
        var labels = Enumerable.Range(0, 7).Select(i => Label(with: l => l with { CreatedAt = Start.AddMinutes(i / 2) })).ToList();
        await store.WriteAsync(labels, default);

        var (seen, next) = (new List<LabelRow>(), (string?)null);
        do
        {
            var page = await store.ListAsync(new LabelFilter(), next, 3, default);
            Assert.True(page.Rows.Count <= 3);
            seen.AddRange(page.Rows);
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(labels.Select(l => l.Id).Order(), seen.Select(l => l.Id).Order());
        Assert.Equal(seen.Select(l => l.CreatedAt).OrderDescending(), seen.Select(l => l.CreatedAt));
    }

    [Fact]
    public async Task A_list_holds_what_fits_every_part_of_its_filter()
    {
        var store = await CreateAsync();
        LabelRow[] labels =
        [
            Label(with: l => l with { State = LabelState.Proposed }), Label(with: l => l with { State = LabelState.Proposed, Location = "east" }),
            Label(with: l => l with { State = LabelState.Bought, BatchId = "b" }), Label(with: l => l with { Account = "second" }), Label(with: l => l with { CreatedAt = Start.AddHours(1) })
        ];
        await store.WriteAsync(labels, default);

        Assert.Equal([labels[0].Id, labels[1].Id], await IdsAsync(new LabelFilter(State: LabelState.Proposed)));
        Assert.Equal([labels[1].Id], await IdsAsync(new LabelFilter(State: LabelState.Proposed, Location: "east")));
        Assert.Equal([labels[2].Id], await IdsAsync(new LabelFilter(BatchId: "b")));
        Assert.Equal([labels[3].Id], await IdsAsync(new LabelFilter(Account: "second")));
        Assert.Equal([labels[4].Id], await IdsAsync(new LabelFilter(From: Start.AddHours(1))));
        Assert.Equal(4, (await IdsAsync(new LabelFilter(To: Start.AddHours(1)))).Count);

        async Task<IReadOnlyList<string>> IdsAsync(LabelFilter filter)
        {
            var ids = (await store.ListAsync(filter, null, 50, default)).Rows.Select(l => l.Id).ToHashSet();
            return [.. labels.Select(l => l.Id).Where(ids.Contains)];
        }
    }

    [Fact]
    public async Task A_label_is_listed_and_counted_in_its_present_state_only()
    {
        var store = await CreateAsync();
        var stored = Assert.Single(await store.WriteAsync([Label(with: l => l with { State = LabelState.Proposed })], default))!;
        await store.WriteAsync([Label(), stored with { State = LabelState.Approved }], default);

        Assert.Empty((await store.ListAsync(new LabelFilter(State: LabelState.Proposed), null, 10, default)).Rows);
        Assert.Single((await store.ListAsync(new LabelFilter(State: LabelState.Approved), null, 10, default)).Rows);
        Assert.Equal(new Dictionary<LabelState, long> { [LabelState.Waiting] = 1, [LabelState.Approved] = 1 }, (await store.CountAsync(default)).OrderBy(c => c.Key).ToDictionary());
    }

    private static DateTimeOffset Start => ManualTimeProvider.Start;

    private static LabelRow Label(Func<LabelRow, LabelRow>? with = null)
    {
        var orderId = Ids.OrderId();
        var key = OrderKeys.OrderKey(orderId, "main");
        var label = new LabelRow
        {
            Id = $"{key}/1", OrderId = orderId, OrderNumber = Ids.OrderNumber(), OrderKey = key, Account = A.Account, ShippingOrderId = Ids.ShippingOrderId(), ShippingNumber = "US-1",
            DueAt = Start, CreatedAt = Start, UpdatedAt = Start
        };
        return with is null ? label : with(label);
    }
}
