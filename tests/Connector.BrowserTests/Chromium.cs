using System.Diagnostics;
using System.Text;

namespace Connector.BrowserTests;

/// <summary>
/// The browser of this machine: Debian's Chromium, or what CONNECTOR_CHROMIUM names. In CI it is installed where it is missing; a machine of a developer is left as it is, and the tests are skipped there.
/// </summary>
internal static class Chromium
{
    private const string Variable = "CONNECTOR_CHROMIUM";
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly Lazy<string?> s_path = new(static () => Find() ?? (IsCI && Environment.IsPrivilegedProcess ? Install() : null));

    public static bool IsCI => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where there is none.</summary>
    public static string? Path => s_path.Value;

    /// <summary>Why the tests are skipped; null where they run. In CI they are never skipped: without a browser they fail.</summary>
    public static string? SkipReason => IsCI || Path is not null ? null : $"No browser: install chromium (apt-get install chromium), or name one in {Variable}.";

    private static string? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? (File.Exists(named) ? named : null) : Array.Find(s_places, File.Exists);

    /// <summary>Waits for other installations on the machine. Throws with what the installation said where there is no browser afterwards.</summary>
    private static string Install()
    {
        var said = new StringBuilder();
        foreach (var arguments in (string[])["-o DPkg::Lock::Timeout=120 update", "-o DPkg::Lock::Timeout=120 install -y --no-install-recommends chromium"])
        {
            var start = new ProcessStartInfo("apt-get", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.OutputDataReceived += (_, line) => Keep(said, line.Data);
            process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
        }
        return Find() ?? throw new InvalidOperationException($"CI needs a browser, and chromium could not be installed:{Environment.NewLine}{said}");
    }

    private static void Keep(StringBuilder said, string? line)
    {
        lock (said) if (line is not null) said.AppendLine(line);
    }
}
