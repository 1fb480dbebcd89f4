using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IErrorQueue"/> keeps, together with the work queue that fills it.</summary>
public abstract class ErrorQueueContract
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// Both queues on this test's own, empty state.
    /// Every further call gives other instances on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<(IWorkQueue Queue, IErrorQueue Errors)> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task An_entry_keeps_its_body_its_reason_and_its_history()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var work = A.PushOrder();
        var info = new DeadLetterInfo(
            FailureKind.Unmappable, ErrorCodes.MissingAddress, "shipTo: no address.", work.Id, work.OrderNumber, work.CorrelationId, _clock.Now.AddMinutes(-3).AddTicks(9));
        await queue.SendAsync(Orders, [work], null, default);
        await queue.ReceiveAsync(Orders, 1, LockFor, default);
        _clock.Advance(LockFor);
        await DeadLetterAsync(queue, Orders, info);

        var entry = Assert.Single(await errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal((Orders, MessageTypes.PushOrder, info, _clock.Now, 2), (entry.Queue, entry.MessageType, entry.Info, entry.DeadAt, entry.DeliveryCount));
        Assert.True(WorkMessageBody.TryRead(Encoding.UTF8.GetBytes(entry.Body), out var kept));
        Assert.Equal(work, kept);
        Assert.Equal(entry, await (await CreateAsync(_clock)).Errors.GetAsync(entry.Id, default));
    }

    [Fact]
    public async Task Ids_are_unique_and_short_enough_to_type()
    {
        var (queue, errors) = await CreateAsync(_clock);
        for (var i = 0; i < 5; i++) await FailAsync(queue, A.PushOrder());
        var ids = (await errors.ListAsync(new ErrorFilter(), default)).Select(static d => d.Id).ToList();
        Assert.Equal(5, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.Matches("^[a-z0-9-]{1,20}$", id));
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var (queue, errors) = await CreateAsync(_clock);
        for (var i = 0; i < 5; i++)
        {
            await FailAsync(queue, A.PushOrder());
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        var all = await errors.ListAsync(new ErrorFilter(), default);
        var first = await errors.ListAsync(new ErrorFilter(Take: 2), default);
        var second = await errors.ListAsync(new ErrorFilter(Take: 2) { After = first[^1].Id }, default);
        var third = await errors.ListAsync(new ErrorFilter(Take: 2) { After = second[^1].Id }, default);

        Assert.Equal(all.Select(static e => e.Id), first.Concat(second).Concat(third).Select(static e => e.Id));
        Assert.Empty(await errors.ListAsync(new ErrorFilter { After = third[^1].Id }, default));
    }

    [Fact]
    public async Task A_message_that_is_retried_remembers_when_it_first_failed_and_how_often_it_was_retried()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var first = _clock.Now;
        await FailAsync(queue, A.PushOrder());
        for (var round = 1; round <= 2; round++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await errors.ReplayAsync([.. (await errors.ListAsync(new ErrorFilter(), default)).Select(static e => e.Id)], default);
            var again = Assert.Single(await queue.ReceiveAsync(Orders, 1, LockFor, default));
            var message = WorkMessageBody.Read(again.Body.Span, out _)!;

            Assert.Equal((first, round, 0), (message.FirstFailedAt, message.Retries, message.Attempt));
            await queue.SettleAsync([(again, new Settlement.DeadLetter(new DeadLetterInfo(FailureKind.Rejected, "Code", "again", message.Id, message.OrderNumber, message.CorrelationId, message.FirstFailedAt ?? _clock.Now)))], default);
        }
        Assert.Equal(first, Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Info.FirstFailedAt);
    }

    [Fact]
    public async Task An_unknown_id_is_nothing()
    {
        var (_, errors) = await CreateAsync(_clock);
        Assert.Null(await errors.GetAsync("4711", default));
        Assert.Null(await errors.GetAsync("no such thing", default));
        Assert.Equal(0, await errors.ReplayAsync(["4711", "no such thing", ""], default));
        Assert.Equal(0, await errors.DiscardAsync(["4711", "no such thing", ""], default));
    }

    [Fact]
    public async Task The_list_is_oldest_first_and_no_longer_than_asked_for()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var work = new[] { A.PushOrder(), A.PushOrder(), A.PushOrder() };
        foreach (var message in work)
        {
            await FailAsync(queue, message);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(work.Select(static w => w.Id), (await errors.ListAsync(new ErrorFilter(), default)).Select(static d => d.Info.OrderId));
        Assert.Equal(work.Take(2).Select(static w => w.Id), (await errors.ListAsync(new ErrorFilter(Take: 2), default)).Select(static d => d.Info.OrderId));
    }

    [Fact]
    public async Task Each_filter_alone_and_all_together_choose()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var (one, two, three) = (A.PushOrder(), A.PushOrder(), A.PushOrder());
        await FailAsync(queue, one, FailureKind.Rejected, ErrorCodes.PushRejected);
        _clock.Advance(TimeSpan.FromHours(1));
        var later = _clock.Now;
        await FailAsync(queue, two, FailureKind.Rejected, ErrorCodes.UpdateRejected);
        await FailAsync(queue, three, FailureKind.AddressInvalid, ErrorCodes.AddressFailed);

        async Task<IEnumerable<string?>> Found(ErrorFilter filter) => (await errors.ListAsync(filter, default)).Select(static d => d.Info.OrderId);

        Assert.Equal([one.Id, two.Id], await Found(new ErrorFilter(Kind: FailureKind.Rejected)));
        Assert.Equal([three.Id], await Found(new ErrorFilter(Code: ErrorCodes.AddressFailed)));
        Assert.Equal([two.Id], await Found(new ErrorFilter(Order: two.Id)));
        Assert.Equal([two.Id], await Found(new ErrorFilter(Order: two.OrderNumber)));
        Assert.Equal([one.Id], await Found(new ErrorFilter(DeadBefore: later)));
        Assert.Equal([two.Id], await Found(new ErrorFilter(FailureKind.Rejected, ErrorCodes.UpdateRejected, two.OrderNumber, later.AddSeconds(1))));
        Assert.Empty(await Found(new ErrorFilter(FailureKind.AddressInvalid, ErrorCodes.UpdateRejected)));
    }

    [Fact]
    public async Task A_retried_message_is_back_on_its_queue_at_once_as_a_first_attempt()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var work = A.PushOrder(null, static m => m with { Type = MessageTypes.RecordShipment, Attempt = 6, FirstFailedAt = ManualTimeProvider.Start.AddHours(-2) });
        await FailAsync(queue, work, queueName: QueueNames.Shipments);
        var entry = Assert.Single(await errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal(1, await errors.ReplayAsync([entry.Id], default));

        var message = Assert.Single(await queue.ReceiveAsync(QueueNames.Shipments, 10, LockFor, default));
        Assert.True(WorkMessageBody.TryRead(message.Body.Span, out var retried));
        Assert.Equal(work with { Attempt = 0, Retries = 1 }, retried);
        Assert.Equal(1, message.DeliveryCount);
        Assert.Empty(await errors.ListAsync(new ErrorFilter(), default));
        Assert.Null(await errors.GetAsync(entry.Id, default));
        Assert.Equal(0, (await queue.PeekDepthAsync(QueueNames.Shipments, default)).Dead);
    }

    [Fact]
    public async Task A_retry_asked_for_twice_happens_once()
    {
        var (queue, errors) = await CreateAsync(_clock);
        await FailAsync(queue, A.PushOrder());
        var id = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;

        Assert.Equal(1, await errors.ReplayAsync([id, id], default));
        Assert.Equal(0, await errors.ReplayAsync([id], default));

        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task An_unreadable_body_is_shown_as_such_and_retried_as_it_came()
    {
        var (queue, errors) = await CreateAsync(_clock);
        byte[] body = [0x7B, 0xFF, 0x00, 0xC3];
        await queue.SendRawAsync(Orders, body, default);
        await DeadLetterAsync(queue, Orders, Info(null, FailureKind.Unmappable, ErrorCodes.UnreadableMessage));
        var entry = Assert.Single(await errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal(WorkMessageBody.UnreadableType, entry.MessageType);

        await errors.ReplayAsync([entry.Id], default);

        Assert.Equal(body, Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default)).Body.ToArray());
    }

    [Fact]
    public async Task A_message_that_fails_again_after_its_retry_is_an_entry_again()
    {
        var (queue, errors) = await CreateAsync(_clock);
        await FailAsync(queue, A.PushOrder());
        var first = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;
        await errors.ReplayAsync([first], default);
        await DeadLetterAsync(queue, Orders, Info(null));

        var second = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;
        Assert.Equal(1, await errors.ReplayAsync([second], default));
    }

    [Fact]
    public async Task A_discarded_message_is_gone_for_good()
    {
        var (queue, errors) = await CreateAsync(_clock);
        await FailAsync(queue, A.PushOrder());
        await FailAsync(queue, A.PushOrder());
        var ids = (await errors.ListAsync(new ErrorFilter(), default)).Select(static d => d.Id).ToList();

        Assert.Equal(1, await errors.DiscardAsync([ids[0]], default));
        Assert.Equal(0, await errors.DiscardAsync([ids[0]], default));

        Assert.Equal(ids[1], Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id);
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task Work_that_succeeded_another_way_resolves_its_entries_and_no_others()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var (done, alsoDone, open) = (A.PushOrder(), A.PushOrder(), A.PushOrder());
        var otherType = A.PushOrder(done.Id, static m => m with { Type = MessageTypes.RecordShipment });
        foreach (var work in new[] { done, done, alsoDone, open, otherType }) await FailAsync(queue, work);

        Assert.Equal(3, await errors.ResolveAsync(MessageTypes.PushOrder, [done.Id, alsoDone.Id, Ids.OrderId()], default));
        Assert.Equal(0, await errors.ResolveAsync(MessageTypes.PushOrder, [], default));

        var left = await errors.ListAsync(new ErrorFilter(), default);
        Assert.Equal([(open.Id, MessageTypes.PushOrder), (done.Id, MessageTypes.RecordShipment)], left.Select(static d => (d.Info.OrderId, d.MessageType)));
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task Entries_of_several_orders_are_listed_in_one_read()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var (one, other, third) = (A.PushOrder(), A.PushOrder(), A.PushOrder());
        foreach (var work in new[] { one, other, third })
        {
            await FailAsync(queue, work);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([one.Id, third.Id], (await errors.ListAsync(new ErrorFilter { OrderIds = [third.Id, one.Id, Ids.OrderId()] }, default)).Select(static d => d.Info.OrderId));
        Assert.Empty(await errors.ListAsync(new ErrorFilter { OrderIds = [] }, default));
    }

    [Fact]
    public async Task Of_several_entries_for_an_order_the_newest_stays()
    {
        var (queue, errors) = await CreateAsync(_clock);
        var (twice, once, other) = (A.PushOrder(), A.PushOrder(), A.PushOrder());
        var otherType = A.PushOrder(twice.Id, static m => m with { Type = MessageTypes.RecordShipment });
        foreach (var (work, code) in new[] { (twice, "First"), (otherType, "Other"), (once, "Once"), (other, "Kept"), (twice, "Second"), (other, "Kept") })
        {
            await FailAsync(queue, work, code: code);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, await errors.KeepNewestAsync(MessageTypes.PushOrder, [twice.Id, once.Id, Ids.OrderId()], default));
        Assert.Equal(0, await errors.KeepNewestAsync(MessageTypes.PushOrder, [twice.Id, once.Id], default));
        Assert.Equal(0, await errors.KeepNewestAsync(MessageTypes.PushOrder, [], default));

        Assert.Equal(["Other", "Once", "Kept", "Second", "Kept"], (await errors.ListAsync(new ErrorFilter(), default)).Select(static d => d.Info.Code));
    }

    private async Task FailAsync(
        IWorkQueue queue, WorkMessage work, FailureKind kind = FailureKind.Rejected, string code = ErrorCodes.PushRejected, string queueName = Orders)
    {
        await queue.SendAsync(queueName, [work], null, default);
        await DeadLetterAsync(queue, queueName, Info(work, kind, code));
    }

    private static async Task DeadLetterAsync(IWorkQueue queue, string queueName, DeadLetterInfo info)
    {
        var message = Assert.Single(await queue.ReceiveAsync(queueName, 1, LockFor, default));
        Assert.Equal(0, await queue.SettleAsync([(message, new Settlement.DeadLetter(info))], default));
    }

    private DeadLetterInfo Info(WorkMessage? work, FailureKind kind = FailureKind.Rejected, string code = ErrorCodes.PushRejected) =>
        new(kind, code, "It was refused.", work?.Id, work?.OrderNumber, work?.CorrelationId, _clock.Now);
}
