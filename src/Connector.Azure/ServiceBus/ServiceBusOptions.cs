namespace Connector.Azure.ServiceBus;

/// <summary>
/// Where the queues are. Section "ServiceBusConnection": the very keys that the triggers' binding reads, so that a namespace is set once. A value at
/// "ServiceBusConnection" itself is a connection string and wins over the section, as it does for the binding.
/// </summary>
public sealed class ServiceBusOptions
{
    public const string SectionName = "ServiceBusConnection";

    /// <summary>Such as contoso.servicebus.windows.net.</summary>
    public string? FullyQualifiedNamespace { get; set; }

    /// <summary>Client id of the user-assigned identity; null takes the system-assigned one in Azure and the developer's sign-in on other machines.</summary>
    public string? ClientId { get; set; }

    /// <summary>With a shared key, for an emulator or a trial; null in production.</summary>
    public string? ConnectionString { get; set; }
}
