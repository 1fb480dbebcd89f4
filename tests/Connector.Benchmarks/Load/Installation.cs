using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Connector.Benchmarks.Load;

/// <summary>One connector as a user would have it: a folder with settings, rules and the SQLite file. Removed in the end.</summary>
internal sealed class Installation : IDisposable
{
    public const string WebhookSecret = "a-secret-that-nobody-guesses";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private readonly Programs _programs;
    private readonly Vendors _vendors;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-load-");
    private int _runs;

    public Installation(Programs programs, Vendors vendors, bool marksExports = false, JsonObject? rules = null)
    {
        (_programs, _vendors) = (programs, vendors);
        var settings = new JsonObject
        {
            ["Commercetools"] = new JsonObject { ["ProjectKey"] = "demo", ["ClientId"] = "demo", ["ClientSecret"] = "demo", ["ApiBaseAddress"] = vendors.Shop.Address, ["AuthorizationBaseAddress"] = vendors.Shop.Address },
            ["ShipStation"] = new JsonObject { ["BaseAddress"] = vendors.Shipping.Address, ["ApiKey"] = "demo", ["ApiSecret"] = "demo", ["WebhookSecret"] = WebhookSecret },
            ["Connector"] = new JsonObject { ["SyncInfo"] = marksExports },
            ["Sqlite"] = new JsonObject { ["Path"] = Database }
        };
        var file = rules ?? [];
        file["Locations"] ??= new JsonArray(new JsonObject { ["Key"] = "main", ["StoreId"] = 410001, ["WarehouseId"] = 88001 });
        File.WriteAllText(In("connector.local.json"), settings.ToJsonString());
        File.WriteAllText(In("connector.json"), file.ToJsonString());
    }

    private string Database => In("connector.db");

    /// <summary>A command without being measured.</summary>
    public async Task DoAsync(params string[] arguments)
    {
        using var process = Start(out _, arguments);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs a command to its end; several times at once with <paramref name="processes"/>.</summary>
    public async Task<Sample> MeasureAsync(int items, string[] arguments, int processes = 1)
    {
        var before = await _vendors.StateAsync();
        var (began, files, running) = (Stopwatch.GetTimestamp(), new List<string>(), new List<Process>());
        for (var i = 0; i < processes; i++)
        {
            running.Add(Start(out var file, arguments));
            files.Add(file);
        }
        using var end = new CancellationTokenSource();
        var watch = DeepestAsync(end.Token);
        await Task.WhenAll(running.Select(static process => process.WaitForExitAsync()));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await end.CancelAsync();
        var after = await _vendors.StateAsync();
        var sample = new Sample(items, seconds, Counters.Sum(files.Select(Counters.Read)), Vendors.Calls(before, after))
        {
            RateLimited = after.Shipping.RateLimited - before.Shipping.RateLimited + after.Shop.RateLimited - before.Shop.RateLimited, DeepestQueue = await watch,
            Problems = [.. running.Where(static process => process.ExitCode > 1).Select(static process => $"exit code {process.ExitCode}")]
        };
        running.ForEach(static process => process.Dispose());
        return sample;
    }

    /// <summary>A process that goes on until <see cref="StopAsync"/>.</summary>
    public Process Start(out string counters, params string[] arguments)
    {
        counters = In($"counters-{Interlocked.Increment(ref _runs)}");
        var start = Programs.Dotnet(_programs.Connector, arguments);
        start.WorkingDirectory = _folder.FullName;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, $"{typeof(Installation).Assembly.GetName().Name}.dll");
        start.Environment[Counters.FileVariable] = counters;
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => { if (line.Data is { Length: > 0 } text && !text.StartsWith("warn: ", StringComparison.Ordinal)) Console.Error.WriteLine($"    {text}"); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>As an operator stops it.</summary>
    public static async Task StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Looks into the queues now and then, without locking anything.</summary>
    private async Task<long> DeepestAsync(CancellationToken cancellationToken)
    {
        var deepest = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(s_look, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
                await connection.OpenAsync(CancellationToken.None);
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT COUNT(*) FROM messages";
                deepest = Math.Max(deepest, (long)(await command.ExecuteScalarAsync(CancellationToken.None))!);
            }
            catch (SqliteException)
            {
                // The file is being made.
            }
        }
        return deepest;
    }
}
