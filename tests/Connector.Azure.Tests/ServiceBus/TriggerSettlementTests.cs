using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>What becomes of messages that a trigger brought.</summary>
public sealed class TriggerSettlementTests : IDisposable
{
    private const string Orders = QueueNames.Orders;
    private readonly TestBroker _broker = new();
    private readonly InMemoryFlowPauses _pauses;
    private readonly ScriptedHandler _handler = new();

    public TriggerSettlementTests() => _pauses = new InMemoryFlowPauses(_broker.Clock);

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Each_outcome_is_carried_out()
    {
        var work = Enumerable.Range(0, 5).Select(static _ => A.PushOrder()).ToList();
        var later = _broker.Clock.Now.AddHours(1);
        _handler.Response = messages => [.. messages.Select(m => (WorkOutcome)(work.FindIndex(w => w.Id == m.Id) switch
        {
            0 => new WorkOutcome.Done("created"),
            1 => new WorkOutcome.Skipped("digital only"),
            2 => new WorkOutcome.RetryAt(later, FailureKind.RateLimited, ErrorCodes.RateLimited, "no permit"),
            3 => new WorkOutcome.Retry(FailureKind.Transient, ErrorCodes.Timeout, "no response"),
            _ => new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.PushRejected, "refused")
        }))];

        await FireAsync(work);

        var instance = _broker.Connect();
        Assert.Equal(new QueueDepth(0, 2, 0, 1, _broker.Clock.Now.AddSeconds(2)), await instance.Work.PeekDepthAsync(Orders, default));
        var scheduled = await _broker.Receiver(Orders).PeekMessagesAsync(10);
        var copies = scheduled.Select(m => WorkMessageBody.Read(m.Body.ToMemory().Span, out _)!).ToDictionary(static m => m.Id, StringComparer.Ordinal);
        Assert.Equal((0, 1), (copies[work[2].Id].Attempt, copies[work[3].Id].Attempt));
        var dead = Assert.Single(await instance.Errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal((work[4].Id, ErrorCodes.PushRejected), (dead.Info.OrderId, dead.Info.Code));
    }

    [Fact]
    public async Task Messages_of_a_paused_flow_come_back_when_it_goes_on_and_lose_no_attempt()
    {
        var work = A.PushOrder(null, static m => m with { Attempt = 3 });
        await _pauses.PauseAsync(Orders, new FlowPause("401", _broker.Clock.Now, _broker.Clock.Now.AddMinutes(3)), default);

        await FireAsync([work]);

        Assert.Equal(0, _handler.Calls);
        Assert.Equal(new QueueDepth(0, 1, 0, 0, _broker.Clock.Now.AddMinutes(3)), await _broker.Connect().Work.PeekDepthAsync(Orders, default));
        _broker.Clock.Advance(TimeSpan.FromMinutes(3));
        await FireAsync([]);
        Assert.Equal(3, Assert.Single(_handler.Seen).Attempt);
        Assert.Null(await _pauses.GetAsync(Orders, default));
    }

    [Fact]
    public async Task A_flow_that_a_person_must_resume_sends_its_messages_away_for_a_while()
    {
        await _pauses.PauseAsync(Orders, new FlowPause("by hand", _broker.Clock.Now, null), default);
        await FireAsync([A.PushOrder()]);
        Assert.Equal(1, (await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Scheduled);
        Assert.Equal(0, _handler.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_nothing_can_be_decided_messages_come_back_a_few_times_and_then_wait_for_a_person(bool isOurs)
    {
        var sender = _broker.Connect();
        if (isOurs) await sender.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        else await sender.Work.SendRawAsync(Orders, "{}"u8.ToArray(), default);
        MessageWork lostStore = static (_, _, _) => throw new ConnectorException(FailureKind.Transient, ErrorCodes.ConnectionFailed, "The store cannot be reached.");
        var deliveries = 0;
        for (; deliveries < 10 && await FireOnceAsync(lostStore) > 0; deliveries++) _broker.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(Attempts.MaxOf(FailureKind.Transient), deliveries);
        var dead = Assert.Single(await sender.Errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal((FailureKind.Transient, ErrorCodes.ConnectionFailed), (dead.Info.Kind, dead.Info.Code));

        // Sent again, it has all its chances again.
        await sender.Errors.ReplayAsync([dead.Id], default);
        Assert.Equal(1, await FireOnceAsync(lostStore));
        Assert.Empty(await sender.Errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal(1, (await sender.Work.PeekDepthAsync(Orders, default)).Scheduled);
    }

    [Fact]
    public async Task When_the_host_stops_messages_are_given_back_at_once()
    {
        using var stop = new CancellationTokenSource();
        await _broker.Connect().Work.SendAsync(Orders, [A.PushOrder()], null, default);
        _handler.Response = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FireOnceAsync(null, stop.Token));

        Assert.Equal(2, Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(10, TestBroker.Wait)).DeliveryCount);
    }

    [Fact]
    public async Task What_was_delivered_twice_in_vain_is_handled_alone_after_the_others_are_settled()
    {
        var suspect = A.PushOrder();
        await _broker.Connect().Work.SendAsync(Orders, [suspect], null, default);
        for (var delivery = 0; delivery < 2; delivery++)
        {
            Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(10, TestBroker.Wait));
            _broker.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        var batches = new List<(int Count, bool HasSuspect, long Ready)>();
        MessageWork work = async (queue, batch, stop) =>
        {
            var left = (await _broker.Receiver(queue).PeekMessagesAsync(10, cancellationToken: stop)).Count;
            batches.Add((batch.Count, batch.Any(m => WorkMessageBody.Read(m.Body.Span, out _)!.Id == suspect.Id), left));
            return [.. batch.Select(static _ => new Settlement.Complete())];
        };
        await _broker.Connect().Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);

        await FireOnceAsync(work);

        Assert.Equal([(2, false, 3), (1, true, 1)], batches);
    }

    [Fact]
    public async Task A_lock_that_was_lost_leaves_its_message_to_come_again_and_the_others_settled()
    {
        _broker.Namespace.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);
        await FireAsync([A.PushOrder(), A.PushOrder()], untilEmpty: false);
        _broker.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(10, TestBroker.Wait));
    }

    [Fact]
    public async Task A_batch_that_takes_longer_than_its_locks_keeps_them_and_what_is_settled_is_not_renewed()
    {
        var suspect = A.PushOrder();
        await _broker.Connect().Work.SendAsync(Orders, [suspect], null, default);
        for (var delivery = 0; delivery < 2; delivery++)
        {
            Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(10, TestBroker.Wait));
            _broker.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        await _broker.Connect().Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);
        var renewed = new List<int>();
        MessageWork slow = async (_, batch, _) =>
        {
            // Seven and a half minutes: a lock lasts five. First all three are held, then the suspect alone.
            for (var time = 0; time < 3; time++) renewed.Add(await RenewedAsync());
            return [.. batch.Select(static _ => new Settlement.Complete())];
        };

        await FireOnceAsync(slow);

        Assert.Equal([3, 3, 3, 1, 1, 1], renewed);
        Assert.Equal((0, 0), (_broker.Namespace.Queue(Orders).Count, _broker.Namespace.Queue(Orders).DeadLettered));
    }

    [Fact]
    public async Task A_lock_that_is_lost_meanwhile_is_not_asked_for_again()
    {
        await _broker.Connect().Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);
        var renewed = new List<int>();
        MessageWork slow = async (_, batch, _) =>
        {
            _broker.Namespace.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Renew);
            for (var time = 0; time < 2; time++) renewed.Add(await RenewedAsync());
            return [.. batch.Select(static _ => new Settlement.Complete())];
        };

        await FireOnceAsync(slow);

        Assert.Equal([2, 1], renewed);
    }

    [Theory]
    [InlineData(Tool.PortalKeepsAll)]
    [InlineData(Tool.PortalDropsProperties)]
    [InlineData(Tool.DesktopRepair)]
    [InlineData(Tool.DesktopByteArray)]
    public async Task A_dead_letter_whose_attempts_were_used_up_has_all_of_them_again(Tool tool)
    {
        _handler.Response = static messages => [.. messages.Select(static _ => new WorkOutcome.Retry(FailureKind.Transient, ErrorCodes.Timeout, "no response"))];
        await FireAsync([A.PushOrder()]);
        while ((await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Scheduled > 0)
        {
            _broker.Clock.Advance(TimeSpan.FromMinutes(15));
            await FireAsync([]);
        }
        Assert.Equal(5, _handler.Calls);
        _handler.Seen.Clear();

        await _broker.ResubmitAsync(tool, remove: true);
        await FireAsync([]);

        Assert.Equal(0, Assert.Single(_handler.Seen).Attempt);
        Assert.Equal((1, 0), await _broker.Connect().Work.PeekDepthAsync(Orders, default) is var depth ? (depth.Scheduled, depth.Dead) : default);
    }

    [Fact]
    public async Task A_retry_of_our_own_keeps_its_count()
    {
        _handler.Response = static messages => [.. messages.Select(static _ => new WorkOutcome.Retry(FailureKind.Transient, ErrorCodes.Timeout, "no response"))];
        await FireAsync([A.PushOrder()]);
        _broker.Clock.Advance(TimeSpan.FromMinutes(1));
        await FireAsync([]);
        Assert.Equal([0, 1], _handler.Seen.Select(static m => m.Attempt));
    }

    private async Task FireAsync(List<WorkMessage> work, bool untilEmpty = true)
    {
        if (work.Count > 0) await _broker.Connect().Work.SendAsync(Orders, work, null, default);
        while (await FireOnceAsync(null) > 0 && untilEmpty) { }
    }

    private async Task<int> FireOnceAsync(MessageWork? work, CancellationToken cancellationToken = default)
    {
        var receiver = _broker.Receiver(Orders);
        var batch = await receiver.ReceiveMessagesAsync(100, TestBroker.Wait, CancellationToken.None);
        var settler = new ReceiverSettler(receiver);
        if (work is null) await Settlement().RunAsync(Orders, batch, settler, cancellationToken);
        else await Settlement().RunAsync(Orders, batch, settler, work, cancellationToken);
        return batch.Count;
    }

    /// <summary>Half a lock later: how many locks were renewed, once nothing more comes.</summary>
    private async Task<int> RenewedAsync()
    {
        var (before, now) = (_broker.Namespace.Counts[BrokerOperation.Renew], -1);
        _broker.Clock.Advance(TimeSpan.FromMinutes(2.5));
        for (var (look, quiet) = (0, 0); look < 2000 && quiet < 20; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            var last = now;
            now = _broker.Namespace.Counts[BrokerOperation.Renew];
            quiet = now == last && now > before ? quiet + 1 : 0;
        }
        return now - before;
    }

    private TriggerSettlement Settlement()
    {
        var (instance, retries) = (_broker.Connect(), new RetrySchedule(static () => 0));
        var pump = new MessagePump(_ => _handler, retries, _pauses, A.Recorder(_broker.Clock), new SyncMeter(), _broker.Clock, NullLogger<MessagePump>.Instance);
        return new TriggerSettlement(
            pump, _pauses, retries, instance.Settler, instance.Queues, instance.Making, _broker.Clock, NullLogger<TriggerSettlement>.Instance);
    }

    private sealed class ScriptedHandler : IMessageHandler
    {
        public Func<IReadOnlyList<WorkMessage>, IReadOnlyList<WorkOutcome>> Response { get; set; } =
            static messages => [.. messages.Select(static _ => new WorkOutcome.Done("done"))];

        public int Calls { get; private set; }
        public List<WorkMessage> Seen { get; } = [];

        public Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
        {
            Calls++;
            Seen.AddRange(messages);
            return Task.FromResult(Response(messages));
        }
    }
}
