using System.Globalization;
using Azure.Messaging.ServiceBus;
using Connector.ServiceBusBroker;
using Connector.TestSupport;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>What the real client can ask of the broker of the tests, each operation once; here receivers wait, as they do in the service.</summary>
public sealed class BrokerOperationsTests : IAsyncDisposable
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);

    /// <summary>Long enough for whatever comes.</summary>
    private static readonly TimeSpan s_comes = TimeSpan.FromSeconds(20);

    /// <summary>Nothing comes: real time, so short.</summary>
    private static readonly TimeSpan s_nothing = TimeSpan.FromMilliseconds(30);
    private readonly ManualTimeProvider _clock = new();
    private readonly Broker _broker;
    private readonly ServiceBusClient _client;

    public BrokerOperationsTests()
    {
        _broker = Broker.Start(_clock);
        _client = new ServiceBusClient(_broker.ConnectionString, new ServiceBusClientOptions { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0 } });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _broker.Dispose();
        Assert.Null(_broker.Failure);
    }

    [Fact]
    public async Task What_is_deferred_comes_by_its_number_alone()
    {
        var (queue, receiver) = (Queue(), Receiver());
        await SendAsync("one");
        var message = await receiver.ReceiveMessageAsync(s_comes);
        await receiver.DeferMessageAsync(message, new Dictionary<string, object>(StringComparer.Ordinal) { ["why"] = "later" });
        Assert.Equal(0, queue.Ready);
        Assert.Equal(ServiceBusMessageState.Deferred, (await receiver.PeekMessageAsync()).State);

        var deferred = await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        Assert.Equal(("one", 2, "later"), (deferred.Body.ToString(), deferred.DeliveryCount, deferred.ApplicationProperties["why"]));
        await receiver.CompleteMessageAsync(deferred);
        Assert.Equal(0, queue.Count);
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
    }

    [Fact]
    public async Task What_is_deferred_can_be_abandoned_or_dead_lettered_too()
    {
        var (queue, receiver) = (Queue(), Receiver());
        await SendAsync("one");
        var message = await receiver.ReceiveMessageAsync(s_comes);
        await receiver.DeferMessageAsync(message);
        await receiver.AbandonMessageAsync(await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber));
        await receiver.DeadLetterMessageAsync(await receiver.ReceiveDeferredMessageAsync(message.SequenceNumber), "Refused", "for a reason");
        Assert.Equal((0, 1), (queue.Count, queue.DeadLettered));
        Assert.Equal("Refused", (await Receiver(SubQueue.DeadLetter).PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task What_is_scheduled_can_be_cancelled_until_it_is_due()
    {
        Queue();
        await using var sender = _client.CreateSender("q");
        var due = _clock.Now.AddHours(1);
        var first = await sender.ScheduleMessageAsync(new ServiceBusMessage("one"), due);
        var others = await sender.ScheduleMessagesAsync([new ServiceBusMessage("two"), new ServiceBusMessage("three")], due);
        Assert.Equal([first + 1, first + 2], others);

        await sender.CancelScheduledMessageAsync(others[0]);
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, sender.CancelScheduledMessageAsync(others[0]));
        var receiver = Receiver();
        Assert.Equal(due, (await receiver.PeekMessageAsync()).ScheduledEnqueueTime);
        _clock.MoveTo(due);

        Assert.Equal("one", (await receiver.ReceiveMessageAsync(s_comes)).Body.ToString());
        Assert.Equal("three", (await receiver.ReceiveMessageAsync(s_comes)).Body.ToString());
        await FailsAsync(ServiceBusFailureReason.MessageNotFound, sender.CancelScheduledMessageAsync(others[1]));
    }

    [Fact]
    public async Task A_lock_is_renewed_until_it_is_lost()
    {
        Queue();
        await SendAsync("one");
        var receiver = Receiver();
        var message = await receiver.ReceiveMessageAsync(s_comes);
        _clock.Advance(s_lock - TimeSpan.FromSeconds(1));

        await receiver.RenewMessageLockAsync(message);

        Assert.Equal(_clock.Now + s_lock, message.LockedUntil);
        _clock.Advance(s_lock);
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, receiver.RenewMessageLockAsync(message));
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, receiver.AbandonMessageAsync(message));
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, receiver.DeferMessageAsync(message));
        await FailsAsync(ServiceBusFailureReason.MessageLockLost, receiver.DeadLetterMessageAsync(message));
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_what_is_sent_what_becomes_due_and_what_loses_its_lock()
    {
        Queue();
        var (first, second) = (Receiver(), Receiver());
        var waits = first.ReceiveMessageAsync(s_comes);
        await SendAsync("one");
        Assert.Equal("one", (await waits).Body.ToString());

        waits = second.ReceiveMessageAsync(s_comes);
        await WaitingAsync(second);
        _clock.Advance(s_lock);
        Assert.Equal(("one", 2), (await waits is var again ? again.Body.ToString() : "", again.DeliveryCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_expires_goes_to_the_dead_letter_queue_or_is_dropped(bool kept)
    {
        var queue = Queue(new QueueOptions { TimeToLive = TimeSpan.FromHours(2), DeadLettersExpired = kept });
        await SendAsync(new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromMinutes(1) });
        await SendAsync(new ServiceBusMessage("long") { TimeToLive = TimeSpan.FromDays(1) });
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, kept ? 1 : 0), (queue.Count, queue.DeadLettered));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((0, kept ? 2 : 0), (queue.Count, queue.DeadLettered));
        if (kept) Assert.Equal("TTLExpiredException", (await Receiver(SubQueue.DeadLetter).PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task A_full_queue_takes_no_part_of_a_batch()
    {
        var queue = Queue(new QueueOptions { MaxMessages = 2 });
        await SendAsync("one");
        await using var sender = _client.CreateSender("q");
        await FailsAsync(ServiceBusFailureReason.QuotaExceeded, sender.SendMessagesAsync([new ServiceBusMessage("two"), new ServiceBusMessage("three")]));
        await FailsAsync(ServiceBusFailureReason.QuotaExceeded, sender.ScheduleMessagesAsync([new ServiceBusMessage("two"), new ServiceBusMessage("three")], _clock.Now.AddHours(1)));
        Assert.Equal(1, queue.Count);
        await sender.SendMessageAsync(new ServiceBusMessage("two"));
    }

    [Fact]
    public async Task A_queue_that_is_missing_or_disabled_is_said_so_to_senders_receivers_and_lookers()
    {
        Queue().IsDisabled = true;
        foreach (var (name, reason) in (ValueTuple<string, ServiceBusFailureReason>[])[("none", ServiceBusFailureReason.MessagingEntityNotFound), ("q", ServiceBusFailureReason.MessagingEntityDisabled)])
        {
            await FailsAsync(reason, _client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("one")));
            await FailsAsync(reason, _client.CreateReceiver(name).ReceiveMessageAsync(s_comes));
            await FailsAsync(reason, _client.CreateReceiver(name).PeekMessageAsync());
        }
    }

    [Fact]
    public async Task A_receiver_that_deletes_leaves_nothing_to_settle()
    {
        var queue = Queue();
        await SendAsync("one");
        var receiver = _client.CreateReceiver("q", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        Assert.Equal("one", (await receiver.ReceiveMessageAsync(s_comes)).Body.ToString());
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task Everything_that_a_sender_gives_a_message_arrives()
    {
        Queue();
        var id = Guid.NewGuid();
        var sent = new ServiceBusMessage("body")
        {
            MessageId = "id", CorrelationId = "correlation", ContentType = "text/plain", Subject = "subject", To = "to", ReplyTo = "reply", TimeToLive = TimeSpan.FromHours(3)
        };
        (string Name, object Value)[] properties =
        [
            ("text", "ä€"), ("int", 17), ("long", 17L), ("bool", true), ("double", 1.5), ("decimal", 1.5m), ("guid", id), ("span", TimeSpan.FromMinutes(3)),
            ("instant", _clock.Now), ("time", _clock.Now.UtcDateTime), ("uri", new Uri("https://example.com/x"))
        ];
        foreach (var (name, value) in properties) sent.ApplicationProperties[name] = value;
        await SendAsync(sent);

        var message = await Receiver().ReceiveMessageAsync(s_comes);

        Assert.Equal(("body", "id", "correlation", "text/plain", "subject"), (message.Body.ToString(), message.MessageId, message.CorrelationId, message.ContentType, message.Subject));
        Assert.Equal(("to", "reply", TimeSpan.FromHours(3)), (message.To, message.ReplyTo, message.TimeToLive));
        Assert.Equal((_clock.Now, _clock.Now + s_lock, 1L, 1), (message.EnqueuedTime, message.LockedUntil, message.SequenceNumber, message.DeliveryCount));
        foreach (var (name, value) in properties) Assert.Equal(value, message.ApplicationProperties[name]);
    }

    [Fact]
    public async Task A_thousand_messages_go_there_and_back()
    {
        var queue = Queue();
        await using var sender = _client.CreateSender("q");
        await sender.SendMessagesAsync(Enumerable.Range(0, 1000).Select(static i => new ServiceBusMessage(i.ToString(CultureInfo.InvariantCulture))));
        var receiver = Receiver();
        var seen = new SortedList<long, string>();
        while (seen.Count < 1000)
        {
            var batch = await receiver.ReceiveMessagesAsync(1000 - seen.Count, s_comes);
            foreach (var message in batch) seen.Add(message.SequenceNumber, message.Body.ToString());
            await Task.WhenAll(batch.Select(m => receiver.CompleteMessageAsync(m)));
        }
        Assert.Equal(Enumerable.Range(0, 1000).Select(static i => i.ToString(CultureInfo.InvariantCulture)), seen.Values);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task The_clients_processor_completes_what_goes_well_and_gives_back_what_does_not()
    {
        var queue = Queue(new QueueOptions { MaxDeliveryCount = 3 });
        for (var i = 0; i < 20; i++) await SendAsync(i.ToString(CultureInfo.InvariantCulture));
        var calls = 0;
        await using var processor = _client.CreateProcessor("q", new ServiceBusProcessorOptions { MaxConcurrentCalls = 4, MaxAutoLockRenewalDuration = TimeSpan.Zero });
        processor.ProcessMessageAsync += args =>
        {
            Interlocked.Increment(ref calls);
            return args.Message.Body.ToString() == "7" ? throw new InvalidOperationException("Not this one.") : Task.CompletedTask;
        };
        processor.ProcessErrorAsync += static _ => Task.CompletedTask;

        await processor.StartProcessingAsync();
        for (var i = 0; i < 2000 && queue.Count > 0; i++) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        await processor.StopProcessingAsync();

        Assert.Equal((0, 1, 22), (queue.Count, queue.DeadLettered, calls));
        Assert.Equal("MaxDeliveryCountExceeded", (await Receiver(SubQueue.DeadLetter).PeekMessageAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task What_comes_after_a_receiver_stopped_waiting_is_given_back_by_the_client_and_counts_no_delivery()
    {
        Queue();
        var (first, second) = (Receiver(), Receiver());
        Assert.Null(await first.ReceiveMessageAsync(s_nothing));
        await SendAsync("one");
        Assert.Equal(("one", 1), (await second.ReceiveMessageAsync(s_comes) is var message ? message.Body.ToString() : "", message.DeliveryCount));
    }

    private BrokerQueue Queue(QueueOptions? options = null) => _broker.AddQueue("q", options);

    private ServiceBusReceiver Receiver(SubQueue subQueue = SubQueue.None) => _client.CreateReceiver("q", new ServiceBusReceiverOptions { SubQueue = subQueue });

    private Task SendAsync(string body) => SendAsync(new ServiceBusMessage(body));

    private Task SendAsync(ServiceBusMessage message) => _client.CreateSender("q").SendMessageAsync(message);

    /// <summary>The receiver's wish has reached the broker: what the client asked for before this look has.</summary>
    private static async Task WaitingAsync(ServiceBusReceiver receiver) => await receiver.PeekMessagesAsync(1);

    private static async Task FailsAsync(ServiceBusFailureReason reason, Task call) =>
        Assert.Equal(reason, (await Assert.ThrowsAsync<ServiceBusException>(() => call)).Reason);
}
