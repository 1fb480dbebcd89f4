using Connector.TestSupport.Node;

namespace Connector.Azure.Tests.Azurite;

/// <summary>
/// The emulator as package.json and package-lock.json beside this file name it, installed once below the project's obj folder by the machine's own npm and
/// registry. Two test processes that start together wait for each other.
/// </summary>
internal static class AzuriteInstallation
{
    /// <summary>Path of a service's script.</summary>
    /// <param name="service">"table" or "blob".</param>
    public static string Ensure(string service)
    {
        if (NpmPackages.Missing is { } reason) throw new InvalidOperationException($"The storage emulator cannot run: {reason}.");
        var project = ProjectFolder();
        var sources = Path.Combine(project, "Azurite");
        var target = Path.Combine(project, "obj", "azurite");
        NpmPackages.Install("azurite-installation", sources, target);
        return Path.Combine(target, "node_modules", "azurite", "dist", "src", service, "main.js");
    }

    private static string ProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Connector.Azure.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run below their project's folder.");
    }
}
