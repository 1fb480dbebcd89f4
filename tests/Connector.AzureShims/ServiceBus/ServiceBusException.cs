#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>A refusal or failure of the broker. Refused credentials are an <see cref="UnauthorizedAccessException"/> instead.</summary>
public class ServiceBusException : Exception
{
    public ServiceBusException(string message, ServiceBusFailureReason reason, string entityPath = null, Exception innerException = null) : base(message, innerException) =>
        (Reason, EntityPath) = (reason, entityPath);

    public string EntityPath { get; }
    public ServiceBusFailureReason Reason { get; }

    public bool IsTransient => Reason is ServiceBusFailureReason.ServiceBusy or ServiceBusFailureReason.ServiceTimeout or ServiceBusFailureReason.ServiceCommunicationProblem;
}

public enum ServiceBusFailureReason
{
    GeneralError,
    MessagingEntityNotFound,
    MessageLockLost,
    MessageNotFound,
    MessageSizeExceeded,
    MessagingEntityDisabled,
    QuotaExceeded,
    ServiceBusy,
    ServiceTimeout,
    ServiceCommunicationProblem,
    SessionCannotBeLocked,
    SessionLockLost,
    MessagingEntityAlreadyExists
}
