using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.TestSupport;
using Moq;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>What the broker can do to us.</summary>
public sealed class ServiceBusFailureTests : IDisposable
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(5);
    private readonly TestBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Theory]
    [InlineData(BrokerFault.Busy, FailureKind.Transient, ErrorCodes.ServerError)]
    // The client calls a connection that breaks while it signs in, opens a link or looks a timeout.
    [InlineData(BrokerFault.LostBefore, FailureKind.Transient, ErrorCodes.ConnectionFailed, ErrorCodes.Timeout)]
    [InlineData(BrokerFault.LostAfter, FailureKind.Transient, ErrorCodes.ConnectionFailed, ErrorCodes.Timeout)]
    // A sign-in that times out is, to the client, some failure that passes.
    [InlineData(BrokerFault.Timeout, FailureKind.Transient, ErrorCodes.Timeout, ErrorCodes.ServerError)]
    [InlineData(BrokerFault.Unauthorized, FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    public async Task A_failure_has_its_kind_and_the_queues_name_wherever_it_strikes(BrokerFault fault, FailureKind kind, params string[] codes)
    {
        await _broker.Connect().Work.SendAsync(Orders, [A.PushOrder()], null, default);

        foreach (var (operation, call) in (ValueTuple<BrokerOperation, Func<TestInstance, Task>>[])
        [
            (BrokerOperation.Send, static i => i.Work.SendAsync(Orders, [A.PushOrder()], null, default)),
            (BrokerOperation.Send, static i => i.Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default)),
            (BrokerOperation.Open, static i => i.Work.ReceiveAsync(Orders, 1, s_lock, default)),
            (BrokerOperation.Peek, static i => i.Work.PeekDepthAsync(Orders, default)),
            (BrokerOperation.Peek, static i => i.Errors.ListAsync(new ErrorFilter(), default)),
            (BrokerOperation.SignIn, static i => i.Work.SendAsync(Orders, [A.PushOrder()], null, default))
        ])
        {
            _broker.Namespace.Faults.Plan(fault, operation);
            var failure = await Assert.ThrowsAsync<ConnectorException>(() => call(_broker.Connect()));
            Assert.Equal((operation, kind), (operation, failure.Kind));
            Assert.Contains(failure.Code, codes);
            if (kind == FailureKind.Transient) Assert.Contains($"'{Orders}'", failure.Message, StringComparison.Ordinal);
            Assert.Equal(0, _broker.Namespace.Faults.Left);
        }
    }

    [Theory]
    [InlineData(BrokerFault.Busy, FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData(BrokerFault.Timeout, FailureKind.Transient, ErrorCodes.Timeout)]
    [InlineData(BrokerFault.Unauthorized, FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    public async Task A_settlement_that_is_refused_has_its_kind(BrokerFault fault, FailureKind kind, string code)
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 1, s_lock, default);
        _broker.Namespace.Faults.Plan(fault, BrokerOperation.Settle);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => instance.Work.SettleAsync([(taken[0], new Settlement.Complete())], default));
        Assert.Equal((kind, code), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_copy_that_could_not_be_sent_leaves_the_original_where_it_is_and_the_others_are_settled()
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 10, s_lock, default);
        _broker.Namespace.Faults.Plan(BrokerFault.Busy, BrokerOperation.Send);

        await Assert.ThrowsAsync<ConnectorException>(() => instance.Work.SettleAsync(
            [(taken[0], new Settlement.Reschedule(A.PushOrder(), _broker.Clock.Now.AddMinutes(1))), (taken[1], new Settlement.Complete())], default));

        _broker.Clock.Advance(s_lock);
        Assert.Equal(taken[0].Sequence, Assert.Single(await instance.Work.ReceiveAsync(Orders, 10, s_lock, default)).Sequence);
    }

    [Fact]
    public async Task A_completion_that_fails_after_its_copy_went_out_makes_a_message_too_many_and_never_one_too_few()
    {
        var instance = _broker.Connect();
        var work = A.PushOrder();
        await instance.Work.SendAsync(Orders, [work], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 10, s_lock, default);
        _broker.Namespace.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);

        Assert.Equal(1, await instance.Work.SettleAsync([(taken[0], new Settlement.Reschedule(work with { Attempt = 1 }, _broker.Clock.Now.AddMinutes(1)))], default));

        _broker.Clock.Advance(s_lock);
        Assert.Equal(2, (await instance.Work.ReceiveAsync(Orders, 10, s_lock, default)).Count);
    }

    [Fact]
    public async Task Locks_that_the_broker_lost_are_counted_and_their_messages_come_again()
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 10, s_lock, default);
        _broker.Namespace.Queue(Orders).LoseLocks();

        Assert.Equal(2, await instance.Work.SettleAsync([.. taken.Select(static m => (m, (Settlement)new Settlement.Complete()))], default));

        Assert.All(await instance.Work.ReceiveAsync(Orders, 10, s_lock, default), static m => Assert.Equal(2, m.DeliveryCount));
    }

    [Fact]
    public async Task A_lock_that_is_known_to_have_ended_makes_no_copy()
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 1, s_lock, default);
        _broker.Clock.Advance(s_lock);

        Assert.Equal(1, await instance.Work.SettleAsync([(taken[0], new Settlement.Reschedule(A.PushOrder(), _broker.Clock.Now.AddMinutes(1)))], default));

        Assert.Equal(new QueueDepth(1, 0, 0, 0, ManualTimeProvider.Start), await instance.Work.PeekDepthAsync(Orders, default));
    }

    [Fact]
    public async Task A_body_of_300_KB_is_refused_and_nothing_is_sent()
    {
        var instance = _broker.Connect();
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => instance.Work.SendRawAsync(Orders, new byte[300 * 1024], default));
        Assert.Equal((FailureKind.Rejected, ErrorCodes.MessageTooLarge), (failure.Kind, failure.Code));
        Assert.Equal(0, (await instance.Work.PeekDepthAsync(Orders, default)).Ready);
    }

    [Fact]
    public async Task More_messages_than_fit_into_one_transfer_all_arrive_in_order()
    {
        var instance = _broker.Connect();
        var work = Enumerable.Range(0, 400).Select(static _ => A.PushOrder(null, static m => m with { Reason = new string('x', 1000) })).ToList();

        await instance.Work.SendAsync(Orders, work, null, default);

        var taken = new List<QueuedMessage>();
        while (await instance.Work.ReceiveAsync(Orders, 500, s_lock, default) is { Count: > 0 } some) taken.AddRange(some);
        // In the order of the queue: what comes too late for one call of the client goes back and comes with the next.
        Assert.Equal(work.Select(static w => w.Id), taken.OrderBy(static m => m.Sequence).Select(static m => WorkMessageBody.Read(m.Body.Span, out _)!.Id));
    }

    [Fact]
    public async Task One_message_too_large_among_many_is_refused()
    {
        var work = new[] { A.PushOrder(), A.PushOrder(null, static m => m with { Reason = new string('x', 300_000) }) };
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _broker.Connect().Work.SendAsync(Orders, work, null, default));
        Assert.Equal(ErrorCodes.MessageTooLarge, failure.Code);
    }

    [Fact]
    public async Task A_queue_or_namespace_that_is_missing_is_said_so()
    {
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _broker.Connect().Work.SendRawAsync("parcels", new byte[1], default));
        Assert.Contains("'parcels' does not exist", failure.Message, StringComparison.Ordinal);

        using var gone = new TestBroker();
        gone.Dispose();
        failure = await Assert.ThrowsAsync<ConnectorException>(() => gone.Connect().Work.PeekDepthAsync(Orders, default));
        Assert.Equal((FailureKind.Transient, ErrorCodes.ConnectionFailed), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_credential_that_is_refused_later_on_is_unauthorized_from_then_on()
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 1, s_lock, default);
        _broker.Namespace.DropConnections();
        _broker.Namespace.Faults.Plan(BrokerFault.Unauthorized, BrokerOperation.SignIn, times: 100);

        // The first call may still find the end of the connection instead.
        ConnectorException failure;
        do failure = await Assert.ThrowsAsync<ConnectorException>(() => instance.Work.SendAsync(Orders, [A.PushOrder()], null, default));
        while (failure.Kind == FailureKind.Transient && _broker.Namespace.Faults.Left > 90);

        Assert.Equal((FailureKind.Unauthorized, ErrorCodes.Unauthorized), (failure.Kind, failure.Code));
        Assert.Single(taken);
    }

    /// <summary>The real client asks for a token on an encrypted connection alone, which the broker of the tests does not have.</summary>
    [Fact]
    public async Task A_credential_that_gives_no_token_is_unauthorized()
    {
        var receiver = new Mock<ServiceBusReceiver>();
        receiver.Setup(static r => r.PeekMessagesAsync(It.IsAny<int>(), It.IsAny<long?>(), It.IsAny<CancellationToken>())).ThrowsAsync(new AuthenticationFailedException("The secret is wrong."));
        var client = new Mock<ServiceBusClient>();
        client.Setup(static c => c.CreateReceiver(It.IsAny<string>(), It.IsAny<ServiceBusReceiverOptions>())).Returns(receiver.Object);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _broker.Connect(client.Object).Errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.OrdinalIgnoreCase);
    }
}
