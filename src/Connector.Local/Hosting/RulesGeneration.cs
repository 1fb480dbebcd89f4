using Connector.Commercetools;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Connector.Local.Hosting;

/// <summary>
/// The services of one state of the rules: what decides by rules is made once more; stores, vendors and everything else are those of the host. So each service keeps the rules that it was made
/// with, and none has to know that they can change.
/// </summary>
internal static class RulesGeneration
{
    /// <summary>What is made once more, by the namespace of its service. A test follows the references of all others to the rules.</summary>
    private static readonly string[] s_renewed = ["Connector.Core.Rules", "Connector.Core.Flows", "Connector.Core.Engine", "Connector.Commercetools", "Connector.Operations"];

    /// <summary>Who is signed in stays so.</summary>
    private const string KeptNamespace = "Connector.Operations.Access";

    /// <summary>In these namespaces, but of the process: what they have seen counts on, and connections stay open.</summary>
    private static readonly HashSet<Type> s_kept =
    [
        typeof(RunReports), typeof(ClockWatch), typeof(Redaction), typeof(MeteredJournal), typeof(TimerPlan), typeof(CommerceAccess), typeof(SignalReader), typeof(ConnectorMeter), typeof(CallHistory), typeof(IAlertChannel), typeof(AlertRun), typeof(CarrierFundsReader)
    ];

    /// <summary>In other namespaces: ports that look at what the rules need, and what was read for them.</summary>
    private static readonly HashSet<Type> s_renewedToo = [typeof(ICommerceOrders), typeof(ICommerceProducts), typeof(ICommerceReferences), typeof(ShippingLocations), typeof(RecentOrders), typeof(Func<string, IMessageHandler?>)];

    /// <summary>Of the rules alone; registered with the new ones.</summary>
    private static readonly HashSet<Type> s_ofRules = [typeof(OrderNeeds), typeof(RuleVersion), typeof(RulesStatus)];

    /// <param name="host">Lives longer than what is made here, which owns nothing that must be closed.</param>
    public static IServiceProvider Create(IServiceCollection registrations, IServiceProvider host, IConfiguration configuration, string? file)
    {
        var services = new ServiceCollection();
        foreach (var sameType in registrations.Where(static r => !r.IsKeyedService && !IsOfRules(r.ServiceType) && r.ServiceType != typeof(IHostedService)).GroupBy(static r => r.ServiceType))
        {
            var index = 0;
            foreach (var registration in sameType) services.Add(IsRenewed(registration) ? registration : Forward(registration, host, index++));
        }
        services.AddConnectorRules(configuration, file);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = false });
    }

    public static bool IsRenewed(ServiceDescriptor registration)
    {
        var type = registration.ServiceType;
        if (registration.Lifetime != ServiceLifetime.Singleton || type.IsGenericTypeDefinition || s_renewedToo.Contains(type)) return true;
        return !s_kept.Contains(type) && type.Namespace != KeptNamespace && Array.Exists(s_renewed, name => type.Namespace?.StartsWith(name, StringComparison.Ordinal) == true);
    }

    private static bool IsOfRules(Type type) =>
        s_ofRules.Contains(type) || type.Namespace?.StartsWith("Connector.Core.Rules", StringComparison.Ordinal) == true && type.Assembly == typeof(ConnectorRules).Assembly && IsSection(type)
        || (type.IsGenericType && type.GetGenericArguments() is [var of] && of == typeof(ConnectorRules));

    private static bool IsSection(Type type) => type == typeof(ConnectorRules) || typeof(ConnectorRules).GetProperties().Any(section => section.PropertyType == type);

    private static ServiceDescriptor Forward(ServiceDescriptor registration, IServiceProvider host, int index) => registration.ImplementationInstance is not null
        ? registration
        : ServiceDescriptor.Singleton(registration.ServiceType, _ => host.GetServices(registration.ServiceType).ElementAt(index)!);
}
