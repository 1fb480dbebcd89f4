using System.Diagnostics;
using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class CrashTests : IDisposable
{
    private const string OrderId = "0a0de000-0000-4000-8000-00000000dead";
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_killed_process_loses_nothing_that_was_committed_and_leaves_no_half_of_anything()
    {
        var rounds = await WorkUntilKilledAsync(60);

        using var database = _file.Open();
        Assert.Equal("ok", await database.ReadAsync(static s => s.Value<string>("PRAGMA integrity_check"), default));

        // Each round sent 20 and finished 10. The round under way when the process died may have done any number of its steps, each whole.
        var depth = await new SqliteWorkQueue(database, TimeProvider.System).PeekDepthAsync(QueueNames.Orders, default);
        var waiting = depth.Ready + depth.Locked;
        Assert.InRange(waiting, rounds * 10, (rounds * 10) + 20);
        Assert.Equal(0, waiting % 10);

        var rows = (await new SqliteSyncStore(database).CountAsync(default)).Values.Sum();
        Assert.InRange(rows, rounds * 10, (rounds * 10) + 10);
        Assert.Equal(0, rows % 10);

        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        var history = (await journal.ReadAsync(OrderId, default)).Select(static i => int.Parse(i.Entry!.Text, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(1, history.Count), history);
        Assert.InRange(history.Count, rounds, rounds + 1);
    }

    /// <summary>Starts a process that works on the file, kills it in the middle and returns the last round that it finished.</summary>
    private async Task<int> WorkUntilKilledAsync(int atLeast)
    {
        var victim = Path.Combine(AppContext.BaseDirectory, "Connector.CrashVictim.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [victim, _file.Path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var finished = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // After the kill, what it managed to say before still comes.
            finished = int.Parse(line, CultureInfo.InvariantCulture);
            if (finished == atLeast) process.Kill();
        }
        await process.WaitForExitAsync();
        Assert.True(finished >= atLeast, $"The process ended by itself after round {finished}.");
        return finished;
    }
}
