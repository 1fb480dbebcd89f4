using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Operations.Access;
using Connector.Operations.Description;
using Connector.Operations.Page;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Operations.Api;

/// <summary>What the operations API, the page and the webhook endpoint need beside the engine and its stores.</summary>
public static class OperationsRegistration
{
    /// <summary>Needs the store ports, <see cref="IShippingAccounts"/> and, for webhooks, <see cref="IWebhookSecrets"/> from the host.</summary>
    /// <param name="isBehindKeys">True for a function app, whose platform looks at the keys of the API.</param>
    public static IServiceCollection AddOperations(this IServiceCollection services, bool isBehindKeys = false)
    {
        services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.SectionName);
        services.AddAccess(isBehindKeys);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, IdSource>();
        services.AddOrderIndex();
        services.TryAddSingleton<OrdersApi>();
        services.TryAddSingleton<ErrorQueueService>();
        services.TryAddSingleton<FlowDesk>();
        services.TryAddSingleton<ErrorReview>();
        services.TryAddSingleton<ErrorsApi>();
        services.TryAddSingleton<RetryOperations>();
        services.TryAddSingleton<OverrideDesk>();
        services.TryAddSingleton<FlowRewind>();
        services.TryAddSingleton<ReconciliationApi>();
        services.TryAddSingleton<OverridesApi>();
        services.TryAddSingleton<RetriesApi>();
        services.TryAddSingleton<OrderPreviewApi>();
        services.TryAddSingleton<PlanApi>();
        services.TryAddSingleton<CallHistory>();
        services.TryAddSingleton<CallsApi>();
        services.TryAddSingleton<DescriptionApi>();
        services.TryAddSingleton(provider => new OrderTraces(
            provider.GetRequiredService<ISyncStore>(), provider.GetRequiredService<IShippingStore>(), provider.GetRequiredService<ITrackingStore>(), provider.GetRequiredService<ILabelStore>(),
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IErrorQueue>(), provider.GetRequiredService<IOrderIndex>(), provider.GetRequiredService<IShippingAccounts>().Names));
        services.TryAddSingleton<PeoplesWords>();
        services.TryAddSingleton<OrderErasure>();
        services.TryAddSingleton<CustomerErasure>();
        services.TryAddSingleton<PrivacyApi>();
        services.TryAddSingleton(new TimerPlan([], RunHere: false));
        services.TryAddSingleton<RunReports>();
        services.TryAddSingleton<IOrderCounts, CountedOrders>();
        services.TryAddSingleton<TimerViews>();
        services.TryAddSingleton<HealthReader>();
        services.TryAddSingleton<WebhookReceiver>();
        services.TryAddSingleton<SignedWebhookReceiver>();
        services.TryAddSingleton<OperationsApi>();
        services.TryAddSingleton<LabelRules>();
        services.TryAddSingleton(static provider => new LabelCalendar(provider.GetRequiredService<LabelRules>().Times));
        services.TryAddSingleton<LabelDesk>();
        services.TryAddSingleton<LabelReports>();
        services.TryAddSingleton<LabelBudget>();
        services.TryAddSingleton<LabelPrints>();
        services.TryAddSingleton<LabelsApi>();
        services.TryAddSingleton<LabelDocumentsApi>();
        services.TryAddSingleton<LabelPreviewApi>();
        services.TryAddSingleton<WebhookApi>();
        services.AddOpsPage();
        // The framework logs the path of each request, and a webhook's path holds its secret; also where someone asks for more logs.
        services.Configure<LoggerFilterOptions>(static options => options
            .AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning));
        return services;
    }
}
