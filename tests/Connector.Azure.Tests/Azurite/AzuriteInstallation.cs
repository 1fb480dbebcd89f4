using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Connector.Azure.Tests.Azurite;

/// <summary>
/// The emulator as package.json and package-lock.json beside this file name it, installed once below the project's obj folder by the machine's own npm and
/// registry. Two test processes that start together wait for each other.
/// </summary>
internal static class AzuriteInstallation
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Why there can be no emulator here; null when there can.</summary>
    public static string? Missing { get; } = Runs("node") ? Runs("npm") ? null : "npm is not installed" : "Node.js is not installed";

    /// <summary>Path of the table service's script.</summary>
    public static string Ensure()
    {
        if (Missing is { } reason) throw new InvalidOperationException($"The storage emulator cannot run: {reason}.");
        var project = ProjectFolder();
        var sources = Path.Combine(project, "Azurite");
        var target = Path.Combine(project, "obj", "azurite");
        Directory.CreateDirectory(target);
        using var mutex = new Mutex(false, "Global\\connector-azurite-installation");
        Take(mutex);
        try
        {
            Install(sources, target);
        }
        finally
        {
            mutex.ReleaseMutex();
        }
        return Path.Combine(target, "node_modules", "azurite", "dist", "src", "table", "main.js");
    }

    private static void Take(Mutex mutex)
    {
        try
        {
            if (!mutex.WaitOne(Longest)) throw new TimeoutException("Another test process installs the storage emulator and does not finish.");
        }
        catch (AbandonedMutexException)
        {
            // It is ours now; the mark below says whether the installation was finished.
        }
    }

    private static void Install(string sources, string target)
    {
        var wanted = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(sources, "package-lock.json"))));
        // npm removes the folder first, and the mark with it.
        var mark = Path.Combine(target, "node_modules", ".installed");
        if (File.Exists(mark) && File.ReadAllText(mark) == wanted) return;
        foreach (var file in new[] { "package.json", "package-lock.json" }) File.Copy(Path.Combine(sources, file), Path.Combine(target, file), overwrite: true);
        var (exitCode, reported) = Run("npm", target, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        if (exitCode != 0) throw new InvalidOperationException($"npm ci ended with {exitCode}: {reported}");
        File.WriteAllText(mark, wanted);
    }

    private static string ProjectFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Connector.Azure.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not run below their project's folder.");
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

    private static (int ExitCode, string WrittenBack) Run(string tool, string folder, params string[] arguments)
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
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
