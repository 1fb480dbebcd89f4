using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.TestSupport;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>Pruning of seen notifications, and what goes wrong on the way, beyond what every implementation keeps.</summary>
[NeedsAzurite]
public sealed class SeenNotificationsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();
    private readonly FaultyTransport _way = new();

    [Fact]
    public async Task Each_mark_removes_a_bounded_number_of_those_that_are_over_the_oldest_first()
    {
        var seen = await SeenAsync();
        var marks = TableSeenNotifications.MostPruned * 2 + 3;
        for (var i = 0; i < marks; i++) await seen.MarkAsync($"old-{i:D2}", _clock.Now.AddSeconds(60 + i), default);
        await seen.MarkAsync("live", _clock.Now.AddHours(1), default);
        _clock.Advance(TimeSpan.FromMinutes(30));

        await seen.MarkAsync("new", _clock.Now.AddMinutes(5), default);

        var left = await RowsAsync();
        Assert.Equal((marks - TableSeenNotifications.MostPruned + 2) * 2, left.Count);
        Assert.DoesNotContain("n:old-15", left);
        Assert.Contains("n:old-16", left);
        for (var i = 0; i < 2; i++) await seen.MarkAsync("new", _clock.Now.AddMinutes(5), default);
        Assert.Equal(["n:live", "n:new"], (await RowsAsync()).Where(static row => row.StartsWith("n:", StringComparison.Ordinal)));
        Assert.Equal(4, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_mark_that_was_made_again_outlives_the_end_of_the_first_one_and_leaves_nothing_behind()
    {
        var seen = await SeenAsync();
        await seen.MarkAsync("a", _clock.Now.AddMinutes(1), default);
        await seen.MarkAsync("a", _clock.Now.AddMinutes(9), default);
        await seen.MarkAsync("b", _clock.Now.AddMinutes(9), default);
        await seen.MarkAsync("b", _clock.Now.AddMinutes(1), default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await seen.MarkAsync("c", _clock.Now.AddMinutes(1), default);
        Assert.True(await seen.IsSeenAsync("a", default));
        Assert.False(await seen.IsSeenAsync("b", default));

        _clock.Advance(TimeSpan.FromMinutes(20));
        await seen.MarkAsync("d", _clock.Now.AddMinutes(1), default);
        Assert.Equal(["n:d"], (await RowsAsync()).Where(static row => row.StartsWith("n:", StringComparison.Ordinal)));
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    [Fact]
    public async Task A_mark_that_is_renewed_while_someone_removes_it_stays()
    {
        // The other's clock is behind: to it the old mark is not over, and it removes nothing.
        var (seen, other) = (await SeenAsync(_way), new TableSeenNotifications(await _storage.ConnectAsync(), new ManualTimeProvider()));
        await seen.MarkAsync("a", _clock.Now.AddMinutes(1), default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var renewed = false;
        _way.Before("GET SeenNotices", () =>
        {
            // After the mark itself the next transaction is the removal.
            _way.Before("POST $batch", async () =>
            {
                await other.MarkAsync("a", _clock.Now.AddMinutes(5), default);
                renewed = true;
            });
            return Task.CompletedTask;
        });

        await seen.MarkAsync("b", _clock.Now.AddMinutes(5), default);

        Assert.True(renewed);
        Assert.True(await seen.IsSeenAsync("a", default));
    }

    [Fact]
    public async Task A_mark_whose_response_was_lost_stands()
    {
        var seen = await SeenAsync(_way);
        _way.Next(Fault.LostResponse, "POST $batch");
        await seen.MarkAsync("a", _clock.Now.AddMinutes(1), default);
        Assert.Equal(1, _way.Happened);
        Assert.True(await seen.IsSeenAsync("a", default));
    }

    [Fact]
    public async Task A_mark_stands_when_nothing_can_be_removed_and_a_later_one_removes_it()
    {
        var seen = await SeenAsync(_way);
        await seen.MarkAsync("old", _clock.Now.AddMinutes(1), default);
        _clock.Advance(TimeSpan.FromMinutes(2));
        _way.Next(Fault.Broken, "GET SeenNotices", int.MaxValue);
        await seen.MarkAsync("a", _clock.Now.AddMinutes(1), default);
        Assert.NotEqual(0, _way.Happened);
        _way.Heal();
        Assert.True(await seen.IsSeenAsync("a", default));
        Assert.Equal(4, (await RowsAsync()).Count);
        await seen.MarkAsync("a", _clock.Now.AddMinutes(1), default);
        Assert.Equal(2, (await RowsAsync()).Count);
    }

    private async Task<TableSeenNotifications> SeenAsync(FaultyTransport? way = null) => new(await _storage.ConnectAsync(way), _clock);

    private async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        var table = await _storage.TableAsync(TableNames.SeenNotifications);
        await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"])) rows.Add(row.RowKey);
        return rows;
    }
}
