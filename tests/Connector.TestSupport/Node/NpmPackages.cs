using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;

namespace Connector.TestSupport.Node;

/// <summary>Packages as a package.json and package-lock.json name them, installed once by the machine's own npm and registry. Two test processes that start together wait for each other.</summary>
public static class NpmPackages
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Why nothing of Node.js can run here; null when it can.</summary>
    public static string? Missing { get; } = Runs("node") ? Runs("npm") ? null : "npm is not installed" : "Node.js is not installed";

    /// <summary>Copies the folder's scripts and package files and installs what its lock file names.</summary>
    /// <param name="name">One of its own for each pair of folders.</param>
    /// <param name="sources">Has package.json and package-lock.json.</param>
    /// <param name="target">Made when it is not there.</param>
    public static void Install(string name, string sources, string target)
    {
        Directory.CreateDirectory(target);
        using var mutex = new Mutex(initiallyOwned: false, $"Global\\connector-{name}");
        try
        {
            if (!mutex.WaitOne(s_longest)) throw new TimeoutException($"Another test process installs {name} and does not finish.");
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
    }

    public static (int ExitCode, string Output, string Errors) Run(string tool, string folder, params string[] arguments)
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

    private static void Install(string sources, string target)
    {
        foreach (var file in Directory.EnumerateFiles(sources).Where(static f => Path.GetExtension(f) is ".json" or ".mjs")) File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
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
}
