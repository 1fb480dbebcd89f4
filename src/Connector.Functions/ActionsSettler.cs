using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Settles messages through the host that brought them. The host holds their locks, and reports over gRPC what became of a call.</summary>
internal sealed class ActionsSettler(ServiceBusMessageActions actions) : IMessageSettler
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        AskAsync(() => actions.CompleteMessageAsync(message, cancellationToken));

    public Task AbandonAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        AskAsync(() => actions.AbandonMessageAsync(message, null, cancellationToken));

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message, Dictionary<string, object> properties, string reason, string description, CancellationToken cancellationToken) =>
        AskAsync(() => actions.DeadLetterMessageAsync(message, properties, reason, description, cancellationToken));

    public Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        AskAsync(() => actions.RenewMessageLockAsync(message, cancellationToken));

    /// <summary>
    /// The host passes the broker's refusal on as text, in a status of its own, and reports a message that it holds no longer as a failed precondition. Either way the
    /// lock is gone.
    /// </summary>
    internal static bool IsLockLost(Status status) => status.StatusCode switch
    {
        StatusCode.FailedPrecondition => status.Detail.Contains("LockToken", StringComparison.Ordinal),
        StatusCode.Unknown => status.Detail.Contains($"({nameof(ServiceBusFailureReason.MessageLockLost)})", StringComparison.Ordinal),
        _ => false
    };

    private static async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (RpcException e) when (IsLockLost(e.Status))
        {
            throw new ServiceBusException("The lock of the message is lost.", ServiceBusFailureReason.MessageLockLost, innerException: e);
        }
    }
}
