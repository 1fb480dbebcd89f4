using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
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
        var run = new RetentionRun(new InMemoryJournal(), [archive], ledger, Build(), new InMemoryErrorCases(), Options.Create(new RetentionOptions { LabelSpendDays = 7 }), _clock);

        await run.RunAsync(default);
        await run.RunAsync(default);

        Assert.Null(await archive.FindAsync("old/1", default));
        Assert.NotNull(await archive.FindAsync("new/1", default));
        Assert.Empty((await ledger.GetAsync("default", today.AddDays(-8), default)).Rows);
        Assert.Single((await ledger.GetAsync("default", today.AddDays(-7), default)).Rows);
    }

    [Fact]
    public async Task A_host_without_a_store_for_documents_is_served_as_well() =>
        await new RetentionRun(new InMemoryJournal(), [], new InMemorySpendLedger(), Build(), new InMemoryErrorCases(), Options.Create(new RetentionOptions()), _clock).RunAsync(default);

    private OrderIndexBuild Build()
    {
        var (index, sync) = (new InMemoryOrderIndex(), new InMemorySyncStore());
        return new OrderIndexBuild(sync, index, new InMemoryCursorStore(_clock), A.Indexer(_clock, index, sync));
    }
}
