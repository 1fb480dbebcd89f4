using Connector.Core.Instances;
using Connector.Core.Journal;
using Connector.Core.Mapping;
using Connector.Core.Metering;
using Connector.Core.OrderFields;
using Connector.Core.OrderPull;
using Connector.Core.OrderPush;
using Connector.Core.OrderStatus;
using Connector.Core.Planning;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.Reconciliation;
using Connector.Core.Routing;
using Connector.Core.Rules;
using Connector.Core.Selection;
using Connector.Core.ShipmentWriteback;
using Connector.Core.ShippingPolls;
using Connector.Core.ShippingServices;
using Connector.Core.SyncPasses;
using Connector.Core.ParcelTracking;
using Connector.Core.Timers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core;

/// <summary>The engine, line by line. A host adds the ports: the two vendors and the stores.</summary>
public static class EngineRegistration
{
    public static IServiceCollection AddConnectorEngine(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, IdSource>();
        services.TryAddSingleton<IFaultPoints, NoFaultPoints>();
        services.TryAddSingleton<IInstances, UnknownInstances>();
        services.TryAddSingleton<SyncMeter>();
        services.TryAddSingleton(_ => new RetrySchedule());

        // The merchant's rules, and the pure decisions made with them.
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateSelection());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateLineShipping());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateServiceMap());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateRouter());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateMapping());
        services.AddSingleton<PushPlanner>();
        services.AddSingleton<OrderFieldTargets>();

        // Out: pull, push.
        services.AddSingleton<OrderPullRun>();
        services.AddSingleton<PushOrderHandler>();

        // Back: polls and notices, write-back.
        services.AddSingleton<ShipmentOwners>();
        services.AddSingleton<ShipmentIntake>();
        services.AddSingleton<ShipmentPoll>();
        services.AddSingleton<OrderStatusPoll>();
        services.AddSingleton<TrackingIntake>();
        services.AddSingleton<TrackingPoll>();
        services.AddSingleton<ParcelFollowing>();
        services.AddSingleton<PointedNotices>();
        services.AddSingleton<ShipNoticeHandler>();
        services.AddSingleton<OrderWriting>();
        services.AddSingleton<DeliveryPlanning>();
        services.AddSingleton<RecordShipmentHandler>();
        services.AddSingleton<RecordOrderStatusHandler>();

        // What timers start.
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<JournalRetention>();
        services.AddSingleton<RunReports>();
        services.AddSingleton<ClockWatch>();
        services.AddSingleton<LeasedRuns>();

        // What all of them would do, without doing it.
        services.AddSingleton<OrderPlanRun>();

        // Whether both sides still tell the same story.
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ReconciliationRun>();
        services.AddSingleton<Vitals.VitalSigns>();

        // The pump.
        services.AddSingleton<MessageHandlers>();
        services.AddSingleton<Func<string, IMessageHandler?>>(provider => provider.GetRequiredService<MessageHandlers>().For);
        services.AddSingleton<MessagePump>();
        services.AddSingleton<QueueWorker>();
        services.AddSingleton<SyncPass>();
        return services;
    }
}
