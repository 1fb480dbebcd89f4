using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IWorkQueue"/> keeps.</summary>
public abstract class WorkQueueContract
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// A queue on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IWorkQueue> CreateAsync(ManualTimeProvider clock);

    /// <summary>True for a broker that counts a delivery that was given back.</summary>
    protected virtual bool CountsGivenBack => false;

    private Task<IWorkQueue> QueueAsync() => CreateAsync(_clock);

    [Fact]
    public async Task An_empty_queue_responses_at_once_with_nothing()
    {
        var queue = await QueueAsync();
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await queue.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task What_one_instance_sent_another_receives_whole()
    {
        var sent = A.PushOrder(null, static m => m with { Attempt = 2, FirstFailedAt = ManualTimeProvider.Start.AddHours(-1), Account = "default", ResourceUrl = "https://example.com/x" });
        await (await QueueAsync()).SendAsync(Orders, [sent], null, default);
        _clock.Advance(TimeSpan.FromSeconds(3));

        var message = Assert.Single(await (await QueueAsync()).ReceiveAsync(Orders, 10, LockFor, default));

        Assert.True(WorkMessageBody.TryRead(message.Body.Span, out var read));
        Assert.Equal(sent, read);
        Assert.Equal((Orders, 1, ManualTimeProvider.Start), (message.Queue, message.DeliveryCount, message.EnqueuedAt));
        Assert.False(string.IsNullOrEmpty(message.LockToken));
    }

    [Fact]
    public async Task Queues_do_not_mix()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        Assert.Empty(await queue.ReceiveAsync(QueueNames.Shipments, 10, LockFor, default));
        Assert.Equal(0, (await queue.PeekDepthAsync(QueueNames.Shipments, default)).Ready);
    }

    [Fact]
    public async Task No_more_than_asked_for_come_and_the_oldest_come_first()
    {
        var queue = await QueueAsync();
        var (first, second, third) = (A.PushOrder(), A.PushOrder(), A.PushOrder());
        await queue.SendAsync(Orders, [first, second], null, default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await queue.SendAsync(Orders, [third], null, default);

        Assert.Equal([first.Id, second.Id], (await queue.ReceiveAsync(Orders, 2, LockFor, default)).Select(IdOf));
        Assert.Equal([third.Id], (await queue.ReceiveAsync(Orders, 2, LockFor, default)).Select(IdOf));
    }

    [Fact]
    public async Task A_message_with_a_due_time_stays_hidden_until_then()
    {
        var queue = await QueueAsync();
        var due = _clock.Now.AddMinutes(10);
        await queue.SendAsync(Orders, [A.PushOrder()], due, default);

        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(new QueueDepth(0, 1, 0, 0, due), await queue.PeekDepthAsync(Orders, default));
        _clock.MoveTo(due);
        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task What_waits_until_a_time_is_made_due_and_what_waits_longer_is_not()
    {
        var queue = await QueueAsync();
        var (soon, late) = (A.PushOrder(), A.PushOrder());
        await queue.SendAsync(Orders, [soon], _clock.Now.AddMinutes(4), default);
        await queue.SendAsync(Orders, [late], _clock.Now.AddMinutes(40), default);

        Assert.Equal(1, await queue.MakeDueAsync(Orders, _clock.Now.AddMinutes(5), default));

        Assert.Equal([soon.Id], (await queue.ReceiveAsync(Orders, 10, LockFor, default)).Select(IdOf));
        Assert.Equal(0, await queue.MakeDueAsync(Orders, _clock.Now.AddMinutes(5), default));
        Assert.Equal(1, (await queue.PeekDepthAsync(Orders, default)).Scheduled);
        Assert.Equal(0, await queue.MakeDueAsync("shipments", _clock.Now.AddDays(1), default));
    }

    [Fact]
    public async Task A_message_whose_due_time_has_passed_is_ready_at_once()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], _clock.Now.AddMinutes(-1), default);
        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task A_message_taken_is_hidden_until_its_lock_ends_and_every_delivery_counts()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var first = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        _clock.Advance(LockFor - TimeSpan.FromSeconds(1));
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(1, (await queue.PeekDepthAsync(Orders, default)).Locked);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var second = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal((first.Sequence, 2), (second.Sequence, second.DeliveryCount));
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task Two_receivers_never_get_the_same_message()
    {
        var queues = new[] { await QueueAsync(), await QueueAsync() };
        await queues[0].SendAsync(Orders, [.. Enumerable.Range(0, 60).Select(static _ => A.PushOrder())], null, default);

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => queues[i % 2].ReceiveAsync(Orders, 5, LockFor, default))));

        var sequences = taken.SelectMany(static t => t).Select(static m => m.Sequence).ToList();
        Assert.Equal(60, sequences.Count);
        Assert.Equal(60, sequences.Distinct().Count());
    }

    [Fact]
    public async Task A_completed_message_is_gone()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        Assert.Equal(0, await queue.SettleAsync([(message, new Settlement.Complete())], default));

        _clock.Advance(LockFor * 2);
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await queue.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task A_rescheduled_message_becomes_a_message_of_its_own_at_its_time()
    {
        var queue = await QueueAsync();
        var work = A.PushOrder();
        await queue.SendAsync(Orders, [work], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        var due = _clock.Now.AddMinutes(1);

        Assert.Equal(0, await queue.SettleAsync([(message, new Settlement.Reschedule(work with { Attempt = 1 }, due))], default));
        Assert.Equal(new QueueDepth(0, 1, 0, 0, due), await queue.PeekDepthAsync(Orders, default));
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.MoveTo(due);

        var copy = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.NotEqual(message.Sequence, copy.Sequence);
        Assert.Equal(1, copy.DeliveryCount);
        Assert.True(WorkMessageBody.TryRead(copy.Body.Span, out var read));
        Assert.Equal(work with { Attempt = 1 }, read);
    }

    [Fact]
    public async Task A_dead_lettered_message_leaves_the_queue_and_is_counted_as_such()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        Assert.Equal(0, await queue.SettleAsync([(message, new Settlement.DeadLetter(Reason()))], default));

        _clock.Advance(LockFor * 2);
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(new QueueDepth(0, 0, 0, 1, null), await queue.PeekDepthAsync(Orders, default));
        Assert.Equal(0, (await queue.PeekDepthAsync(QueueNames.Shipments, default)).Dead);
    }

    [Fact]
    public async Task A_settlement_after_the_lock_was_lost_changes_nothing()
    {
        var queue = await QueueAsync();
        var work = A.PushOrder();
        await queue.SendAsync(Orders, [work], null, default);
        var late = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor);
        var current = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        foreach (var settlement in Settlements(work)) Assert.Equal(1, await queue.SettleAsync([(late, settlement)], default));

        Assert.Equal(new QueueDepth(0, 0, 1, 0, null), await queue.PeekDepthAsync(Orders, default));
        Assert.Equal(0, await queue.SettleAsync([(current, new Settlement.Complete())], default));
    }

    [Fact]
    public async Task A_lock_that_ended_is_lost_even_when_nobody_else_took_the_message()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor);
        Assert.Equal(1, await queue.SettleAsync([(message, new Settlement.Complete())], default));
        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        var queue = await QueueAsync();
        var work = A.PushOrder();
        await queue.SendAsync(Orders, [work], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        await queue.SettleAsync([(message, new Settlement.Complete())], default);

        foreach (var settlement in Settlements(work)) Assert.Equal(1, await queue.SettleAsync([(message, settlement)], default));

        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await queue.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task Work_that_must_surely_be_done_again_comes_back_also_after_the_lock_was_lost()
    {
        var queue = await QueueAsync();
        var work = A.PushOrder();
        await queue.SendAsync(Orders, [work], null, default);
        var late = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor);
        var current = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        Assert.Equal(1, await queue.SettleAsync([(late, new Settlement.Reschedule(work, _clock.Now.AddSeconds(2)) { Surely = true })], default));
        Assert.Equal(0, await queue.SettleAsync([(current, new Settlement.Complete())], default));

        Assert.Equal(new QueueDepth(0, 1, 0, 0, _clock.Now.AddSeconds(2)), await queue.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task A_lock_that_is_renewed_lasts_longer()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor - TimeSpan.FromSeconds(1));

        Assert.Equal(0, await queue.RenewAsync([message], LockFor, default));

        _clock.Advance(LockFor - TimeSpan.FromSeconds(1));
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(0, await queue.SettleAsync([(message, new Settlement.Complete())], default));
        Assert.Equal(1, await queue.RenewAsync([message], LockFor, default));
    }

    [Fact]
    public async Task A_lock_that_was_lost_cannot_be_renewed()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var late = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor);
        Assert.Equal(1, await queue.RenewAsync([late], LockFor, default));

        var current = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(1, await queue.RenewAsync([late], LockFor, default));
        await queue.ReleaseAsync([late], default);
        Assert.Equal(1, (await queue.PeekDepthAsync(Orders, default)).Locked);
        Assert.Equal(0, await queue.SettleAsync([(current, new Settlement.Complete())], default));
    }

    [Fact]
    public async Task A_message_that_is_given_back_comes_again_at_once()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var first = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        await queue.ReleaseAsync([first], default);

        var second = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal((first.Sequence, CountsGivenBack ? 2 : 1), (second.Sequence, second.DeliveryCount));
        Assert.Equal(1, await queue.SettleAsync([(first, new Settlement.Complete())], default));
        Assert.Equal(0, await queue.SettleAsync([(second, new Settlement.Complete())], default));
    }

    [Fact]
    public async Task A_batch_is_settled_each_according_to_what_became_of_it()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder(), A.PushOrder(), A.PushOrder(), A.PushOrder()], null, default);
        var taken = await queue.ReceiveAsync(Orders, 10, LockFor, default);
        await queue.SettleAsync([(taken[3], new Settlement.Complete())], default);

        var lost = await queue.SettleAsync(
            [
                (taken[0], new Settlement.Complete()),
                (taken[1], new Settlement.Reschedule(A.PushOrder(), _clock.Now.AddMinutes(1))),
                (taken[2], new Settlement.DeadLetter(Reason())),
                (taken[3], new Settlement.Complete())
            ],
            default);

        Assert.Equal(1, lost);
        Assert.Equal(new QueueDepth(0, 1, 0, 1, _clock.Now.AddMinutes(1)), await queue.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task A_body_that_nobody_can_read_is_delivered_as_it_was_sent()
    {
        var queue = await QueueAsync();
        byte[][] bodies = [Encoding.UTF8.GetBytes("{ half a docu"), [0xFF, 0x00, 0xFE]];
        foreach (var body in bodies) await queue.SendRawAsync(QueueNames.CommerceEvents, body, default);

        var taken = await queue.ReceiveAsync(QueueNames.CommerceEvents, 10, LockFor, default);

        Assert.Equal(bodies, taken.Select(static m => m.Body.ToArray()));
        Assert.Equal(0, await queue.SettleAsync([.. taken.Select(static m => (m, (Settlement)new Settlement.Complete()))], default));
    }

    [Fact]
    public async Task An_empty_body_is_delivered_too()
    {
        var queue = await QueueAsync();
        await queue.SendRawAsync(Orders, ReadOnlyMemory<byte>.Empty, default);
        Assert.Equal(0, Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default)).Body.Length);
    }

    [Fact]
    public async Task The_depth_reports_ready_scheduled_and_locked_apart()
    {
        var queue = await QueueAsync();
        await queue.SendAsync(Orders, [A.PushOrder(), A.PushOrder(), A.PushOrder()], null, default);
        await queue.SendAsync(Orders, [A.PushOrder()], _clock.Now.AddHours(1), default);
        await queue.ReceiveAsync(Orders, 1, LockFor, default);

        Assert.Equal(new QueueDepth(2, 1, 1, 0, ManualTimeProvider.Start), await queue.PeekDepthAsync(Orders, default));
        await queue.ReceiveAsync(Orders, 10, LockFor, default);
        Assert.Equal(new QueueDepth(0, 1, 3, 0, ManualTimeProvider.Start.AddHours(1)), await queue.PeekDepthAsync(Orders, default));
        _clock.Advance(LockFor);
        Assert.Equal(new QueueDepth(3, 1, 0, 0, ManualTimeProvider.Start), await queue.PeekDepthAsync(Orders, default));
    }

    private static DeadLetterInfo Reason() =>
        new(FailureKind.Rejected, ErrorCodes.PushRejected, "Refused.", null, null, null, ManualTimeProvider.Start);

    private static Settlement[] Settlements(WorkMessage copy) =>
        [new Settlement.Complete(), new Settlement.Reschedule(copy, ManualTimeProvider.Start), new Settlement.DeadLetter(Reason())];

    private static string IdOf(QueuedMessage message) => WorkMessageBody.TryRead(message.Body.Span, out var work) ? work.Id : "unreadable";
}
