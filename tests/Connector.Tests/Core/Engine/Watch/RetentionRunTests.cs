using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class RetentionRunTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Documents_and_spending_go_after_their_time_and_not_before()
    {
        var (archive, ledger) = (new InMemoryLabelArchive(), new InMemorySpendLedger());
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        await archive.PutAsync("old/1", "pdf", "%PDF-"u8.ToArray(), _clock.GetUtcNow().AddSeconds(-1), default);
        await archive.PutAsync("new/1", "pdf", "%PDF-"u8.ToArray(), _clock.GetUtcNow().AddSeconds(1), default);
        await ledger.ReserveAsync(new Spend("old/1#1", "default", "", today.AddDays(-8), 1, 5m, "USD"), static _ => true, default);
        await ledger.ReserveAsync(new Spend("new/1#1", "default", "", today.AddDays(-7), 1, 5m, "USD"), static _ => true, default);
        var run = new RetentionRun(new InMemoryJournal(), [archive], ledger, Build(), new InMemoryOrderIndex(), new InMemoryErrorCases(), Options.Create(new RetentionOptions { LabelSpendDays = 7 }), _clock);

        await run.RunAsync(default);
        await run.RunAsync(default);

        Assert.Null(await archive.FindAsync("old/1", default));
        Assert.NotNull(await archive.FindAsync("new/1", default));
        Assert.Empty((await ledger.GetAsync("default", today.AddDays(-8), default)).Rows);
        Assert.Single((await ledger.GetAsync("default", today.AddDays(-7), default)).Rows);
    }

    [Fact]
    public async Task A_host_without_a_store_for_documents_is_served_as_well() =>
        await new RetentionRun(new InMemoryJournal(), [], new InMemorySpendLedger(), Build(), new InMemoryOrderIndex(), new InMemoryErrorCases(), Options.Create(new RetentionOptions()), _clock).RunAsync(default);

    [Fact]
    public async Task Each_kind_has_its_own_age_and_open_orders_stay_in_the_list()
    {
        var (journal, index) = (new InMemoryJournal(), new InMemoryOrderIndex());
        var now = _clock.GetUtcNow();
        await journal.AppendAsync([new JournalEntry(now.AddDays(-20), JournalKind.Outcome, "o", null, "event"), new JournalEntry(now.AddDays(-41), JournalKind.Outcome, "o", null, "old")], default);
        foreach (var days in (int[])[15, 6, 1]) await journal.AppendAsync(new Exchange(now.AddDays(-days), "ShipStation", "GET", $"{days}", 200, null, TimeSpan.Zero, 1, "{}", "{}", ["o"]), default);
        foreach (var progress in Enum.GetValues<OrderProgress>())
            foreach (var days in (int[])[31, 29]) await index.PutAsync([new OrderSummary { OrderId = $"{progress}-{days}", OrderNumber = $"{progress}-{days}", Progress = progress, PlacedAt = now.AddDays(-days) }], default);
        await index.PutAsync([new OrderSummary { OrderId = "failed", OrderNumber = "failed", Progress = OrderProgress.Shipped, PlacedAt = now.AddDays(-31), Problems = [new OrderProblem("RecordShipment", "X", "x", now)] }], default);
        var options = new RetentionOptions { JournalDays = 40, CallDays = 10, BodyDays = 5, OrderListDays = 30 };

        await new RetentionRun(journal, [], new InMemorySpendLedger(), Build(), index, new InMemoryErrorCases(), Options.Create(options), _clock).RunAsync(default);

        var kept = await journal.ReadAsync("o", default);
        Assert.Equal(["event", "6:no", "1:yes"], kept.Select(static i => i.Entry?.Text ?? $"{i.Exchange!.Path}:{(i.Exchange.RequestBody is null ? "no" : "yes")}"));
        var listed = (await index.ListAsync(new OrderFilter(PlacedTo: now.AddDays(-30)), null, 100, default)).Orders.Select(static o => o.OrderId).Order(StringComparer.Ordinal);
        Assert.Equal(["InShipStation-31", "OnHold-31", "PartlyShipped-31", "Sending-31", "Waiting-31", "failed"], listed);
        Assert.Equal(Enum.GetValues<OrderProgress>().Length, (await index.ListAsync(new OrderFilter(PlacedFrom: now.AddDays(-30)), null, 100, default)).Orders.Count);
    }

    [Theory]
    [InlineData(90, null, 30, 90, 30)]
    [InlineData(14, null, 30, 14, 14)]
    [InlineData(90, 200, 100, 90, 90)]
    [InlineData(90, 20, 30, 20, 20)]
    public void Nothing_is_kept_longer_than_what_it_belongs_to(int journal, int? calls, int bodies, int keptCalls, int keptBodies)
    {
        var now = _clock.GetUtcNow();
        var ages = new RetentionOptions { JournalDays = journal, CallDays = calls, BodyDays = bodies }.JournalAges(now);
        Assert.Equal((now.AddDays(-journal), now.AddDays(-keptCalls), now.AddDays(-keptBodies)), (ages.Events, ages.Calls, ages.Bodies));
    }

    private OrderIndexBuild Build()
    {
        var (index, sync) = (new InMemoryOrderIndex(), new InMemorySyncStore());
        return new OrderIndexBuild(sync, index, new InMemoryCursorStore(_clock), A.Indexer(_clock, index, sync));
    }
}
