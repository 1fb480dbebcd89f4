using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IJournal"/> keeps.</summary>
public abstract class JournalContract
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// A journal on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IJournal> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task An_order_without_a_history_has_an_empty_one() => Assert.Empty(await (await CreateAsync(_clock)).ReadAsync(Ids.OrderId(), default));

    [Fact]
    public async Task Entries_are_durable_at_once_and_kept_whole()
    {
        var journal = await CreateAsync(_clock);
        var entry = new JournalEntry(T0.AddTicks(7), JournalKind.Decision, Ids.OrderId(), "US-1", "held back: payment pending", "correlation-1", "PaymentPending");
        await journal.AppendAsync([entry, Entry(Ids.OrderId(), "another order")], default);
        Assert.Equal(entry, Assert.Single(await (await CreateAsync(_clock)).ReadAsync(entry.OrderId!, default)).Entry);
    }

    [Fact]
    public async Task The_events_of_an_entry_and_the_work_behind_it_are_kept()
    {
        var journal = await CreateAsync(_clock);
        var sent = new OrderEvent(OrderEventKind.Updated, OrderActor.Warehouse, "Zoë 漢字")
        {
            At = T0.AddTicks(3), Reason = "why", Part = "east", By = "who", Changes = [new FieldChange("shipTo.phone", "before", null)]
        };
        var entry = new JournalEntry(T0, JournalKind.Outcome, Ids.OrderId(), "US-1", "text") { Events = [sent, new OrderEvent(OrderEventKind.Sent, OrderActor.Shop, "second")], WorkId = "work" };
        await journal.AppendAsync([entry], default);
        await journal.AppendAsync(Exchange([entry.OrderId!]) with { WorkId = "work" }, default);
        await journal.FlushAsync(default);

        var kept = await (await CreateAsync(_clock)).ReadAsync(entry.OrderId!, default);

        var read = Assert.Single(kept, static i => i.Entry is not null).Entry!;
        Assert.Equal([sent with { Changes = null }, entry.Events[1]], read.Events.Select(static e => e with { Changes = null }));
        Assert.Equal(sent.Changes, read.Events[0].Changes);
        Assert.Equal(["work", "work"], kept.Select(static i => i.Entry?.WorkId ?? i.Exchange?.WorkId));
    }

    [Fact]
    public async Task An_exchange_is_kept_whole()
    {
        var journal = await CreateAsync(_clock);
        var exchange = Exchange([Ids.OrderId()]) with
        {
            At = T0.AddTicks(3), Status = 0, ErrorCode = "Timeout", Duration = TimeSpan.FromTicks(123_456_789), Attempt = 3,
            RequestBody = "{\"name\":\"Zoë 漢字 🎁\"}", ResponseBody = null
        };
        await journal.AppendAsync(exchange, default);
        await journal.FlushAsync(default);

        var kept = Assert.Single(await (await CreateAsync(_clock)).ReadAsync(exchange.OrderIds[0], default)).Exchange;

        Assert.NotNull(kept);
        Assert.Equal(exchange.OrderIds, kept.OrderIds);
        Assert.Equal(exchange, kept with { OrderIds = exchange.OrderIds });
    }

    [Fact]
    public async Task An_exchange_of_a_hundred_orders_is_in_the_history_of_each()
    {
        var journal = await CreateAsync(_clock);
        var orders = Enumerable.Range(0, 100).Select(static _ => Ids.OrderId()).ToList();
        await journal.AppendAsync(Exchange([.. orders, orders[0]]) with { RequestBody = new string('x', 150_000) }, default);
        await journal.AppendAsync(Exchange([]), default);
        await journal.FlushAsync(default);

        foreach (var order in orders)
            Assert.Equal(150_000, Assert.Single(await journal.ReadAsync(order, default)).Exchange?.RequestBody?.Length);
        // Stored once: pruning counts rows, not links.
        Assert.Equal(2, await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default));
    }

    [Fact]
    public async Task A_list_read_that_found_nothing_leaves_no_row()
    {
        var journal = await CreateAsync(_clock);
        await journal.AppendAsync(Exchange([]) with { At = T0, FoundNothing = true }, default);
        await journal.FlushAsync(default);

        Assert.Equal(0, await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default));
    }

    [Fact]
    public async Task A_history_is_reported_oldest_first_and_within_an_instant_in_the_order_in_which_it_came()
    {
        var journal = await CreateAsync(_clock);
        var order = Ids.OrderId();
        await journal.AppendAsync([Entry(order, "3", T0.AddSeconds(2))], default);
        await journal.AppendAsync([Entry(order, "1", T0)], default);
        await journal.AppendAsync(Exchange([order]) with { At = T0, Path = "2" }, default);
        await journal.AppendAsync([Entry(order, "4", T0.AddSeconds(2)), Entry(order, "5", T0.AddSeconds(2))], default);
        await journal.FlushAsync(default);

        Assert.Equal(["1", "2", "3", "4", "5"], (await journal.ReadAsync(order, default)).Select(static i => i.Entry?.Text ?? i.Exchange?.Path));
        Assert.All(await journal.ReadAsync(order, default), static i => Assert.Equal(i.At, i.Entry?.At ?? i.Exchange?.At));
    }

    [Fact]
    public async Task The_last_runs_come_newest_first()
    {
        var journal = await CreateAsync(_clock);
        for (var i = 0; i < 4; i++)
            await journal.AppendAsync([new JournalEntry(T0.AddMinutes(i), JournalKind.Run, null, null, $"run {i}"), Entry(Ids.OrderId(), "no run", T0.AddMinutes(i))], default);

        Assert.Equal(["run 3", "run 2", "run 1"], (await journal.ListRunsAsync(3, default)).Select(static e => e.Text));
    }

    [Fact]
    public async Task An_order_is_found_by_its_number_the_latest_where_there_are_several()
    {
        var journal = await CreateAsync(_clock);
        var (earlier, latest) = (Ids.OrderId(), Ids.OrderId());
        await journal.AppendAsync([Entry(latest, "not pushed", T0.AddMinutes(1)) with { OrderNumber = "US-1" }], default);
        await journal.AppendAsync([Entry(earlier, "not pushed") with { OrderNumber = "US-1" }, Entry(Ids.OrderId(), "not pushed", T0.AddMinutes(2)) with { OrderNumber = "US-10" }], default);
        await journal.AppendAsync([new JournalEntry(T0.AddMinutes(3), JournalKind.Alert, null, "US-1", "no order")], default);

        Assert.Equal(latest, await journal.FindOrderIdAsync("US-1", default));
        Assert.Null(await journal.FindOrderIdAsync("us-1", default));
        Assert.Null(await journal.FindOrderIdAsync("US-2", default));
    }

    [Fact]
    public async Task Pruning_removes_what_is_older_and_nothing_else()
    {
        var journal = await CreateAsync(_clock);
        var (order, other) = (Ids.OrderId(), Ids.OrderId());
        await journal.AppendAsync([Entry(order, "old", T0), Entry(order, "on the day", T0.AddDays(1)), Entry(other, "old too", T0)], default);
        await journal.AppendAsync(Exchange([order, other]) with { At = T0, Path = "old" }, default);
        await journal.AppendAsync(Exchange([order]) with { At = T0.AddDays(2), Path = "new" }, default);
        await journal.FlushAsync(default);

        Assert.Equal(3, await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default));
        Assert.Equal(0, await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default));

        Assert.Equal(["on the day", "new"], (await journal.ReadAsync(order, default)).Select(static i => i.Entry?.Text ?? i.Exchange?.Path));
        Assert.Empty(await journal.ReadAsync(other, default));
    }

    [Fact]
    public async Task Many_exchanges_from_many_callers_are_all_there_after_a_flush()
    {
        var journal = await CreateAsync(_clock);
        var order = Ids.OrderId();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await journal.AppendAsync(Exchange([order]), default);
        })));
        await journal.FlushAsync(default);
        Assert.Equal(400, (await (await CreateAsync(_clock)).ReadAsync(order, default)).Count);
    }

    [Fact]
    public async Task Exchanges_that_still_wait_are_written_when_the_journal_is_disposed()
    {
        var journal = await CreateAsync(_clock);
        var order = Ids.OrderId();
        for (var i = 0; i < 20; i++) await journal.AppendAsync(Exchange([order]), default);

        if (journal is IAsyncDisposable disposable) await disposable.DisposeAsync();

        Assert.Equal(20, (await (await CreateAsync(_clock)).ReadAsync(order, default)).Count);
    }

    [Fact]
    public async Task Events_calls_and_bodies_have_ages_of_their_own()
    {
        var journal = await CreateAsync(_clock);
        var order = Ids.OrderId();
        await journal.AppendAsync([Entry(order, "event", T0)], default);
        foreach (var hours in (int[])[0, 2, 4]) await journal.AppendAsync(Exchange([order]) with { At = T0.AddHours(hours), RequestBody = new string('x', 400_000) }, default);
        await journal.FlushAsync(default);
        var before = new JournalAges(T0, T0.AddHours(1), T0.AddHours(3));

        Assert.Equal(1, await journal.PruneAsync(before, default));
        Assert.Equal(0, await journal.PruneAsync(before, default));

        var kept = await (await CreateAsync(_clock)).ReadAsync(order, default);
        Assert.Equal(["event"], kept.Select(static i => i.Entry?.Text).OfType<string>());
        var calls = kept.Select(static i => i.Exchange).OfType<Exchange>().ToList();
        Assert.Equal([T0.AddHours(2), T0.AddHours(4)], calls.Select(static c => c.At));
        Assert.Equal((null, null), (calls[0].RequestBody, calls[0].ResponseBody));
        Assert.Equal((400_000, 19), (calls[1].RequestBody!.Length, calls[1].ResponseBody!.Length));
        Assert.Equal([order], calls[0].OrderIds);
    }

    [Fact]
    public async Task Erasing_an_order_takes_bodies_and_values_and_leaves_what_happened()
    {
        var journal = await CreateAsync(_clock);
        var (order, other) = (Ids.OrderId(), Ids.OrderId());
        var changed = new OrderEvent(OrderEventKind.Changed, OrderActor.Shop, "changed") { By = "ada", Changes = [new FieldChange("shipTo.city", "Berlin", "Bonn")] };
        foreach (var id in (string[])[order, other]) await journal.AppendAsync([Entry(id, "text") with { Events = [changed] }], default);
        await journal.AppendAsync(Exchange([order]), default);
        await journal.AppendAsync(Exchange([other]), default);
        await journal.FlushAsync(default);

        var erased = await journal.EraseAsync(order, default);
        var again = await journal.EraseAsync(order, default);

        Assert.Equal((2, 64), (erased.Count, erased.Digest?.Length));
        Assert.Equal(new ErasedContent(0, null), again);
        var read = await (await CreateAsync(_clock)).ReadAsync(order, default);
        var happened = Assert.Single(read.Select(static i => i.Entry).OfType<JournalEntry>());
        Assert.Equal(("text", "changed", "ada"), (happened.Text, happened.Events[0].Text, happened.Events[0].By));
        Assert.Equal([new FieldChange("shipTo.city", null, null)], happened.Events[0].Changes);
        var call = Assert.Single(read.Select(static i => i.Exchange).OfType<Exchange>());
        Assert.Equal(("/orders/createorders", null, null), (call.Path, call.RequestBody, call.ResponseBody));
        var kept = await journal.ReadAsync(other, default);
        Assert.Contains(kept, static i => i.Exchange?.RequestBody is not null);
        Assert.Contains(kept, static i => i.Entry?.Events[0].Changes?[0].Before == "Berlin");
    }

    private static JournalEntry Entry(string orderId, string text, DateTimeOffset? at = null) => new(at ?? T0, JournalKind.Outcome, orderId, null, text);

    private static Exchange Exchange(IReadOnlyList<string> orderIds) =>
        new(T0, "ShipStation", "POST", "/orders/createorders", 200, null, TimeSpan.FromMilliseconds(120), 1, "[]", "{\"hasErrors\":false}", orderIds);
}
