using System.Diagnostics;
using Connector.Tests.Core.Rules.Files;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>What `dotnet pack` makes is installed as a .NET tool, and runs.</summary>
public sealed class ToolPackageTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task It_is_packed_installed_and_run()
    {
        var folder = Directory.CreateTempSubdirectory("connector-tool-");
        try
        {
            var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            var feed = Path.Combine(folder.FullName, "feed");
            await RunAsync("dotnet", "pack", Path.Combine(RepositoryFiles.Root(), "src", "Connector.Local"), "--no-build", "-c", configuration, "-o", feed, $"-p:PublishDir={folder.FullName}/publish/");
            // No other feed is asked.
            var sources = Path.Combine(folder.FullName, "nuget.config");
            await File.WriteAllTextAsync(sources, $"<configuration><packageSources><clear /><add key=\"here\" value=\"{feed}\" /></packageSources></configuration>");
            var tools = Path.Combine(folder.FullName, "tools");
            await RunAsync("dotnet", "tool", "install", "commercetools-shipstation-connector", "--tool-path", tools, "--configfile", sources, "--no-cache");

            var program = Path.Combine(tools, OperatingSystem.IsWindows() ? "connector.exe" : "connector");
            var help = await RunAsync(program, "errors", "dismiss", "--help");

            Assert.Contains("connector errors dismiss", help, StringComparison.Ordinal);
            Assert.Contains("--dry-run", help, StringComparison.Ordinal);
            Assert.Contains("--since", await RunAsync(program, "[complete]", "19", "connector sync --si"), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // A build server that stays would hold the pipes.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var patience = new CancellationTokenSource(s_patience);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await output}{await error}");
        return await output;
    }
}
