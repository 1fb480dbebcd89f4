using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Tables;

/// <summary>Registration of the store ports with their implementations in Table Storage.</summary>
public static class TableStorage
{
    /// <summary>
    /// Singletons on one storage account. Settings: <see cref="StorageOptions"/>, checked at start. Limits come from <see cref="RateBudgetOptions"/>, which the
    /// host fills.
    /// </summary>
    public static IServiceCollection AddTableStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddOptions<RateBudgetOptions>();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static s => Connect(s.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton(static s => new StorageTables(s.GetRequiredService<TableServiceClient>()));
        services.AddSingleton<ISyncStore, TableSyncStore>();
        services.AddSingleton<IShippingStore, TableShippingStore>();
        services.AddSingleton<ICursorStore, TableCursorStore>();
        services.AddSingleton<IOrderIndex, TableOrderIndex>();
        services.AddSingleton<IErrorCases, TableErrorCases>();
        services.AddSingleton<IOrderOverrides, TableOrderOverrides>();
        services.AddSingleton<IJournal, TableJournal>();
        services.AddSingleton<IRateBudget, TableRateBudget>();
        services.AddSingleton<ILeases, TableLeases>();
        services.AddSingleton<IRunRecords, TableRunRecords>();
        services.AddSingleton<IRuleVersions, TableRuleVersions>();
        services.AddSingleton<IFlowPauses, TableFlowPauses>();
        services.AddSingleton<ISeenNotifications, TableSeenNotifications>();
        services.AddSingleton<ITrackingStore, TableTrackingStore>();
        services.AddSingleton<ILabelStore, TableLabelStore>();
        services.AddSingleton<ISpendLedger, TableSpendLedger>();
        return services;
    }

    internal static TableClientOptions ClientOptions() => WithRetries(new TableClientOptions());

    /// <summary>Short waits: a message whose storage does not respond comes back later anyway.</summary>
    internal static T WithRetries<T>(T options) where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(250);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(20);
        return options;
    }

    internal static TokenCredential Credential(StorageOptions options) => options.ManagedIdentityClientId is { Length: > 0 } id
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
        : new DefaultAzureCredential();

    private static TableServiceClient Connect(StorageOptions options)
    {
        if (options.TableServiceUri is not { } address) return new TableServiceClient(options.ConnectionString!, ClientOptions());
        return new TableServiceClient(address, Credential(options), ClientOptions());
    }
}
