using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Connector.WorkerProtocol;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Connector.WorkerHost;

/// <summary>The messages that the worker works on: the host holds their locks, and settles them when the worker says so.</summary>
internal sealed class MessageLocks : Settlement.SettlementBase
{
    private readonly ConcurrentDictionary<string, (ServiceBusReceiver Receiver, ServiceBusReceivedMessage Message)> _held = new(StringComparer.Ordinal);

    public void Add(ServiceBusReceiver receiver, IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages) _held[message.LockToken] = (receiver, message);
    }

    public void Remove(IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages) _held.TryRemove(message.LockToken, out _);
    }

    /// <summary>16 bytes of lock token, then the message as it came over AMQP.</summary>
    public static ModelBindingData Encode(ServiceBusReceivedMessage message)
    {
        var content = ByteString.CopyFrom([.. Guid.Parse(message.LockToken).ToByteArray(), .. message.GetRawAmqpMessage().ToBytes().ToArray()]);
        return new ModelBindingData { Version = "1.0", Source = "AzureServiceBusReceivedMessage", ContentType = "application/octet-stream", Content = content };
    }

    public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) =>
        SettleAsync(request.Locktoken, (receiver, message) => receiver.CompleteMessageAsync(message, context.CancellationToken));

    public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) =>
        SettleAsync(request.Locktoken, (receiver, message) => receiver.AbandonMessageAsync(message, Decode(request.PropertiesToModify), context.CancellationToken));

    public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) =>
        SettleAsync(request.Locktoken, (receiver, message) => receiver.DeadLetterMessageAsync(
            message, Decode(request.PropertiesToModify), request.DeadletterReason, request.DeadletterErrorDescription, context.CancellationToken));

    public override Task<Empty> RenewMessageLock(RenewMessageLockRequest request, ServerCallContext context) =>
        SettleAsync(request.Locktoken, (receiver, message) => receiver.RenewMessageLockAsync(message, context.CancellationToken));

    /// <summary>What the broker refuses goes on as text, as the extension of the real host does it.</summary>
    private async Task<Empty> SettleAsync(string token, Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> settle)
    {
        if (!_held.TryGetValue(token, out var held)) throw new Grpc.Core.RpcException(new Status(StatusCode.FailedPrecondition, $"LockToken {token} not found."));
        try
        {
            await settle(held.Receiver, held.Message);
            return new Empty();
        }
        catch (Exception e)
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.Unknown, e.ToString()));
        }
    }

    private static Dictionary<string, object> Decode(ByteString properties)
    {
        if (properties.IsEmpty) return [];
        var bytes = properties.ToByteArray();
        using var buffer = new ByteBuffer(bytes, 0, bytes.Length);
        return AmqpCodec.DecodeMap(buffer).ToDictionary(static p => p.Key.Key.ToString()!, static p => p.Value, StringComparer.Ordinal);
    }
}
