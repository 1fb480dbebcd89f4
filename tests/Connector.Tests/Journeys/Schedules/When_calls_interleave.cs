using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>
/// Reserve, call, commit (docs/adr/0003, 0016, 0021) in every order in which several processes can do it, with a process that dies or is suspended, or a call that fails or comes late, at any
/// point. The long form: CONNECTOR_SCHEDULES (docs/operations.md).
/// </summary>
public sealed class When_calls_interleave(ITestOutputHelper output)
{
    private const int ShortForm = 1000;
    private const int Seed = 20_261_128;

    private static int? Asked => int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_SCHEDULES"), CultureInfo.InvariantCulture, out var schedules) ? schedules : null;

    private static string? One => Environment.GetEnvironmentVariable("CONNECTOR_SCHEDULE");

    public static TheoryData<string> Names => [.. Plays.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_doubled_overtaken_or_left_open(string play)
    {
        if (One is { Length: > 0 } one)
        {
            if (Schedule.Parse(one).Play == play) Replay(Schedule.Parse(one));
            return;
        }
        var explorer = new Explorer(play, Plays.All[play]);
        var (began, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var failures = explorer.Explore((Asked ?? ShortForm) / Plays.All.Count, Seed);
        output.WriteLine(FormattableString.Invariant($"{play}: {explorer.Distinct} distinct schedules in {began.Elapsed.TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.0} s of CPU"));
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine + Environment.NewLine, failures.Select(static f => f.Report)));
    }

    private void Replay(Schedule schedule)
    {
        var played = new Explorer(schedule.Play, Plays.All[schedule.Play]).Replay(schedule);
        output.WriteLine(played.Report);
        Assert.Empty(played.Problems);
    }
}
