using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>Every role is one of the table, and holds for one resource rather than for the whole resource group.</summary>
internal static partial class RoleCheck
{
    private static readonly HashSet<string> s_roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
        "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", // Azure Service Bus Data Receiver
        "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", // Azure Service Bus Data Sender
        "4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
        "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", // Key Vault Secrets Officer
        "3913510d-42f4-4e42-8a64-420c390055eb" // Monitoring Metrics Publisher
    };

    public static IEnumerable<string> Run(BicepFiles files)
    {
        foreach (var file in files.Templates)
        {
            foreach (var text in file.Root.Below("string").Where(s => Id().IsMatch(s.Literal) && !s_roles.Contains(s.Literal)))
                yield return $"{file.At(text)}: {text.Literal} is no role of the table";
            foreach (var role in file.Resources.Where(r => r.Type == "Microsoft.Authorization/roleAssignments"))
            {
                if (Properties.Find(role.Body, "scope") is null) yield return $"{file.At(role.Node)}: {role.Symbol} holds for the whole resource group";
                if (Properties.Find(role.Body, "properties.principalType") is null) yield return $"{file.At(role.Node)}: {role.Symbol} names no kind of principal";
            }
        }
    }

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
