using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;

namespace Connector.Azure.ServiceBus;

/// <summary>What a failure of the broker means to us. The client has retried already what a retry can overcome.</summary>
internal static class ServiceBusFailures
{
    /// <summary>Runs a call; its failures come out as <see cref="ConnectorException"/>.</summary>
    /// <param name="queue">For the message: the client's own failures leave the name out.</param>
    public static async Task<T> ReadAsync<T>(string queue, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is ServiceBusException or UnauthorizedAccessException or AuthenticationFailedException)
        {
            throw Reading(queue, e);
        }
    }

    /// <inheritdoc cref="ReadAsync{T}"/>
    public static Task ReadAsync(string queue, Func<Task> call) => ReadAsync(queue, async () =>
    {
        await call();
        return true;
    });

    private static ConnectorException Reading(string queue, Exception e) => e is ServiceBusException broker
        ? Reading(queue, broker)
        : new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "Service Bus refused the identity: check its role on the namespace.", e);

    private static ConnectorException Reading(string queue, ServiceBusException e) => e.Reason switch
    {
        ServiceBusFailureReason.ServiceBusy => Create(queue, FailureKind.Transient, ErrorCodes.ServerError, "is busy", e),
        ServiceBusFailureReason.ServiceTimeout => Create(queue, FailureKind.Transient, ErrorCodes.Timeout, "did not respond in time", e),
        ServiceBusFailureReason.ServiceCommunicationProblem => Create(queue, FailureKind.Transient, ErrorCodes.ConnectionFailed, "cannot be reached", e),
        ServiceBusFailureReason.QuotaExceeded => Create(queue, FailureKind.Transient, ErrorCodes.ServerError, "is full", e),
        ServiceBusFailureReason.MessagingEntityNotFound => Create(queue, FailureKind.Transient, ErrorCodes.ConnectionFailed, "does not exist", e),
        ServiceBusFailureReason.MessagingEntityDisabled => Create(queue, FailureKind.Transient, ErrorCodes.ConnectionFailed, "is disabled", e),
        ServiceBusFailureReason.MessageSizeExceeded => Create(queue, FailureKind.Rejected, ErrorCodes.MessageTooLarge, "accepts no message of this size", e),
        _ when e.IsTransient => Create(queue, FailureKind.Transient, ErrorCodes.ServerError, "failed temporarily", e),
        _ => Create(queue, FailureKind.Unknown, ErrorCodes.Unexpected, $"failed: {e.Reason}", e)
    };

    private static ConnectorException Create(string queue, FailureKind kind, string code, string what, ServiceBusException e) =>
        new(kind, code, $"The Service Bus queue '{queue}' {what}.", e);
}
