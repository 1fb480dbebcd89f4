using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace Connector.ServiceBusBroker;

/// <summary>
/// A Service Bus namespace on a loopback port, for the real client: it speaks the service's protocol, AMQP 1.0 with its management operations. Standard tier: 256 KB
/// a message, no sessions, no duplicate detection. Locks, schedules and expiry go by the clock that it is given.
/// </summary>
public sealed class Broker : IDisposable
{
    private static readonly AmqpVersion s_version = new(1, 0, 0);
    private readonly Dictionary<string, BrokerQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<AmqpConnection> _connections = [];
    private readonly AmqpTransportListener _listener;
    private readonly LinkRouter _router;

    private Broker(TimeProvider clock)
    {
        Clock = clock;
        Port = FreePort();
        _router = new LinkRouter(this);
        var settings = new AmqpSettings { RuntimeProvider = _router };
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(s_version);
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        sasl.AddHandler(new SaslAnonymousHandler());
        settings.TransportProviders.Add(sasl);
        var amqp = new AmqpTransportProvider();
        amqp.Versions.Add(s_version);
        settings.TransportProviders.Add(amqp);
        var tcp = new TcpTransportSettings { Host = IPAddress.Loopback.ToString(), Port = Port };
        _listener = new AmqpTransportListener([tcp.CreateListener()], settings);
        _listener.Listen((_, accepted) => Accept(accepted, settings));
    }

    public TimeProvider Clock { get; }

    public int Port { get; }

    /// <summary>What goes wrong next.</summary>
    public BrokerFaults Faults { get; } = new();

    /// <summary>What was done so far.</summary>
    public BrokerCounts Counts { get; } = new();

    /// <summary>The client takes plain TCP for an emulator alone.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)};SharedAccessKeyName=local;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true;";

    /// <summary>How many clients are connected.</summary>
    public int Connections
    {
        get { lock (_connections) return _connections.Count; }
    }

    /// <summary>A fault of the broker itself: a test that sees one has found nothing about the client.</summary>
    public Exception? Failure { get; private set; }

    internal Lock Gate { get; } = new();

    /// <summary>An empty namespace that listens.</summary>
    public static Broker Start(TimeProvider clock) => new(clock);

    public BrokerQueue AddQueue(string name, QueueOptions? options = null)
    {
        var queue = new BrokerQueue(name, options ?? new QueueOptions(), this);
        lock (Gate) _queues.Add(name, queue);
        return queue;
    }

    /// <summary>Throws when there is none of that name.</summary>
    public BrokerQueue Queue(string name) => Find(name) ?? throw new ArgumentException($"There is no queue {name}.", nameof(name));

    /// <summary>Breaks every connection, as when the network or the broker's machine fails.</summary>
    public void DropConnections()
    {
        List<AmqpConnection> all;
        lock (_connections) all = [.. _connections];
        foreach (var connection in all) Drop(connection);
    }

    public void Dispose()
    {
        _listener.Close();
        DropConnections();
        lock (Gate)
            foreach (var queue in _queues.Values) queue.Stop();
    }

    internal BrokerQueue? Find(string name)
    {
        lock (Gate) return _queues.GetValueOrDefault(name);
    }

    internal void Drop(AmqpConnection connection) => connection.Abort();

    /// <summary>Does it. What nobody foresaw is kept in <see cref="Failure"/> and ends the link, as an internal error of the service does.</summary>
    internal void Guard(AmqpLink link, Action act)
    {
        try
        {
            act();
        }
        catch (Exception e)
        {
            Failure ??= e;
            link.SafeClose(new AmqpException(AmqpErrorCode.InternalError, e.Message));
        }
    }

    /// <summary>After the time of a delayed operation.</summary>
    internal void Later(Action act) => _ = LaterAsync(act);

    private async Task LaterAsync(Action act)
    {
        await Task.Delay(Faults.DelayTime, TimeProvider.System);
        act();
    }

    private void Accept(TransportAsyncCallbackArgs accepted, AmqpSettings settings)
    {
        var connection = new AmqpConnection(
            accepted.Transport, (Microsoft.Azure.Amqp.Framing.ProtocolHeader)accepted.UserToken, false, settings,
            new AmqpConnectionSettings { ContainerId = "broker", MaxFrameSize = 64 * 1024, IdleTimeOut = 240_000 });
        connection.SafeAddClosed((_, _) =>
        {
            lock (_connections) _connections.Remove(connection);
        });
        lock (_connections) _connections.Add(connection);
        _ = OpenAsync(connection);
    }

    private static async Task OpenAsync(AmqpConnection connection)
    {
        try
        {
            await connection.OpenAsync(AmqpConstants.DefaultTimeout);
        }
        catch (Exception e)
        {
            // The client went away before it was let in.
            connection.SafeClose(e);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
