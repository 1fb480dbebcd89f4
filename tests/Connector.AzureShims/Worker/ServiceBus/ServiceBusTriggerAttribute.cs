namespace Microsoft.Azure.Functions.Worker;

/// <summary>Fires the function for the messages of a queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute(string queueName) : Attribute
{
    public string? QueueName { get; } = queueName;

    /// <summary>Name or prefix of the setting that names the namespace.</summary>
    public string? Connection { get; set; }

    public bool IsBatched { get; set; }

    public bool AutoCompleteMessages { get; set; }
}
