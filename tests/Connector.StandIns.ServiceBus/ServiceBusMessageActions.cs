using Azure.Messaging.ServiceBus;
using Connector.StandIns.ServiceBus;
using Connector.WorkerProtocol;
using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles messages that a trigger brought: the host does it, which holds their locks.</summary>
[InputConverter(typeof(MessageActionsConverter))]
public class ServiceBusMessageActions
{
    private readonly Settlement.SettlementClient _settlement;

    /// <summary>For tests that derive from it.</summary>
    protected ServiceBusMessageActions() => _settlement = null!;

    internal ServiceBusMessageActions(Settlement.SettlementClient settlement) => _settlement = settlement;

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await _settlement.CompleteAsync(new CompleteRequest { Locktoken = message.LockToken }, cancellationToken: cancellationToken);

    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        await _settlement.AbandonAsync(
            new AbandonRequest { Locktoken = message.LockToken, PropertiesToModify = Encode(propertiesToModify) }, cancellationToken: cancellationToken);

    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object>? propertiesToModify = default, string? deadLetterReason = default,
        string? deadLetterErrorDescription = default, CancellationToken cancellationToken = default) =>
        await _settlement.DeadletterAsync(
            new DeadletterRequest
            {
                Locktoken = message.LockToken, PropertiesToModify = Encode(propertiesToModify), DeadletterReason = deadLetterReason,
                DeadletterErrorDescription = deadLetterErrorDescription
            },
            cancellationToken: cancellationToken);

    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await _settlement.RenewMessageLockAsync(new RenewMessageLockRequest { Locktoken = message.LockToken }, cancellationToken: cancellationToken);

    private static ByteString Encode(IDictionary<string, object>? properties)
    {
        if (properties is null) return ByteString.Empty;
        var map = new AmqpMap();
        foreach (var (name, value) in properties) map[new MapKey(name)] = value;
        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, 0, buffer.Length);
    }
}
