using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>A test that runs a program of the machine. Where that is missing the test is left out and says so; with CI=true it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsFactAttribute : FactAttribute
{
    public NeedsFactAttribute(string program) => Skip = Programs.WhyLeftOut(program);
}

/// <inheritdoc cref="NeedsFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTheoryAttribute : TheoryAttribute
{
    public NeedsTheoryAttribute(string program) => Skip = Programs.WhyLeftOut(program);
}

internal static class Programs
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(4);

    public static string? WhyLeftOut(string program)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)) return null;
        return Paths().Any(folder => Runnable(program).Any(name => File.Exists(Path.Combine(folder, name)))) ? null : $"There is no {program} on this machine.";
    }

    /// <param name="environment">Variables beside those of this process; an empty one is taken away.</param>
    public static async Task<(int Code, string Output, string Error)> TryRunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var longest = new CancellationTokenSource(s_longest);
        using var process = new Process { StartInfo = StartOf(program, arguments, folder) };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (value.Length > 0) process.StartInfo.Environment[name] = value;
            else process.StartInfo.Environment.Remove(name);
        }
        try { process.Start(); }
        catch (Win32Exception failure) { throw new InvalidOperationException($"{program} is needed and cannot be started.", failure); }
        var output = process.StandardOutput.ReadToEndAsync(longest.Token);
        var error = process.StandardError.ReadToEndAsync(longest.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(longest.Token);
        return (process.ExitCode, await output, await error);
    }

    private static ProcessStartInfo StartOf(string program, IEnumerable<string> arguments, string folder) =>
        new(Paths().SelectMany(_ => Runnable(program), Path.Combine).FirstOrDefault(File.Exists) ?? program, arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };

    private static string[] Paths() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string[] Runnable(string program) => OperatingSystem.IsWindows() ? [program + ".cmd", program + ".exe"] : [program];
}
