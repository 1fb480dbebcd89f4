using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Connector.Core.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Azure.ServiceBus;

/// <summary>Puts the queues on Service Bus into a host.</summary>
public static class ServiceBusRegistration
{
    /// <summary>
    /// Registers <see cref="IWorkQueue"/>, <see cref="IErrorQueue"/> and <see cref="TriggerSettlement"/> as singletons on one client. Settings:
    /// <see cref="ServiceBusOptions"/>, checked at start; nothing is called before the first message. The host brings the engine and the other stores.
    /// </summary>
    public static IServiceCollection AddServiceBus(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ServiceBusOptions>().Configure(options => Fill(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServiceBusOptions>>(new ServiceBusOptionsCheck(configuration));
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, IdSource>();
        services.TryAddSingleton(static s => Connect(s.GetRequiredService<IOptions<ServiceBusOptions>>().Value));
        services.AddSingleton<ServiceBusQueues>();
        services.AddSingleton<MessageFactory>();
        services.AddSingleton<Settler>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<IWorkQueue, ServiceBusWorkQueue>();
        services.AddSingleton<IErrorQueue, ServiceBusErrorQueue>();
        services.AddSingleton<TriggerSettlement>();
        return services;
    }

    private static void Fill(ServiceBusOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(ServiceBusOptions.SectionName);
        options.ConnectionString = section.Value;
        options.FullyQualifiedNamespace = section["fullyQualifiedNamespace"];
        options.ClientId = section["clientId"];
    }

    private static ServiceBusClient Connect(ServiceBusOptions options) => options switch
    {
        { ConnectionString: { Length: > 0 } text } => new ServiceBusClient(text),
        { ClientId: { Length: > 0 } id } => new ServiceBusClient(
            options.FullyQualifiedNamespace!, new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))),
        _ => new ServiceBusClient(options.FullyQualifiedNamespace!, new DefaultAzureCredential())
    };
}
