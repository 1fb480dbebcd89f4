using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Connector.Azure.ServiceBus;

/// <summary>Every message names the configuration key; none shows a value that could be a secret.</summary>
internal sealed class ServiceBusOptionsCheck(IConfiguration configuration) : IValidateOptions<ServiceBusOptions>
{
    private const string Section = ServiceBusOptions.SectionName;

    public ValidateOptionsResult Validate(string? name, ServiceBusOptions options)
    {
        List<string> faults = [];
        if (!string.IsNullOrWhiteSpace(options.ConnectionString)) CheckConnectionString(options.ConnectionString, faults);
        else CheckNamespace(options, faults);
        if (configuration[$"{Section}:clientSecret"] is { Length: > 0 })
            faults.Add($"{Section}:clientSecret is not read here: name a managed identity by {Section}:clientId, or sign in as a developer.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckConnectionString(string text, List<string> faults)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!parts.Any(static p => p.StartsWith("Endpoint=sb://", StringComparison.OrdinalIgnoreCase)))
            faults.Add($"{Section} must be a connection string with Endpoint=sb://..., or stay empty where {Section}:fullyQualifiedNamespace is set.");
        if (parts.Any(static p => p.StartsWith("EntityPath=", StringComparison.OrdinalIgnoreCase)))
            faults.Add($"{Section} must be the connection string of the namespace, not of one queue (EntityPath).");
    }

    private static void CheckNamespace(ServiceBusOptions options, List<string> faults)
    {
        if (string.IsNullOrWhiteSpace(options.FullyQualifiedNamespace))
            faults.Add($"{Section}:fullyQualifiedNamespace is missing; it is the host name of the Service Bus namespace, such as contoso.servicebus.windows.net.");
        else if (Uri.CheckHostName(options.FullyQualifiedNamespace) != UriHostNameType.Dns || !options.FullyQualifiedNamespace.Contains('.', StringComparison.Ordinal))
            faults.Add($"{Section}:fullyQualifiedNamespace must be a host name only, such as contoso.servicebus.windows.net, without sb:// and path.");
        if (options.ClientId is { Length: > 0 } id && !Guid.TryParse(id, out _))
            faults.Add($"{Section}:clientId must be the client id of a managed identity, a GUID.");
    }
}
