using Connector.Azure.Tables;
using Connector.Commercetools;
using Connector.Core.Engine;
using Connector.Core.Rules.Files;
using Connector.Operations.Api;
using Connector.ShipStation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Connector.Functions;

/// <summary>
/// App settings in the connector's own sections whose name does not exist or whose value cannot be read end the start, each named with its key. Other settings belong to the host and are left alone.
/// </summary>
internal static class SettingsCheck
{
    private static readonly SettingsCatalog s_catalog = new(
        [
            new(CommercetoolsOptions.SectionName, typeof(CommercetoolsOptions)), new(ShipStationOptions.SectionName, typeof(ShipStationOptions)),
            .. EngineSettings.Sections, new(OperationsOptions.SectionName, typeof(OperationsOptions)), new(StorageOptions.SectionName, typeof(StorageOptions))
        ],
        [new(ShipStationOptions.SectionName + ":Accounts", typeof(ShipStationOptions))]);

    /// <summary>Throws <see cref="OptionsValidationException"/>. Before anything is registered, because parts of that read settings.</summary>
    public static void Run(IConfiguration configuration)
    {
        // An empty app setting is one that is not set.
        var problems = configuration.AsEnumerable().Where(static pair => !string.IsNullOrEmpty(pair.Value) && s_catalog.IsOwn(pair.Key))
            .Select(static pair => s_catalog.FindProblem(pair.Key, pair.Value)).OfType<string>().Order(StringComparer.Ordinal).ToList();
        if (problems.Count > 0) throw new OptionsValidationException("", typeof(SettingsCheck), problems);
    }
}
