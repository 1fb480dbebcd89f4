using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>
/// The client as package.json and package-lock.json in the folder beside this file name it, installed once below the project's obj folder by the machine's own npm and registry. Two test
/// processes that start together wait for each other.
/// </summary>
internal static class PublicClient
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private static readonly string s_project = Path.Combine(Document.Root, "tests", "Connector.Tests");

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing { get; } = Runs("node") ? Runs("npm") ? null : "npm is not installed" : "Node.js is not installed";

    /// <summary>Drives the server at the address; returns what the script saw.</summary>
    public static Task<JsonNode> DriveAsync(Uri address) => DriveAsync("shipstation", Path.Combine("ShipStation", "V2", "Client"), address);

    /// <param name="name">Of the folder below obj.</param>
    /// <param name="sources">Folder below Simulators with the script and its packages.</param>
    public static async Task<JsonNode> DriveAsync(string name, string sources, Uri address)
    {
        var folder = await Task.Run(() => Ensure(name, sources));
        var (exitCode, output, errors) = Run("node", folder, Path.Combine(folder, "drive.mjs"), address.GetLeftPart(UriPartial.Authority));
        return exitCode == 0 ? JsonNode.Parse(output)! : throw new InvalidOperationException($"The client ended with {exitCode}: {errors}");
    }

    private static string Ensure(string name, string folder)
    {
        var sources = Path.Combine(s_project, "Simulators", folder);
        var target = Path.Combine(s_project, "obj", $"{name}-client");
        Directory.CreateDirectory(target);
        using var mutex = new Mutex(initiallyOwned: false, $"Global\\connector-{name}-client");
        try
        {
            if (!mutex.WaitOne(s_longest)) throw new TimeoutException("Another test process installs the client and does not finish.");
        }
        catch (AbandonedMutexException)
        {
            // It is ours now; the mark below says whether the installation was finished.
        }
        try
        {
            Install(sources, target);
        }
        finally
        {
            mutex.ReleaseMutex();
        }
        return target;
    }

    private static void Install(string sources, string target)
    {
        foreach (var file in Directory.EnumerateFiles(sources)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        var wanted = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(sources, "package-lock.json"))));
        // npm removes the folder first, and the mark with it.
        var mark = Path.Combine(target, "node_modules", ".installed");
        if (File.Exists(mark) && File.ReadAllText(mark) == wanted) return;
        var (exitCode, output, errors) = Run("npm", target, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (exitCode != 0) throw new InvalidOperationException($"npm ci ended with {exitCode}: {output}{errors}");
        File.WriteAllText(mark, wanted);
    }

    private static bool Runs(string tool)
    {
        try
        {
            return Run(tool, AppContext.BaseDirectory, "--version").ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static (int ExitCode, string Output, string Errors) Run(string tool, string folder, params string[] arguments)
    {
        // npm is a command script on Windows.
        var (file, all) = OperatingSystem.IsWindows() ? ("cmd", ["/c", tool, .. arguments]) : (tool, arguments);
        using var process = Process.Start(new ProcessStartInfo(file, all)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

/// <summary>Left out, with the reason, where Node or npm is missing; but not in a build pipeline (CI=true): there it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsNodeFactAttribute : FactAttribute
{
    public NeedsNodeFactAttribute() =>
        Skip = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase) ? null : PublicClient.Missing;
}
