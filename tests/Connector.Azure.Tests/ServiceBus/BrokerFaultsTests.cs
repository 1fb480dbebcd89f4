using Azure.Messaging.ServiceBus;
using Connector.ServiceBusBroker;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>Each way in which the broker of the tests can go wrong, as the real client sees it when it does not try again, and when it does.</summary>
public sealed class BrokerFaultsTests : IDisposable
{
    private static readonly TimeSpan s_comes = TimeSpan.FromSeconds(20);

    /// <summary>The machine's: the client looks at its own clock before it settles a message on another link than the one that brought it.</summary>
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly Broker _broker;
    private readonly BrokerQueue _queue;

    public BrokerFaultsTests()
    {
        _broker = Broker.Start(_clock);
        _queue = _broker.AddQueue("q");
    }

    public void Dispose()
    {
        _broker.Dispose();
        Assert.Null(_broker.Failure);
    }

    [Theory]
    [InlineData(BrokerFault.Busy, ServiceBusFailureReason.ServiceBusy, 0)]
    [InlineData(BrokerFault.Timeout, ServiceBusFailureReason.ServiceTimeout, 0)]
    [InlineData(BrokerFault.LostBefore, ServiceBusFailureReason.ServiceCommunicationProblem, 0)]
    [InlineData(BrokerFault.LostAfter, ServiceBusFailureReason.ServiceCommunicationProblem, 1)]
    public async Task Sending_fails_and_the_message_is_there_or_not(BrokerFault fault, ServiceBusFailureReason reason, int arrived)
    {
        _broker.Faults.Plan(fault, BrokerOperation.Send);
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => SendAsync(Client()));
        Assert.Equal((reason, true, arrived), (failure.Reason, failure.IsTransient, _queue.Count));
    }

    [Theory]
    [InlineData(BrokerFault.Timeout, 1)]
    [InlineData(BrokerFault.LostBefore, 1)]
    [InlineData(BrokerFault.LinkDropped, 1)]
    [InlineData(BrokerFault.Delayed, 1)]
    [InlineData(BrokerFault.LostAfter, 2)]
    [InlineData(BrokerFault.Twice, 2)]
    public async Task A_client_that_tries_again_gets_its_message_through_and_sometimes_twice(BrokerFault fault, int arrived)
    {
        _broker.Faults.Plan(fault, BrokerOperation.Send);
        await SendAsync(Client(tries: 3));
        Assert.Equal((arrived, 0), (_queue.Count, _broker.Faults.Left));
    }

    [Theory]
    [InlineData(BrokerOperation.SignIn)]
    [InlineData(BrokerOperation.Open)]
    [InlineData(BrokerOperation.Send)]
    public async Task Refused_credentials_are_an_exception_of_their_own(BrokerOperation operation)
    {
        _broker.Faults.Plan(BrokerFault.Unauthorized, operation);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => SendAsync(Client()));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task A_lock_that_is_lost_before_its_time_leaves_the_message_to_come_again()
    {
        var receiver = Client(tries: 3).CreateReceiver("q");
        await SendAsync(Client());
        var message = await receiver.ReceiveMessageAsync(s_comes);
        _broker.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);
        _broker.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Renew);

        foreach (var call in (Func<Task>[])[() => receiver.CompleteMessageAsync(message), () => receiver.RenewMessageLockAsync(message)])
            Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(call)).Reason);

        _queue.LoseLocks();
        Assert.Equal(2, (await receiver.ReceiveMessageAsync(s_comes)).DeliveryCount);
    }

    [Fact]
    public async Task A_message_delivered_twice_is_held_by_two()
    {
        await SendAsync(Client());
        _broker.Faults.Plan(BrokerFault.Twice, BrokerOperation.Receive);
        var (first, second) = (Client().CreateReceiver("q"), Client().CreateReceiver("q"));

        var (one, other) = (await first.ReceiveMessageAsync(s_comes), await second.ReceiveMessageAsync(s_comes));

        Assert.Equal((one.SequenceNumber, 2), (other.SequenceNumber, other.DeliveryCount));
        await second.CompleteMessageAsync(other);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => first.CompleteMessageAsync(one))).Reason);
    }

    [Theory]
    [InlineData(BrokerFault.LinkDropped)]
    [InlineData(BrokerFault.Busy)]
    [InlineData(BrokerFault.LostBefore)]
    public async Task A_link_that_is_dropped_while_a_client_receives_brings_it_nothing_and_it_goes_on(BrokerFault fault)
    {
        await SendAsync(Client());
        var receiver = Client(tries: 3).CreateReceiver("q");
        _broker.Faults.Plan(fault, BrokerOperation.Receive);
        var messages = new List<ServiceBusReceivedMessage>();
        for (var i = 0; i < 3 && messages.Count == 0; i++) messages.AddRange(await receiver.ReceiveMessagesAsync(1, s_comes));
        Assert.Equal(1, Assert.Single(messages).DeliveryCount);
    }

    [Fact]
    public async Task A_message_can_be_settled_after_the_connection_broke()
    {
        await SendAsync(Client());
        var receiver = Client(tries: 3).CreateReceiver("q");
        var message = await receiver.ReceiveMessageAsync(s_comes);

        _broker.DropConnections();
        // The client has another connection when it looks.
        await receiver.PeekMessageAsync();
        await receiver.CompleteMessageAsync(message);

        Assert.Equal(0, _queue.Count);
    }

    [Theory]
    [InlineData(BrokerFault.LostBefore, 1)]
    [InlineData(BrokerFault.LinkDropped, 1)]
    [InlineData(BrokerFault.LostAfter, 0)]
    public async Task A_settlement_that_is_under_way_when_the_link_breaks_is_a_lost_lock_to_the_client(BrokerFault fault, int left)
    {
        await SendAsync(Client());
        var receiver = Client(tries: 3).CreateReceiver("q");
        var message = await receiver.ReceiveMessageAsync(s_comes);
        _broker.Faults.Plan(fault, BrokerOperation.Settle);
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(message));
        Assert.Equal((ServiceBusFailureReason.MessageLockLost, left), (failure.Reason, _queue.Count));
    }

    [Theory]
    [InlineData(BrokerFault.Delayed)]
    [InlineData(BrokerFault.Timeout)]
    public async Task A_settlement_that_goes_wrong_once_is_tried_again(BrokerFault fault)
    {
        await SendAsync(Client());
        var receiver = Client(tries: 3).CreateReceiver("q");
        var message = await receiver.ReceiveMessageAsync(s_comes);
        _broker.Faults.Plan(fault, BrokerOperation.Settle);
        await receiver.CompleteMessageAsync(message);
        Assert.Equal((0, 0), (_queue.Count, _broker.Faults.Left));
    }

    [Theory]
    [InlineData(BrokerOperation.Peek)]
    [InlineData(BrokerOperation.Manage)]
    [InlineData(BrokerOperation.Open)]
    [InlineData(BrokerOperation.SignIn)]
    public async Task A_connection_that_breaks_during_any_other_operation_is_made_again(BrokerOperation operation)
    {
        _broker.Faults.Plan(BrokerFault.LostBefore, operation);
        await using var client = Client(tries: 3);
        await client.CreateSender("q").ScheduleMessageAsync(new ServiceBusMessage("one"), _clock.GetUtcNow().AddHours(1));
        Assert.Equal("one", (await client.CreateReceiver("q").PeekMessageAsync()).Body.ToString());
        Assert.Equal(0, _broker.Faults.Left);
    }

    [Fact]
    public async Task A_fault_can_be_meant_for_one_queue_and_be_taken_back()
    {
        _broker.AddQueue("other");
        _broker.Faults.Plan(BrokerFault.Timeout, BrokerOperation.Send, queue: "other");
        await SendAsync(Client());
        Assert.Equal(1, _broker.Faults.Left);
        _broker.Faults.Clear();
        await Client().CreateSender("other").SendMessageAsync(new ServiceBusMessage("one"));
    }

    private static Task SendAsync(ServiceBusClient client) => client.CreateSender("q").SendMessageAsync(new ServiceBusMessage("one"));

    private ServiceBusClient Client(int tries = 0) => new(
        _broker.ConnectionString,
        new ServiceBusClientOptions
        {
            RetryOptions = new ServiceBusRetryOptions { MaxRetries = tries, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(5), TryTimeout = TimeSpan.FromSeconds(15) }
        });
}
