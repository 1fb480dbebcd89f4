using System.Diagnostics;

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

    private static string? Install()
    {
        foreach (var arguments in (string[])["update", "install -y --no-install-recommends chromium"])
        {
            var start = new ProcessStartInfo("apt-get", arguments) { RedirectStandardInput = true, UseShellExecute = false };
            start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.WaitForExit();
        }
        return Find();
    }
}
