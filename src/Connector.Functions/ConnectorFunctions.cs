using Connector.Azure.Blobs;
using Connector.Azure.CommercetoolsSdk;
using Connector.Azure.ServiceBus;
using Connector.Azure.Tables;
using Connector.Commercetools;
using Connector.Commercetools.Notifications;
using Connector.Core.Engine;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Rules.Files;
using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.ShipStation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Functions;

/// <summary>The connector in Azure: the engine, both vendors, Table Storage, Blob Storage and Service Bus.</summary>
public static class ConnectorFunctions
{
    /// <summary>
    /// Settings are checked when the host starts. The rules come from the file that Connector:RulesFile names, relative to the app, or from connector.json beside it;
    /// settings win over the file.
    /// </summary>
    public static IServiceCollection AddConnectorFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        SettingsCheck.Run(configuration);
        services.TryAddSingleton(configuration);
        services.AddConnectorRules(RulesSettings.Merge(configuration, AppContext.BaseDirectory), RulesSettings.FileOf(configuration, AppContext.BaseDirectory));
        services.AddConnectorEngine();
        services.AddTableStorage(configuration);
        services.AddCredentialPauses();
        services.AddDrains();
        services.AddBlobStorage();
        services.AddServiceBus(configuration);
        services.AddCommercetools(configuration);
        services.AddCommercetoolsSdk(configuration);
        services.AddSingleton<CommerceEventIntake>();
        services.AddShipStation(configuration);
        services.AddSingleton(ScheduledTimers.Plan(configuration));
        services.AddSingleton<StoredOrderCounts>();
        services.AddSingleton<IOrderCounts>(static provider => provider.GetRequiredService<StoredOrderCounts>());
        services.AddHttpClient();
        services.AddSingleton<IPlatformKeys, FunctionKeys>();
        services.AddOperations(isBehindKeys: true);
        services.AddSignals();
        services.AddHostedService<ChangedCredentials>();
        // Instances share no file in which a key that one of them makes could be kept.
        services.AddOptions<RedactionOptions>()
            .Validate(
                static options => !string.IsNullOrEmpty(options.RedactionSalt) && !options.IsKnownToAll,
                "Journal:RedactionSalt must be a random text of your own (in Azure the secret journal-redaction-salt of the vault).")
            .ValidateOnStart();
        return services;
    }
}
