using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.AzureShims;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>A namespace of a test's own, with the three queues as we make them; each <see cref="Connect"/> is another instance of the connector.</summary>
internal sealed class TestBroker : IDisposable
{
    private static int s_number;
    private readonly List<ServiceBusClient> _clients = [];

    public TestBroker(ManualTimeProvider? clock = null)
    {
        Clock = clock ?? new ManualTimeProvider();
        Namespace = BrokerNamespace.Create($"test-{Interlocked.Increment(ref s_number)}.servicebus.example", Clock);
        foreach (var queue in QueueNames.All) Namespace.AddQueue(queue, TimeSpan.FromMinutes(5), MessagePump.MaxDeliveryCount);
    }

    public ManualTimeProvider Clock { get; }

    public BrokerNamespace Namespace { get; }

    /// <summary>As a tool or another program sees the namespace.</summary>
    public ServiceBusClient Client()
    {
        var client = new ServiceBusClient(Namespace.ConnectionString);
        _clients.Add(client);
        return client;
    }

    public TestInstance Connect(ServiceBusClient? client = null) => new(client ?? Client(), Clock);

    public ServiceBusReceiver Receiver(string queue) => Client().CreateReceiver(queue);

    public ServiceBusReceiver DeadLetters(string queue) => Client().CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    public Task SendAsync(string queue, ServiceBusMessage message) => Client().CreateSender(queue).SendMessageAsync(message);

    public void Dispose()
    {
        foreach (var client in _clients) client.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

/// <summary>The queues of one instance of the connector.</summary>
internal sealed class TestInstance
{
    public TestInstance(ServiceBusClient client, TimeProvider clock)
    {
        Queues = new ServiceBusQueues(client);
        Making = new MessageFactory(new IdSource(clock), clock);
        Settler = new Settler(Queues, Making, clock);
        Work = new ServiceBusWorkQueue(Queues, Making, Settler, clock);
        Errors = new ServiceBusErrorQueue(new DeadLetters(Queues, clock), Queues, Making);
    }

    public ServiceBusQueues Queues { get; }
    public MessageFactory Making { get; }
    public Settler Settler { get; }
    public ServiceBusWorkQueue Work { get; }
    public ServiceBusErrorQueue Errors { get; }
}
