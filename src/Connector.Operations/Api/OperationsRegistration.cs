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
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>What people do with orders, errors and labels, and the API, the page and the webhook endpoint around it.</summary>
public static class OperationsRegistration
{
    /// <summary>All of it. Needs the store ports, <see cref="IShippingAccounts"/> and, for webhooks, <see cref="IWebhookSecrets"/> from the host.</summary>
    /// <param name="isBehindKeys">True for a function app, whose platform looks at the keys of the API.</param>
    public static IServiceCollection AddOperations(this IServiceCollection services, bool isBehindKeys = false)
    {
        services.AddDesks();
        services.AddAccess(isBehindKeys);
        services.TryAddSingleton<ErrorsApi>();
        services.TryAddSingleton<ReconciliationApi>();
        services.TryAddSingleton<OverridesApi>();
        services.TryAddSingleton<RetriesApi>();
        services.TryAddSingleton<OrderPreviewApi>();
        services.TryAddSingleton<PlanApi>();
        services.TryAddSingleton<CallHistory>();
        services.TryAddSingleton<CallsApi>();
        services.TryAddSingleton<DescriptionApi>();
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

    /// <summary>What people do with orders, errors and flows, for a command that asks no vendor and serves nobody. Needs the store ports and <see cref="IShippingAccounts"/>.</summary>
    public static IServiceCollection AddDesks(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<OperationsOptions>, OperationsOptionsCheck>();
        services.AddOptions<OperationsOptions>().BindConfiguration(OperationsOptions.SectionName).ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, IdSource>();
        services.AddOrderIndex();
        services.TryAddSingleton<OrdersApi>();
        services.TryAddSingleton<ErrorQueueService>();
        services.TryAddSingleton<ErrorReview>();
        services.TryAddSingleton<RetryOperations>();
        services.TryAddSingleton<FlowDesk>();
        services.TryAddSingleton<FlowRewind>();
        services.TryAddSingleton<OverrideDesk>();
        services.TryAddSingleton(static provider => new OrderTraces(
            provider.GetRequiredService<ISyncStore>(), provider.GetRequiredService<IShippingStore>(), provider.GetRequiredService<ITrackingStore>(), provider.GetRequiredService<ILabelStore>(),
            provider.GetRequiredService<IJournal>(), provider.GetRequiredService<IErrorQueue>(), provider.GetRequiredService<IOrderIndex>(), provider.GetRequiredService<IShippingAccounts>().Names));
        services.TryAddSingleton<PeoplesWords>();
        services.TryAddSingleton<OrderErasure>();
        services.TryAddSingleton<CustomerErasure>();
        return services;
    }
}
