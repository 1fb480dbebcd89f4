using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Watch;

public static class OrderIndexRegistration
{
    /// <summary>What keeps the list of orders, and the promises in it. More than once does no harm.</summary>
    public static IServiceCollection AddOrderIndex(this IServiceCollection services)
    {
        services.AddOptions<RedactionOptions>();
        services.TryAddSingleton<Redaction>();
        if (services.Any(static s => s.ServiceType == typeof(OrderIndexer))) return services;
        services.AddOptions<PromiseOptions>().BindConfiguration(PromiseOptions.SectionName).ValidateMembers()
            .Validate(static options => options.IsZoneKnown, "Promises:TimeZone must be an IANA name such as Europe/Berlin.").ValidateOnStart();
        services.AddSingleton<PromiseClocks>();
        services.AddSingleton<PromiseCounts>();
        services.AddSingleton<OrderStatistics>();
        services.AddSingleton<ErrorCases>();
        services.AddSingleton<OrderIndexer>();
        services.AddSingleton<ISeenOrders>(static provider => provider.GetRequiredService<OrderIndexer>());
        return services;
    }
}
