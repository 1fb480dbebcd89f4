#nullable disable
using Connector.AzureShims;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that fit into one transfer.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    internal ServiceBusMessageBatch(long maxSizeInBytes) => MaxSizeInBytes = maxSizeInBytes;

    public int Count => Messages.Count;
    public long MaxSizeInBytes { get; }
    public long SizeInBytes { get; private set; }

    internal List<ServiceBusMessage> Messages { get; } = [];

    /// <summary>False when it does not fit any more; the batch is as it was then.</summary>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        var size = message.Content.Size;
        if (SizeInBytes + size > MaxSizeInBytes) return false;
        SizeInBytes += size;
        Messages.Add(message);
        return true;
    }

    public void Dispose() => Messages.Clear();
}
