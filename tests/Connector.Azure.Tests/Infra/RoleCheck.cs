namespace Connector.Azure.Tests.Infra;

/// <summary>Every role is one of the table, and holds for one resource rather than for the whole resource group.</summary>
internal static class RoleCheck
{
    private static readonly Dictionary<string, string> s_roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0"] = "Azure Service Bus Data Receiver",
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39"] = "Azure Service Bus Data Sender",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher"
    };

    public static IEnumerable<string> Run(Snapshot snapshot)
    {
        foreach (var role in snapshot.Of("Microsoft.Authorization/roleAssignments"))
        {
            if (!s_roles.TryGetValue(IdOf(role), out var name)) yield return $"{IdOf(role)} is no role of the table";
            if (role.Scope is null) yield return $"{name ?? IdOf(role)} holds for the whole resource group";
            if (role.At("properties.principalType") is null) yield return $"{name ?? IdOf(role)} names no kind of principal";
        }
    }

    /// <summary>Each as "kind of principal: role on resource", where a resource is its type and, for a queue, its name.</summary>
    public static IEnumerable<string> Granted(Snapshot snapshot) => snapshot.Of("Microsoft.Authorization/roleAssignments")
        .Select(role => $"{role.At("properties.principalType")}: {s_roles[IdOf(role)]} on {Target(role.Scope!)}");

    private static string IdOf(DeployedResource role) => role.At("properties.roleDefinitionId")?.Split('/')[^1] ?? "";

    private static string Target(string scope)
    {
        var parts = scope.Split("/providers/")[^1].Split('/');
        return parts is [_, _, _, "queues", var queue] ? $"queue {queue}" : parts[1];
    }
}
