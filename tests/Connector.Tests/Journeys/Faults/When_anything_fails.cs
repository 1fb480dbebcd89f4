using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Faults;

/// <summary>
/// Several processes on one set of stores, and whatever can fail fails: stores, files, processes, clocks, credentials, calls. When it is over, nothing is lost, doubled,
/// overtaken or left open, and everything runs again by itself. The long form: CONNECTOR_HISTORIES (docs/operations.md).
/// </summary>
public sealed class When_anything_fails(ITestOutputHelper output)
{
    private const int ShortHistories = 24;
    private const int ShortScripts = 8;
    private const int LongScripts = 25;

    /// <summary>Only this kind of trouble; null for all.</summary>
    private static Trouble? Only => Enum.TryParse<Trouble>(Environment.GetEnvironmentVariable("CONNECTOR_TROUBLE"), out var one) ? one : null;

    [Fact]
    public async Task Nothing_is_lost_doubled_overtaken_or_left_open()
    {
        var scripts = SeasonRun.Asked is null ? ShortScripts : LongScripts;
        await PlayAsync((SeasonRun.Asked ?? ShortHistories) / scripts, scripts, Only);
    }

    [Fact]
    public async Task Without_any_fault_all_is_well() => await PlayAsync(2, ShortScripts, Trouble.None);

    private Task PlayAsync(int seasons, int scripts, Trouble? only) =>
        new SeasonRun(output).PlayAsync(seasons, scripts, FaultSeasons.Of(scripts, only), static (season, seed) => FaultPlay.ProblemsAsync(season, (int)(seed & int.MaxValue)));
}
