using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.TestSupport.InMemory;

/// <summary>Registration of every store port with its in-memory product.</summary>
public static class InMemoryStores
{
    /// <summary>Singletons; nothing outlives the process. Limits come from <see cref="RateBudgetOptions"/>, which the host fills.</summary>
    public static IServiceCollection AddInMemoryStores(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<RateBudgetOptions>();
        services.AddSingleton<ISyncStore, InMemorySyncStore>();
        services.AddSingleton<IShippingStore, InMemoryShippingStore>();
        services.AddSingleton<ICursorStore, InMemoryCursorStore>();
        services.AddSingleton<IOrderIndex, InMemoryOrderIndex>();
        services.AddSingleton<IErrorCases, InMemoryErrorCases>();
        services.AddSingleton<IOrderOverrides, InMemoryOrderOverrides>();
        services.AddSingleton<InMemoryWorkQueue>();
        services.AddSingleton<IWorkQueue>(static s => s.GetRequiredService<InMemoryWorkQueue>());
        services.AddSingleton<IErrorQueue, InMemoryErrorQueue>();
        services.AddSingleton<IJournal, InMemoryJournal>();
        services.AddSingleton<IRateBudget, InMemoryRateBudget>();
        services.AddSingleton<ILeases, InMemoryLeases>();
        services.AddSingleton<IRunRecords, InMemoryRunRecords>();
        services.AddSingleton<IRuleVersions, InMemoryRuleVersions>();
        services.AddSingleton<IFlowPauses, InMemoryFlowPauses>();
        services.AddSingleton<ISeenNotifications, InMemorySeenNotifications>();
        services.AddSingleton<ITrackingStore, InMemoryTrackingStore>();
        services.AddSingleton<ILabelStore, InMemoryLabelStore>();
        services.AddSingleton<ISpendLedger, InMemorySpendLedger>();
        services.AddSingleton<ILabelArchive, InMemoryLabelArchive>();
        return services;
    }
}
