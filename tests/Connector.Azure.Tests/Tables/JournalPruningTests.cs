using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>Retention of the journal, beyond what every journal keeps.</summary>
[NeedsAzurite]
public sealed class JournalPruningTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly Storage _storage = new();

    [Fact]
    public async Task Entries_of_every_sort_and_every_order_id_go_and_those_of_the_instant_stay()
    {
        var journal = await JournalAsync();
        string[] orders = ["0a", "9f", "a1", "f0", "ff", "Zulu", "~odd/", "", "漢"];
        foreach (var at in new[] { T0.AddTicks(-1), T0 })
        {
            await journal.AppendAsync([.. orders.Select(id => new JournalEntry(at, JournalKind.Outcome, id, null, "written"))], default);
            await journal.AppendAsync(
                [new(at, JournalKind.Run, null, null, "run"), new(at, JournalKind.Run, "a1", null, "run of one"), new(at, JournalKind.Alert, null, null, "alert")], default);
            await journal.AppendAsync(new Exchange(at, "ShipStation", "GET", "/orders", 200, null, TimeSpan.Zero, 1, null, "[]", orders), default);
        }

        Assert.Equal(orders.Length + 4, await journal.PruneAsync(JournalAges.All(T0), default));
        Assert.Equal(0, await journal.PruneAsync(JournalAges.All(T0), default));

        foreach (var id in orders) Assert.Equal(id == "a1" ? 3 : 2, (await journal.ReadAsync(id, default)).Count);
        Assert.Equal(["run of one", "run"], (await journal.ListRunsAsync(10, default)).Select(static r => r.Text));
        Assert.Equal(orders.Length + 4, await journal.PruneAsync(JournalAges.All(T0.AddTicks(1)), default));
        Assert.Empty(await RowsAsync(TableNames.JournalEntries));
        Assert.Empty(await RowsAsync(TableNames.Exchanges));
    }

    [Fact]
    public async Task The_way_from_a_number_goes_with_the_history()
    {
        var journal = await JournalAsync();
        await journal.AppendAsync([Numbered("old", "US-1", T0), Numbered("new", "US-2", T0.AddDays(2))], default);
        await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default);
        Assert.Null(await journal.FindOrderIdAsync("US-1", default));
        Assert.Equal("new", await journal.FindOrderIdAsync("US-2", default));
    }

    [Fact]
    public async Task An_order_that_is_reported_of_day_after_day_keeps_the_way_from_its_number()
    {
        var journal = await JournalAsync();
        for (var minute = 0; minute <= 60; minute += 3) await journal.AppendAsync([Numbered("written often", "US-1", T0.AddMinutes(minute))], default);
        await journal.PruneAsync(JournalAges.All(T0.AddMinutes(60)), default);
        Assert.Single(await journal.ReadAsync("written often", default));
        Assert.Equal("written often", await (await JournalAsync()).FindOrderIdAsync("US-1", default));
    }

    [Fact]
    public async Task A_number_that_two_orders_share_leads_to_the_one_last_reported_of()
    {
        var journal = await JournalAsync();
        for (var second = 0; second < 4; second++)
        {
            var id = second % 2 == 0 ? "one" : "two";
            await journal.AppendAsync([Numbered(id, "US-1", T0.AddSeconds(second))], default);
            Assert.Equal(id, await journal.FindOrderIdAsync("US-1", default));
        }
    }

    [Fact]
    public async Task Two_that_prune_at_once_remove_each_row_once()
    {
        var way = new FaultyTransport();
        var journal = new TableJournal(await _storage.ConnectAsync(way), NullLogger<TableJournal>.Instance);
        for (var order = 0; order < 16; order++)
            await journal.AppendAsync([.. Enumerable.Range(0, 12).Select(i => new JournalEntry(T0.AddSeconds(i), JournalKind.Outcome, $"{order:x}-order", null, "written"))], default);

        var other = await JournalAsync();
        var removedByOther = 0L;
        way.Before("POST $batch", async () => removedByOther = await other.PruneAsync(JournalAges.All(T0.AddDays(1)), default));
        var removed = await journal.PruneAsync(JournalAges.All(T0.AddDays(1)), default);

        Assert.NotEqual(0, removedByOther);
        Assert.Equal(192, removed + removedByOther);
        Assert.Empty(await RowsAsync(TableNames.JournalEntries));
    }

    private static JournalEntry Numbered(string orderId, string number, DateTimeOffset at) => new(at, JournalKind.Decision, orderId, number, "written");

    private async Task<TableJournal> JournalAsync() => new(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);

    private async Task<List<TableEntity>> RowsAsync(string name)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in (await _storage.TableAsync(name)).QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }
}
