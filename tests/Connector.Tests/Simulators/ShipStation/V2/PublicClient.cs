using System.Text.Json.Nodes;
using Connector.Tests.Docs;
using Connector.TestSupport.Node;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>
/// The client as package.json and package-lock.json in the folder beside this file name it, installed once below the project's obj folder.
/// </summary>
internal static class PublicClient
{
    private static readonly string s_project = Path.Combine(Document.Root, "tests", "Connector.Tests");

    /// <summary>Drives the server at the address; returns what the script saw.</summary>
    public static Task<JsonNode> DriveAsync(Uri address) => DriveAsync("shipstation", Path.Combine("ShipStation", "V2", "Client"), address);

    /// <param name="name">Of the folder below obj.</param>
    /// <param name="sources">Folder below Simulators with the script and its packages.</param>
    public static async Task<JsonNode> DriveAsync(string name, string sources, Uri address)
    {
        var folder = await Task.Run(() => Ensure(name, sources));
        var (exitCode, output, errors) = NpmPackages.Run("node", folder, Path.Combine(folder, "drive.mjs"), address.GetLeftPart(UriPartial.Authority));
        return exitCode == 0 ? JsonNode.Parse(output)! : throw new InvalidOperationException($"The client ended with {exitCode}: {errors}");
    }

    private static string Ensure(string name, string folder)
    {
        var target = Path.Combine(s_project, "obj", $"{name}-client");
        NpmPackages.Install($"{name}-client", Path.Combine(s_project, "Simulators", folder), target);
        return target;
    }
}

/// <summary>Left out, with the reason, where Node or npm is missing; but not in a build pipeline (CI=true): there it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsNodeFactAttribute : FactAttribute
{
    public NeedsNodeFactAttribute() =>
        Skip = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : NpmPackages.Missing;
}
