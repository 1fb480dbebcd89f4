namespace Connector.Azure.Tests.Infra;

/// <summary>Every resource has the API version of the table: those that Microsoft's own verified modules used in August 2026.</summary>
internal static class ApiVersionCheck
{
    private static readonly Dictionary<string, string> s_versions = new(StringComparer.Ordinal)
    {
        ["Microsoft.Authorization/roleAssignments"] = "2022-04-01",
        ["Microsoft.Insights/actionGroups"] = "2024-10-01-preview",
        ["Microsoft.Insights/components"] = "2020-02-02",
        ["Microsoft.Insights/diagnosticSettings"] = "2021-05-01-preview",
        ["Microsoft.Insights/metricAlerts"] = "2018-03-01",
        ["Microsoft.Insights/scheduledQueryRules"] = "2025-01-01-preview",
        ["Microsoft.Insights/workbooks"] = "2023-06-01",
        ["Microsoft.KeyVault/vaults"] = "2024-11-01",
        ["Microsoft.KeyVault/vaults/secrets"] = "2024-11-01",
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = "2024-11-30",
        ["Microsoft.OperationalInsights/workspaces"] = "2025-07-01",
        ["Microsoft.ServiceBus/namespaces"] = "2024-01-01",
        ["Microsoft.ServiceBus/namespaces/queues"] = "2024-01-01",
        ["Microsoft.ServiceBus/namespaces/queues/authorizationRules"] = "2024-01-01",
        ["Microsoft.Storage/storageAccounts"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/blobServices"] = "2025-01-01",
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = "2025-01-01",
        ["Microsoft.Storage/storageAccounts/tableServices"] = "2025-06-01",
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = "2025-06-01",
        ["Microsoft.Web/serverfarms"] = "2025-03-01",
        ["Microsoft.Web/sites"] = "2025-03-01",
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = "2025-03-01",
        ["Microsoft.Web/sites/config"] = "2025-03-01"
    };

    public static IEnumerable<string> Run(BicepFiles files) => files.Templates.SelectMany(file => file.Resources.Select(r => Problem(file, r)).OfType<string>());

    private static string? Problem(BicepFile file, ResourceUse resource) => s_versions.TryGetValue(resource.Type, out var version)
        ? resource.Version == version ? null : $"{file.At(resource.Node)}: {resource.Type} is {resource.Version ?? "without a version"}, not {version}"
        : $"{file.At(resource.Node)}: {resource.Type} is no type of the table";
}
