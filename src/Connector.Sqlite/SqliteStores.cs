using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Sqlite;

/// <summary>Registration of every store port with its SQLite implementation.</summary>
public static class SqliteStores
{
    /// <summary>
    /// Singletons on one file, which is opened when the first of them is asked for. Settings: <see cref="SqliteOptions"/>, checked at start. Limits come from
    /// <see cref="RateBudgetOptions"/>, which the host fills.
    /// </summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SqliteOptions>().Bind(configuration.GetSection(SqliteOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SqliteOptions>, SqliteOptionsValidator>();
        services.AddOptions<RateBudgetOptions>();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(static s => new SqliteDatabase(s.GetRequiredService<IOptions<SqliteOptions>>().Value.Path));
        services.AddSingleton<ISyncStore, SqliteSyncStore>();
        services.AddSingleton<IShippingStore, SqliteShippingStore>();
        services.AddSingleton<ICursorStore, SqliteCursorStore>();
        services.AddSingleton<IOrderIndex, SqliteOrderIndex>();
        services.AddSingleton<IErrorCases, SqliteErrorCases>();
        services.AddSingleton<IOrderOverrides, SqliteOrderOverrides>();
        services.AddSingleton<IWorkQueue, SqliteWorkQueue>();
        services.AddSingleton<IErrorQueue, SqliteErrorQueue>();
        services.AddSingleton<IJournal, SqliteJournal>();
        services.AddSingleton<IRateBudget, SqliteRateBudget>();
        services.TryAddSingleton<IInstances, ProcessInstances>();
        services.AddSingleton<ILeases, SqliteLeases>();
        services.AddSingleton<IRunRecords, SqliteRunRecords>();
        services.AddSingleton<IRuleVersions, SqliteRuleVersions>();
        services.AddSingleton<IFlowPauses, SqliteFlowPauses>();
        services.AddSingleton<ISeenNotifications, SqliteSeenNotifications>();
        services.AddSingleton<ITrackingStore, SqliteTrackingStore>();
        services.AddSingleton<ILabelStore, SqliteLabelStore>();
        services.AddSingleton<ISpendLedger, SqliteSpendLedger>();
        services.AddSingleton<ILabelArchive, SqliteLabelArchive>();
        services.AddSingleton<IRedactionKey, SqliteRedactionKey>();
        return services;
    }
}
