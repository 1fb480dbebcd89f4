using Connector.Commercetools;
using Connector.Core.Engine;
using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Local.Alerts;
using Connector.Local.Operators;
using Connector.Operations.Api;
using Connector.ShipStation;
using Connector.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The connector on one machine: the engine, both vendors, one SQLite file.</summary>
internal static class ConnectorServices
{
    public static IServiceCollection AddConnector(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration);
        services.AddConnectorRules(configuration, ConnectorConfiguration.RulesFileOf(configuration));
        services.AddSingleton<IInstances, ProcessInstances>();
        services.AddConnectorEngine();
        services.AddSqlite(configuration);
        services.AddCredentialPauses();
        services.AddDrains();
        services.Decorate<IJournal>((inner, provider) => new MeteredJournal(inner, provider.GetRequiredService<SyncMeter>()));
        services.AddCommercetools(configuration);
        services.AddShipStation(configuration);
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<TimerOptions>>().Value.ToPlan());
        services.AddOperations();
        services.AddSignals();
        services.AddAlerts();
        services.AddSingleton<CarrierFundsReader>();
        services.AddSingleton<CurrentServices>();
        services.AddOptions<TimerOptions>().BindConfiguration(TimerOptions.SectionName).ValidateMembers().ValidateOnStart();
        return services;
    }

    /// <summary>The file and the operators' services alone.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration);
        services.AddSingleton<IInstances, ProcessInstances>();
        services.AddSqlite(configuration);
        services.AddAlerts();
        services.AddSingleton(ShippingLocations.From(configuration.GetSection("Locations").GetChildren().Select(static l => l["Key"]).OfType<string>()));
        services.AddSingleton<IShippingAccounts>(new ConfiguredAccounts(ShipStationAccounts.ListNames(configuration)));
        services.AddDesks();
        return services;
    }
}
