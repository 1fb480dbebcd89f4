using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>Sending to an account whose calls take their time.</summary>
public sealed class PushSendingTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemorySyncStore _store = new();
    private readonly InMemoryRuleVersions _versions = new();
    private readonly InMemoryWorkQueue _queue;
    private readonly Mock<IShippingAccount> _account = new();
    private readonly List<int> _calls = [];
    private Func<IReadOnlyList<ShippingOrder>, Task> _during = static _ => Task.CompletedTask;

    public PushSendingTests()
    {
        _queue = new InMemoryWorkQueue(_clock);
        _account.Setup(a => a.LongestCall).Returns(TimeSpan.FromSeconds(100));
        _account.Setup(a => a.UpsertAsync(It.IsAny<IReadOnlyList<ShippingOrder>>(), It.IsAny<RateLane>(), It.IsAny<CancellationToken>())).Returns(
            async (IReadOnlyList<ShippingOrder> part, RateLane _, CancellationToken stop) =>
            {
                _calls.Add(part.Count);
                await _during(part);
                stop.ThrowIfCancellationRequested();
                return [.. part.Select(o => new UpsertResult(o.OrderKey, o.ShippingOrderId ?? 1, Success: true, null))];
            });
    }

    [Fact]
    public async Task Reading_back_many_cancellations_keeps_each_reserved_until_it_was_read()
    {
        var batch = await BatchAsync(8, PushAction.Cancel);
        _account.Setup(a => a.GetOrderAsync(It.IsAny<long>(), RateLane.Cancel, It.IsAny<CancellationToken>())).Returns(async (long id, RateLane _, CancellationToken _) =>
        {
            // Another worker that looks at this moment finds it under way.
            Assert.True((await _store.FindByShippingOrderIdAsync(A.Account, id, default))!.Reservation!.Until > _clock.Now);
            _clock.Advance(TimeSpan.FromSeconds(60));
            return A.Snapshot(null, s => s with { ShippingOrderId = id, Status = ShippingOrderStatus.Cancelled });
        });

        await Sender().SendAsync(batch, default);

        Assert.All(await RowsAsync(batch), row => Assert.Equal((SyncStatus.Cancelled, null), (row.Status, row.Reservation)));
    }

    [Fact]
    public async Task The_rules_are_kept_before_the_call_and_their_hash_stands_with_what_was_sent()
    {
        var batch = await BatchAsync(2, PushAction.Update);
        _during = async _ => Assert.Equal(new KeptRuleVersion(s_rules, _clock.Now), Assert.Single(await _versions.ListAsync(default)));

        await Sender().SendAsync(batch, default);

        Assert.Equal([2], _calls);
        Assert.All(await RowsAsync(batch), static row => Assert.Equal(s_rules.Hash, row.RulesHash));
    }

    [Fact]
    public async Task A_cancellation_leaves_the_hash_of_the_rules_that_made_the_content()
    {
        var batch = await BatchAsync(1, PushAction.Cancel);
        _account.Setup(a => a.GetOrderAsync(It.IsAny<long>(), RateLane.Cancel, It.IsAny<CancellationToken>()))
            .ReturnsAsync(static (long id, RateLane _, CancellationToken _) => A.Snapshot(null, s => s with { ShippingOrderId = id, Status = ShippingOrderStatus.Cancelled }));
        var order = await ChangedAsync(batch[0], static row => row with { RulesHash = "other" });

        await Sender().SendAsync([order], default);

        Assert.Equal((SyncStatus.Cancelled, "other"), Assert.Single((await RowsAsync(batch)).Select(static row => (row.Status, row.RulesHash!))));
    }

    [Fact]
    public async Task Each_call_has_reservations_of_its_own()
    {
        var batch = await BatchAsync(250, PushAction.Update);
        _during = async part =>
        {
            var rows = (await RowsAsync(batch)).Where(r => r.Reservation is not null).ToList();
            Assert.Equal(part.Count, rows.Count);
            Assert.All(rows, row => Assert.True(row.Reservation!.Until >= _clock.Now + TimeSpan.FromSeconds(100)));
            _clock.Advance(TimeSpan.FromSeconds(90));
        };

        await Sender().SendAsync(batch, default);

        Assert.Equal([100, 100, 50], _calls);
        Assert.All(await RowsAsync(batch), row => Assert.Equal((SyncStatus.Synced, null), (row.Status, row.Reservation)));
    }

    [Fact]
    public async Task A_stop_ends_after_the_call_that_is_under_way()
    {
        var batch = await BatchAsync(150, PushAction.Update);
        using var stop = new CancellationTokenSource();
        _during = _ => stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sender().SendAsync(batch, stop.Token));

        Assert.Equal([100], _calls);
        var rows = await RowsAsync(batch);
        Assert.Equal((100, 0), (rows.Count(r => r.PayloadHash == "new"), rows.Count(r => r.Reservation is not null)));
    }

    [Fact]
    public async Task A_call_that_does_not_end_within_the_grace_is_of_unknown_outcome()
    {
        var batch = await BatchAsync(1, PushAction.Update);
        using var stop = new CancellationTokenSource();
        _during = async _ =>
        {
            await stop.CancelAsync();
            _clock.Advance(StopGrace.Length);
        };

        var settled = await Sender().SendAsync(batch, stop.Token);

        var row = Assert.Single(await RowsAsync(batch));
        Assert.Equal(("old", _clock.Now), (row.PayloadHash, row.Reservation!.Until));
        Assert.Equal(FailureKind.Unknown, settled[0].Groups[0].Failure!.Kind);
    }

    [Fact]
    public async Task A_refused_key_is_tried_once()
    {
        var batch = await BatchAsync(250, PushAction.Update);
        _during = _ => throw new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "401") { Account = A.Account };

        var settled = await Sender().SendAsync(batch, default);

        Assert.Equal([100], _calls);
        Assert.All(settled, order => Assert.Equal((FailureKind.Unauthorized, A.Account), (order.Groups[0].Failure!.Kind, order.Groups[0].Failure!.Account)));
        Assert.All(await RowsAsync(batch), row => Assert.Equal(("old", null), (row.PayloadHash, row.Reservation)));
    }

    [Fact]
    public async Task Only_what_a_call_without_a_response_could_change_is_looked_at_again()
    {
        var batch = await BatchAsync(2, PushAction.Update);
        var lates = (byte[][])[batch[0].Groups[0].Wanted!.Packed, [9]];
        for (var i = 0; i < batch.Count; i++)
        {
            var late = lates[i];
            batch[i] = await ChangedAsync(batch[i], row => row with { Reservation = new Reservation("dead#1", 2, "h", _clock.Now) { Payload = late } });
        }

        await Sender().SendAsync(batch, default);

        Assert.Equal([batch[1].Message.Id], await VerificationsAsync());
    }

    [Fact]
    public async Task What_could_change_nothing_is_looked_at_once_the_content_has_changed()
    {
        var batch = await BatchAsync(1, PushAction.Update);
        batch[0] = await ChangedAsync(batch[0], row => row with { Payload = [9], Unverified = new UnverifiedCalls([[9]], _clock.Now) });

        await Sender().SendAsync(batch, default);

        Assert.Equal([batch[0].Message.Id], await VerificationsAsync());
    }

    [Fact]
    public async Task What_a_call_carried_is_looked_at_also_when_the_next_call_failed_before_one_succeeded()
    {
        var batch = await BatchAsync(1, PushAction.Update);
        batch[0] = await ChangedAsync(
            batch[0], row => row with { Payload = [8], Unverified = new UnverifiedCalls([[9]], _clock.Now), Reservation = new Reservation("dead#1", 2, "h", _clock.Now) });

        await Sender().SendAsync(batch, default);

        Assert.Equal([batch[0].Message.Id], await VerificationsAsync());
    }

    [Theory]
    [InlineData(ErrorCodes.LockedInShipping, 1)]
    [InlineData(null, 0)] // a message looks at it already
    public async Task What_a_call_carried_is_looked_at_also_when_a_refusal_came_in_between(string? refused, int looks)
    {
        var batch = await BatchAsync(1, PushAction.Update);
        batch[0] = await ChangedAsync(batch[0], row => row with { Payload = [8], Unverified = new UnverifiedCalls([[9]], _clock.Now), FailureCode = refused });

        await Sender().SendAsync(batch, default);

        Assert.Equal(looks, (await VerificationsAsync()).Count);
    }

    private async Task<List<string>> VerificationsAsync()
    {
        _clock.Advance(LateCalls.VerifyAfter);
        var due = await _queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(1), default);
        return [.. due.Select(m => WorkMessageBody.Read(m.Body.Span, out _)!.Id)];
    }

    private static readonly RuleVersion s_rules = new("f00d", "{}");

    private PushSender Sender()
    {
        var accounts = Mock.Of<IShippingAccounts>(a => a.Get(A.Account) == _account.Object);
        var ids = new IdSource(_clock);
        var reservations = new Reservations(_store, new UnknownInstances(ids), ids, Options.Create(new EngineOptions()), _clock);
        return new PushSender(
            accounts, reservations, new ShippedMarker(reservations), new CallConfirmation(reservations, new SplitParts(accounts, Mock.Of<IShippingStore>(), new ForeignOrders(_store, new InMemoryCursorStore(_clock)), new MarkedParts(new InMemoryCursorStore(_clock))), new UnknownMerges(accounts, _store, new NoReadings())), new PushCommit(_store, _queue, reservations, new RuleArchive(s_rules, _versions, _clock), new SyncMeter(), _clock),
            new NoFaultPoints(), _clock);
    }

    /// <summary>The order with its only group's row as it is stored now.</summary>
    private async Task<PlannedOrder> ChangedAsync(PlannedOrder order, Func<SyncRow, SyncRow> change)
    {
        var group = order.Groups[0];
        return order with { Groups = [group with { Row = Assert.Single(await _store.WriteAsync([change(group.Row!)], default)) }] };
    }

    private async Task<List<PlannedOrder>> BatchAsync(int count, PushAction action)
    {
        var batch = new List<PlannedOrder>();
        for (var i = 0; i < count; i++)
        {
            var number = i;
            var row = Assert.Single(await _store.WriteAsync([A.SyncRow(null, r => r with { Status = SyncStatus.Synced, PayloadHash = "old", ShippingOrderId = 1000 + number })], default))!;
            var wanted = A.ShippingOrder(o => o with { OrderKey = row.OrderKey, ShippingOrderId = row.ShippingOrderId });
            var loaded = new LoadedOrder(A.PushOrder(row.OrderId), An.Order(o => o with { Id = row.OrderId }), [row]);
            batch.Add(new PlannedOrder(loaded,
            [
                new PlannedGroup(row.GroupKey, row.Account, action)
                {
                    Wanted = action == PushAction.Cancel ? null : new WantedContent(wanted, PayloadJson.Write(wanted), "new"), ToSend = wanted, Row = row, ShippingOrderId = row.ShippingOrderId
                }
            ]));
        }
        return batch;
    }

    private async Task<IReadOnlyList<SyncRow>> RowsAsync(List<PlannedOrder> batch) => await _store.GetAsync([.. batch.Select(w => w.Message.Id)], default);

    /// <summary>Nothing is read anew.</summary>
    private sealed class NoReadings : IFreshReadings
    {
        public Task<RefreshedAccounts> RefreshAsync(CancellationToken cancellationToken) => Task.FromResult(RefreshedAccounts.None);

        public Task<RefreshedAccounts> RefreshAsync(int pages, CancellationToken cancellationToken) => Task.FromResult(RefreshedAccounts.None);
        public Task KeepAsync(ShippingOrderSnapshot read, CancellationToken cancellationToken) => Task.CompletedTask;
        public Task KeepMergedAsync(ShippingOrderSnapshot survivor, CancellationToken cancellationToken) => Task.CompletedTask;
        public Task<bool> IsMergedAwayAsync(string account, long shippingOrderId, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
