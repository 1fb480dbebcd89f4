using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>Rows whose order needed no call.</summary>
public sealed class UnsentRowsTests
{
    private static readonly GroupFailure s_locked = new(FailureKind.Rejected, ErrorCodes.LockedInShipping, "cancelled there, active in the shop", Final: true);

    private readonly ManualTimeProvider _clock = new();
    private readonly InMemorySyncStore _store = new();

    [Fact]
    public async Task A_refusal_is_final_where_the_row_is_as_it_was_decided_on()
    {
        var group = await CloseAsync(static _ => Task.CompletedTask);

        Assert.Equal(s_locked, group.Failure);
        Assert.Equal(ErrorCodes.LockedInShipping, group.Row!.FailureCode);
    }

    [Fact]
    public async Task A_refusal_that_another_worker_has_overtaken_is_decided_anew()
    {
        var group = await CloseAsync(row => _store.WriteAsync([row with { Status = SyncStatus.Cancelled, OrderVersion = 4 }], default));

        Assert.Equal(Reservations.Faster(_clock.Now), group.Failure);
    }

    /// <param name="meanwhile">What another worker does after the row was read.</param>
    private async Task<SettledGroup> CloseAsync(Func<SyncRow, Task> meanwhile)
    {
        var row = Assert.Single(await _store.WriteAsync([A.SyncRow(null, static r => r with { Status = SyncStatus.Synced, PayloadHash = "old" })], default))!;
        var planned = new PlannedOrder(
            new LoadedOrder(A.PushOrder(row.OrderId), An.Order(o => o with { Id = row.OrderId }), [row]), [new PlannedGroup(row.GroupKey, row.Account, PushAction.Update) { Row = row, Failure = s_locked }]);
        await meanwhile(row);
        var closed = await new UnsentRows(_store, new InMemoryWorkQueue(_clock), _clock).CloseAsync([new SettledOrder(planned, [SettledGroup.From(planned.Groups[0])])], [], default);
        return Assert.Single(Assert.Single(closed).Groups);
    }
}
