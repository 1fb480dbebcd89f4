using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Connector.AzureShims;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
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
    [InlineData(BrokerFault.Timeout, FailureKind.Transient, ErrorCodes.Timeout)]
    [InlineData(BrokerFault.LostBefore, FailureKind.Transient, ErrorCodes.ConnectionFailed)]
    [InlineData(BrokerFault.LostAfter, FailureKind.Transient, ErrorCodes.ConnectionFailed)]
    [InlineData(BrokerFault.Unauthorized, FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    public async Task A_failure_has_its_kind_wherever_it_strikes(BrokerFault fault, FailureKind kind, string code)
    {
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 1, s_lock, default);

        foreach (var call in (Func<Task>[])
        [
            () => instance.Work.SendAsync(Orders, [A.PushOrder()], null, default),
            () => instance.Work.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default),
            () => instance.Work.ReceiveAsync(Orders, 1, s_lock, default),
            () => instance.Work.PeekDepthAsync(Orders, default),
            () => instance.Errors.ListAsync(new ErrorFilter(), default),
            () => instance.Work.SettleAsync([(taken[0], new Settlement.Complete())], default)
        ])
        {
            _broker.Namespace.Faults.Plan(fault);
            var failure = await Assert.ThrowsAsync<ConnectorException>(call);
            Assert.Equal((kind, code), (failure.Kind, failure.Code));
        }
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

        var taken = await instance.Work.ReceiveAsync(Orders, 500, s_lock, default);
        Assert.Equal(work.Select(static w => w.Id), taken.Select(static m => WorkMessageBody.Read(m.Body.Span, out _)!.Id));
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

        await using var nowhere = new ServiceBusClient("nowhere.servicebus.example", new Tokens(DateTimeOffset.MaxValue));
        failure = await Assert.ThrowsAsync<ConnectorException>(() => _broker.Connect(nowhere).Work.PeekDepthAsync(Orders, default));
        Assert.Equal((FailureKind.Transient, ErrorCodes.ConnectionFailed), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_credential_that_expires_is_unauthorized_from_then_on()
    {
        await using var client = new ServiceBusClient(_broker.Namespace.Name, new Tokens(_broker.Clock.Now.AddHours(1)));
        var instance = _broker.Connect(client);
        await instance.Work.SendAsync(Orders, [A.PushOrder()], null, default);
        var taken = await instance.Work.ReceiveAsync(Orders, 1, s_lock, default);
        _broker.Clock.Advance(TimeSpan.FromHours(1));

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => instance.Work.SendAsync(Orders, [A.PushOrder()], null, default));

        Assert.Equal((FailureKind.Unauthorized, ErrorCodes.Unauthorized), (failure.Kind, failure.Code));
        Assert.Single(taken);
    }

    [Fact]
    public async Task A_credential_that_gives_no_token_is_unauthorized()
    {
        await using var client = new ServiceBusClient(_broker.Namespace.Name, new Tokens(null));
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => _broker.Connect(client).Errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Tokens(DateTimeOffset? expiresAt) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            expiresAt is { } at ? new AccessToken("token", at) : throw new AuthenticationFailedException("The secret is wrong.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
