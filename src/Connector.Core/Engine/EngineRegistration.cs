using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Plan;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Push;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine;

/// <summary>The engine, line by line. A host adds the ports: the two vendors and the stores.</summary>
public static class EngineRegistration
{
    public static IServiceCollection AddConnectorEngine(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.SectionName).ValidateMembers().ValidateOnStart();
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
        services.AddSingleton<RecentOrders>();
        services.AddSingleton<DueOrders>();
        services.AddSingleton(static p => new OrderPullRun(
            p.GetRequiredService<ICommerceOrders>(), p.GetRequiredService<ICursorStore>(), p.GetRequiredService<SelectionRules>(), p.GetRequiredService<DueOrders>(),
            p.GetRequiredService<IJournal>(), p.GetRequiredService<IOptions<EngineOptions>>(), p.GetRequiredService<SyncMeter>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Reservations>();
        services.AddSingleton<OrderLoader>();
        services.AddSingleton<PushDecider>();
        services.AddSingleton<PausedAccounts>();
        services.AddSingleton(static provider => ShippingLocations.From(provider.GetRequiredService<ConnectorRules>().Locations.Select(static l => l.Key)));
        services.AddSingleton<SplitParts>();
        services.AddSingleton<IFreshReadings, PolledReadings>();
        services.AddSingleton<PushPreparer>();
        services.AddSingleton<ShippedMarker>();
        services.AddSingleton<CallConfirmation>();
        services.AddSingleton<PushCommit>();
        services.AddSingleton<RuleArchive>();
        services.AddSingleton<PushSender>();
        services.AddSingleton<ShipmentRequests>();
        services.AddSingleton<UnsentRows>();
        services.AddSingleton<ExportMarker>();
        services.AddSingleton<PushFinisher>();
        services.AddSingleton<PushOrderHandler>();

        // Labels.
        services.AddSingleton<ISettledOrders, LabelCandidates>();
        services.AddSingleton<ISeenShipments, SeenLabels>();
        services.AddSingleton<LabelScan>();
        services.AddSingleton(static p => new LabelRun(
            p.GetRequiredService<ILabelStore>(), p.GetRequiredService<LabelScan>(), p.GetRequiredService<IWorkQueue>(), p.GetRequiredService<LabelRules>(),
            p.GetRequiredService<IIdSource>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateLabelPolicies());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateLabelReadiness());
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().CreateLabelCalendar());
        services.AddSingleton(static p => new LabelOrigins(p.GetRequiredService<ConnectorRules>().Mapping.Customs, p.GetRequiredService<ILabelAccounts>()));
        services.AddSingleton<LabelRows>();
        services.AddSingleton<LabelLoader>();
        services.AddSingleton<LabelReadings>();
        services.AddSingleton<LabelQuotes>();
        services.AddSingleton<SeveralPackages>();
        services.AddSingleton<LabelOffers>();
        services.AddSingleton<CarrierBalances>();
        services.AddSingleton<SpendReader>();
        services.AddSingleton<LabelDecider>();
        services.AddSingleton<LabelPauses>();
        services.AddSingleton<LabelDocumentStore>();
        services.AddSingleton<PurchaseReservations>();
        services.AddSingleton<PurchaseCommit>();
        services.AddSingleton<PurchaseSettlement>();
        services.AddSingleton<LabelBuyer>();
        services.AddSingleton<UnexplainedCharges>();
        services.AddSingleton<PurchaseReadings>();
        services.AddSingleton<UnstartedBatches>();
        services.AddSingleton<LabelBatchEndings>();
        services.AddSingleton<LabelBatchBuyer>();
        services.AddSingleton<LabelBatchSettlement>();
        services.AddSingleton<LabelEndings>();
        services.AddSingleton<LabelWorks>();
        services.AddSingleton<LabelVoider>();
        services.AddSingleton<LabelRemarks>();
        services.AddSingleton<OrderLabels>();
        services.AddSingleton<BuyLabelHandler>();
        services.AddSingleton<PreviewWorks>();
        services.AddSingleton(static p => new LabelPreviewRun(
            p.GetRequiredService<PreviewWorks>(),
            (time, ledger) => ActivatorUtilities.CreateInstance<LabelDecider>(p, time, ActivatorUtilities.CreateInstance<SpendReader>(p, ledger)),
            p.GetRequiredService<LabelCalendar>(), p.GetRequiredService<TimeProvider>()));

        // Back: polls and notifications, write-back.
        services.AddSingleton<ShipmentOwners>();
        services.AddSingleton<ShipmentIntake>();
        services.AddSingleton<PollWindow>();
        services.AddSingleton(static p => new ShipmentPoll(p.GetRequiredService<IShippingAccounts>(), p.GetRequiredService<ShipmentIntake>(), p.GetRequiredService<PollWindow>()));
        services.AddSingleton<MergedOrders>();
        services.AddSingleton<UnknownMerges>();
        services.AddSingleton<MergeNews>();
        services.AddSingleton<KnownShippingOrders>();
        services.AddSingleton<PartNews>();
        services.AddSingleton<ForeignOrders>();
        services.AddSingleton<MarkedParts>();
        services.AddSingleton<OrderStatusIntake>();
        services.AddSingleton(static p => new OrderStatusPoll(
            p.GetRequiredService<IShippingAccounts>(), p.GetRequiredService<PollWindow>(), p.GetRequiredService<OrderStatusIntake>(), p.GetRequiredService<IOptions<EngineOptions>>()));
        services.AddSingleton<TrackingIntake>();
        services.AddSingleton<TrackingPoll>();
        services.AddSingleton<ParcelTracker>();
        services.AddSingleton<PointedNotifications>();
        services.AddSingleton<WebhookNotificationHandler>();
        services.AddSingleton<OrderUpdater>();
        services.AddSingleton<DeliveryPlanner>();
        services.AddSingleton<OrderStatusPlanner>();
        services.AddSingleton<PushRequests>();
        services.AddSingleton<ShipmentReader>();
        services.AddSingleton<ShipmentCommit>();
        services.AddSingleton<RecordShipmentHandler>();
        services.AddSingleton<RecordOrderStatusHandler>();

        // What timers start.
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateMembers().ValidateOnStart();
        services.AddSingleton<OrderIndexBuild>();
        services.AddSingleton<RetentionRun>();
        services.AddSingleton<RunReports>();
        services.AddSingleton<ClockWatch>();
        services.AddSingleton<LeasedRuns>();

        // What all of them would do, without doing it.
        services.AddSingleton<GroupPlanner>();
        services.AddSingleton<WritebackPlanner>();
        services.AddSingleton<OrderPreviewer>();
        services.AddSingleton(static p => new OrderPlanRun(
            p.GetRequiredService<ICommerceOrders>(), p.GetRequiredService<ISyncStore>(), p.GetRequiredService<ICursorStore>(), p.GetRequiredService<IWorkQueue>(),
            p.GetRequiredService<SelectionRules>(), p.GetRequiredService<IOptions<EngineOptions>>(), p.GetRequiredService<OrderPreviewer>()));
        services.AddSingleton(static p => new RuleChangeRun(
            p.GetRequiredService<ISyncStore>(), p.GetRequiredService<ICommerceOrders>(), p.GetRequiredService<PushDecider>(), p.GetRequiredService<RuleVersion>(),
            p.GetRequiredService<IWorkQueue>(), p.GetRequiredService<IIdSource>(), p.GetRequiredService<TimeProvider>()));

        // Whether both sides still agree.
        services.AddOptions<ReconciliationOptions>().BindConfiguration(ReconciliationOptions.SectionName).ValidateMembers().ValidateOnStart();
        services.AddSingleton<ShippingReader>();
        services.AddSingleton<WritebackReview>();
        services.AddSingleton<BatchComparison>();
        services.AddSingleton<DeadLetterReview>();
        services.AddSingleton<CursorReview>();
        services.AddSingleton<ShippingRepairs>();
        services.AddSingleton<Repairer>();
        services.AddSingleton<ReadingNotes>();
        services.AddSingleton<ReconciliationJournal>();
        services.AddSingleton<ReconciliationSteps>();
        services.AddSingleton<NightlySlices>();
        services.AddSingleton(static p => new ReconciliationRun(
            p.GetRequiredService<ReconciliationSteps>(), p.GetRequiredService<ShippingReader>(), p.GetRequiredService<NightlySlices>(), p.GetRequiredService<ReconciliationJournal>(),
            p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<HealthMetrics>();
        services.AddSingleton<ScheduledRuns>();

        // The pump.
        services.AddSingleton<MessageHandlers>();
        services.AddSingleton<Func<string, IMessageHandler?>>(provider => provider.GetRequiredService<MessageHandlers>().For);
        services.AddOrderIndex();
        services.AddSingleton<OutcomeRecorder>();
        services.AddSingleton<MessagePump>();
        services.AddSingleton<ReplacedEntries>();
        services.AddSingleton<QueueWorker>();
        services.AddSingleton<QueueDrain>();
        services.AddSingleton<SyncPass>();
        return services;
    }
}
