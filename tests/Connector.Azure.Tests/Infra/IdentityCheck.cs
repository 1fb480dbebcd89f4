namespace Connector.Azure.Tests.Infra;

/// <summary>Everything is reached with an identity and over TLS. The one key that may exist is the shop's, for its own queue.</summary>
internal static class IdentityCheck
{
    private static readonly (string Type, string Path, string Value)[] s_wanted =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ("Microsoft.ServiceBus/namespaces", "properties.minimumTlsVersion", "1.2"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2"),
        ("Microsoft.Web/sites", "properties.functionAppConfig.deployment.storage.authentication.type", "UserAssignedIdentity"),
        ("Microsoft.Web/sites", "identity.type", "UserAssigned")
    ];

    public static IEnumerable<string> Run(Snapshot snapshot) => s_wanted
        .SelectMany(w => snapshot.Of(w.Type).Where(r => r.At(w.Path) != w.Value).Select(r => $"{w.Type}: {w.Path} is {r.At(w.Path) ?? "not set"}, not {w.Value}"))
        .Concat(Keys(snapshot));

    private static IEnumerable<string> Keys(Snapshot snapshot)
    {
        var needed = snapshot.Resources.Any(r => r.Type.EndsWith("/authorizationRules", StringComparison.OrdinalIgnoreCase));
        return snapshot.Of("Microsoft.ServiceBus/namespaces").Where(n => n.At("properties.disableLocalAuth") != (needed ? "false" : "true"))
            .Select(_ => needed ? "the namespace has a key but takes none" : "the namespace takes keys that nobody needs");
    }
}
