using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>
/// A broker of a test's own, with the three queues as we make them, for the real client. It responds at once and its clock stands still, so no test waits for what
/// will not come. Each <see cref="Connect"/> is another instance of the connector.
/// </summary>
internal sealed class TestBroker : IDisposable
{
    public static readonly QueueOptions OurQueues = new()
    {
        LockDuration = TimeSpan.FromMinutes(5), MaxDeliveryCount = MessagePump.MaxDeliveryCount, TimeToLive = TimeSpan.FromDays(14), DeadLettersExpired = true,
        Receiving = Receiving.RespondsAtOnce
    };

    /// <summary>For a message that is there: nobody waits for one that is not, so a busy machine may take its time.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    /// <summary>Faults are seen at once: the client does not try again.</summary>
    private static readonly ServiceBusClientOptions s_noRetries = new() { RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0, TryTimeout = TimeSpan.FromSeconds(30) } };

    public TestBroker(ManualTimeProvider? clock = null)
    {
        Clock = clock ?? new ManualTimeProvider();
        Namespace = Broker.Start(Clock);
        foreach (var queue in QueueNames.All) Namespace.AddQueue(queue, OurQueues);
    }

    public ManualTimeProvider Clock { get; }

    public Broker Namespace { get; }

    /// <summary>As a tool or another program sees the namespace.</summary>
    public ServiceBusClient Client() => new(Namespace.ConnectionString, s_noRetries);

    public TestInstance Connect(ServiceBusClient? client = null) => new(client ?? Client(), Clock);

    public ServiceBusReceiver Receiver(string queue) => Client().CreateReceiver(queue);

    public ServiceBusReceiver DeadLetters(string queue) => Client().CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public Task SendAsync(string queue, ServiceBusMessage message) => Client().CreateSender(queue).SendMessageAsync(message);

    public void Dispose()
    {
        // The clients end with the broker: closing each of them in good order takes a while and shows nothing.
        Namespace.Dispose();
        Assert.Null(Namespace.Failure);
    }
}

internal static class TestReceivers
{
    /// <summary>Everything that is there, however many calls it takes: the client returns a few milliseconds after the first message, with what has come by then.</summary>
    public static async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAllAsync(this ServiceBusReceiver receiver)
    {
        var all = new List<ServiceBusReceivedMessage>();
        while (await receiver.ReceiveMessagesAsync(1000, TestBroker.Wait) is { Count: > 0 } some) all.AddRange(some);
        return all;
    }
}

/// <summary>The queues of one instance of the connector.</summary>
internal sealed class TestInstance
{
    public TestInstance(ServiceBusClient client, TimeProvider clock)
    {
        Queues = new ServiceBusQueues(client);
        Making = new MessageFactory(new IdSource(clock), clock);
        Errors = new ServiceBusErrorQueue(new DeadLetters(Queues, clock), Queues, Making);
        Settler = new Settler(Queues, Making, new ReplacedEntries(Errors, NullLogger<ReplacedEntries>.Instance), clock);
        Work = new ServiceBusWorkQueue(Queues, Making, Settler, clock);
    }

    public ServiceBusQueues Queues { get; }
    public MessageFactory Making { get; }
    public Settler Settler { get; }
    public ServiceBusWorkQueue Work { get; }
    public ServiceBusErrorQueue Errors { get; }
}
