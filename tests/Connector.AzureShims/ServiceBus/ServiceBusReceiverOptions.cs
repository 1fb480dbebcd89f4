#nullable disable
namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceiverOptions
{
    public SubQueue SubQueue { get; set; }
}

public enum SubQueue
{
    None = 0,
    DeadLetter = 1,
    TransferDeadLetter = 2
}

public enum ServiceBusMessageState
{
    Active,
    Deferred,
    Scheduled
}
