using System.Diagnostics;

namespace Connector.Benchmarks.Load;

/// <summary>What is measured, and what it is measured with.</summary>
/// <param name="Connector">The connector: its dll, or a published executable.</param>
/// <param name="Simulators">A dll of the connector for `simulate`, always that of the release build.</param>
/// <param name="Script">The bundled script of baseline/; null to leave it out.</param>
internal sealed record Programs(string Connector, string Simulators, string? Script)
{
    public static async Task<Programs> FindAsync(string? connector, bool withScript)
    {
        var root = Root();
        var built = Path.Combine(root, "src", "Connector.Local", "bin", "Release", "net10.0", "connector.dll");
        if (!File.Exists(built)) throw new InvalidOperationException($"{built} does not exist: run with -c Release.");
        return new Programs(connector is null ? built : Path.GetFullPath(connector), built, withScript ? await ScriptAsync(Path.Combine(root, "baseline")) : null);
    }

    /// <summary>A process start without what would change the runtime of the measured process.</summary>
    public static ProcessStartInfo Dotnet(string program, IEnumerable<string> arguments)
    {
        var isDll = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isDll ? "dotnet" : program, isDll ? [program, .. arguments] : arguments) { UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("DOTNET_gc", StringComparison.OrdinalIgnoreCase) || name.StartsWith("DOTNET_Tiered", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    private static async Task<string> ScriptAsync(string folder)
    {
        var script = Path.Combine(folder, "dist", "sync.cjs");
        if (File.Exists(script)) return script;
        await NpmAsync(folder, "ci");
        await NpmAsync(folder, "run", "build");
        return script;
    }

    private static async Task NpmAsync(string folder, params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm {string.Join(' ', arguments)} failed; --no-script leaves the script out.");
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Connector.sln"))) return folder.FullName;
        throw new InvalidOperationException("Connector.sln is in no folder above this program.");
    }
}
