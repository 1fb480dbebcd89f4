using System.Runtime.Serialization;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>The broker of the tests keeps what the service is documented to keep.</summary>
public sealed class BrokerTests : IDisposable
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(5);
    private readonly TestBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task An_abandoned_message_comes_again_at_once_until_its_deliveries_are_used_up()
    {
        await _broker.SendAsync(Orders, new ServiceBusMessage("one"));
        var receiver = _broker.Receiver(Orders);
        for (var delivery = 1; delivery <= 5; delivery++)
        {
            var message = await TakeAsync(receiver);
            Assert.Equal(delivery, message.DeliveryCount);
            await receiver.AbandonMessageAsync(message);
        }
        Assert.Empty(await receiver.PeekMessagesAsync(10));
        Assert.Equal("MaxDeliveryCountExceeded", Assert.Single(await _broker.DeadLetters(Orders).PeekMessagesAsync(10)).DeadLetterReason);
    }

    [Fact]
    public async Task A_lock_that_expires_counts_and_frees_the_message()
    {
        await _broker.SendAsync(Orders, new ServiceBusMessage("one"));
        var (first, second) = (_broker.Receiver(Orders), _broker.Receiver(Orders));
        var late = await TakeAsync(first);
        Assert.Equal(_broker.Clock.Now + s_lock, late.LockedUntil);
        Assert.Empty(await second.ReceiveMessagesAsync(1, TestBroker.Wait));
        _broker.Clock.Advance(s_lock);

        var again = await TakeAsync(second);

        Assert.Equal(2, again.DeliveryCount);
        Assert.NotEqual(late.LockToken, again.LockToken);
        await LockLostAsync(first.CompleteMessageAsync(late));
        await second.CompleteMessageAsync(again);
        await LockLostAsync(second.CompleteMessageAsync(again));
    }

    [Fact]
    public async Task In_the_dead_letter_queue_no_delivery_is_one_too_many()
    {
        await DeadLetterAsync("one");
        var dead = _broker.DeadLetters(Orders);
        for (var i = 0; i < 10; i++) await dead.AbandonMessageAsync(await TakeAsync(dead));
        Assert.Single(await dead.PeekMessagesAsync(10));
    }

    [Fact]
    public async Task A_scheduled_message_is_seen_waits_for_its_time_and_then_has_a_new_number()
    {
        var due = _broker.Clock.Now.AddMinutes(1);
        await _broker.SendAsync(Orders, new ServiceBusMessage("later") { ScheduledEnqueueTime = due });
        await _broker.SendAsync(Orders, new ServiceBusMessage("now"));
        var receiver = _broker.Receiver(Orders);

        Assert.Equal([ServiceBusMessageState.Scheduled, ServiceBusMessageState.Active], (await receiver.PeekMessagesAsync(10)).Select(static m => m.State));
        Assert.Equal("now", Assert.Single(await receiver.ReceiveMessagesAsync(1, TestBroker.Wait)).Body.ToString());
        _broker.Clock.MoveTo(due);

        var message = await TakeAsync(receiver);
        Assert.Equal(("later", 3L, due), (message.Body.ToString(), message.SequenceNumber, message.EnqueuedTime));
    }

    [Fact]
    public async Task Looking_starts_at_a_number_and_changes_nothing()
    {
        foreach (var text in (string[])["a", "b", "c"]) await _broker.SendAsync(Orders, new ServiceBusMessage(text));
        var receiver = _broker.Receiver(Orders);
        var locked = await TakeAsync(receiver);

        Assert.Equal(["a", "b"], (await receiver.PeekMessagesAsync(2)).Select(static m => m.Body.ToString()));
        Assert.Equal(["b", "c"], (await receiver.PeekMessagesAsync(5, locked.SequenceNumber + 1)).Select(static m => m.Body.ToString()));
        Assert.All((await receiver.PeekMessagesAsync(5)).Skip(1), static m => Assert.Equal(0, m.DeliveryCount));
    }

    [Fact]
    public async Task Dead_lettering_sets_the_two_properties_and_a_copy_drops_just_these()
    {
        await DeadLetterAsync("one");
        var dead = Assert.Single(await _broker.DeadLetters(Orders).PeekMessagesAsync(1));
        Assert.Equal(("Refused", "for a reason", "blue"), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["colour"]));

        var copy = new ServiceBusMessage(dead);

        Assert.Equal("colour", Assert.Single(copy.ApplicationProperties.Keys));
        Assert.Equal("the-id", copy.MessageId);
    }

    [Fact]
    public async Task A_property_that_cannot_travel_is_refused()
    {
        await _broker.SendAsync(Orders, new ServiceBusMessage("one"));
        var receiver = _broker.Receiver(Orders);
        var message = await TakeAsync(receiver);
        await Assert.ThrowsAsync<SerializationException>(() =>
            receiver.AbandonMessageAsync(message, new Dictionary<string, object>(StringComparer.Ordinal) { ["list"] = new List<int>() }));
    }

    [Fact]
    public async Task A_batch_takes_what_fits_and_no_more()
    {
        await using var sender = _broker.Client().CreateSender(Orders);
        using var batch = await sender.CreateMessageBatchAsync();
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[200 * 1024])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[60 * 1024])));
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[50 * 1024])));
        await sender.SendMessagesAsync(batch);
        Assert.Equal(2, (await _broker.Receiver(Orders).PeekMessagesAsync(10)).Count);
    }

    [Fact]
    public async Task Headers_count_towards_the_size_of_a_message()
    {
        var message = new ServiceBusMessage(new byte[(int)TestBroker.OurQueues.MaxMessageBytes - 1000]);
        await _broker.SendAsync(Orders, message);
        message.ApplicationProperties["long"] = new string('x', 2000);
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => _broker.SendAsync(Orders, message));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, failure.Reason);
    }

    [Fact]
    public async Task A_closed_client_or_sender_does_nothing_more()
    {
        var client = _broker.Client();
        var (sender, receiver) = (client.CreateSender(Orders), client.CreateReceiver(Orders));
        await sender.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendMessageAsync(new ServiceBusMessage("one")));
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiver.PeekMessagesAsync(1));
    }

    [Fact]
    public async Task A_connection_that_breaks_reports_nothing_about_whether_it_was_done()
    {
        _broker.Namespace.Faults.Plan(BrokerFault.LostBefore, BrokerOperation.Send);
        await Assert.ThrowsAsync<ServiceBusException>(() => _broker.SendAsync(Orders, new ServiceBusMessage("before")));
        _broker.Namespace.Faults.Plan(BrokerFault.LostAfter, BrokerOperation.Send);
        await Assert.ThrowsAsync<ServiceBusException>(() => _broker.SendAsync(Orders, new ServiceBusMessage("after")));
        Assert.Equal("after", Assert.Single(await _broker.Receiver(Orders).PeekMessagesAsync(10)).Body.ToString());
    }

    [Fact]
    public async Task What_a_client_does_to_a_message_stays_with_the_client()
    {
        var message = new ServiceBusMessage("one");
        await _broker.SendAsync(Orders, message);
        message.ApplicationProperties["later"] = "added";
        Assert.Empty(Assert.Single(await _broker.Receiver(Orders).PeekMessagesAsync(1)).ApplicationProperties);
    }

    private async Task DeadLetterAsync(string text)
    {
        var message = new ServiceBusMessage(text) { MessageId = "the-id" };
        message.ApplicationProperties["colour"] = "red";
        await _broker.SendAsync(Orders, message);
        var receiver = _broker.Receiver(Orders);
        await receiver.DeadLetterMessageAsync(
            await TakeAsync(receiver), new Dictionary<string, object>(StringComparer.Ordinal) { ["colour"] = "blue" }, "Refused", "for a reason");
    }

    private static async Task<ServiceBusReceivedMessage> TakeAsync(ServiceBusReceiver receiver) =>
        Assert.Single(await receiver.ReceiveMessagesAsync(1, TestBroker.Wait));

    private static async Task LockLostAsync(Task settling) =>
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => settling)).Reason);
}
