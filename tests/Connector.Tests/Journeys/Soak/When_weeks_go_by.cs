using System.Diagnostics;
using System.Globalization;
using Connector.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Soak;

/// <summary>
/// One connector on one file for weeks, with orders, labels, faults, deaths, restarts and changed rules. Nothing is lost or doubled in any season; what is not kept for ever levels off. The long form:
/// CONNECTOR_SOAK_MINUTES (docs/operations.md).
/// </summary>
public sealed class When_weeks_go_by(ITestOutputHelper output)
{
    private const int ShortSeasons = 8;
    private const int ShortScripts = 5;
    private const int LongScripts = 20;

    /// <summary>From here on as much is removed as comes.</summary>
    private const int Warm = 4;

    /// <summary>Seasons differ: the fullest of the second half may have so much more than the fullest of the first.</summary>
    private const double Uneven = 1.5;

    private const int KeptRowsPerOrder = 12;
    private const int KeptBytesPerRow = 2_048;

    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static double? Minutes => double.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_SOAK_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : null;

    [Fact]
    public async Task Nothing_is_lost_or_doubled_and_what_is_kept_levels_off()
    {
        await using var world = await World.StartAsync(SoakWeeks.Plan(new ManualTimeProvider(s_start)));
        var weeks = new SoakWeeks(world, Minutes is null ? ShortScripts : LongScripts);
        var (began, measures) = (Stopwatch.GetTimestamp(), new List<SoakMeasure>());
        for (var season = 0; Minutes is { } minutes ? Stopwatch.GetElapsedTime(began).TotalMinutes < minutes : season < ShortSeasons; season++)
        {
            var problems = await weeks.PlayAsync(season);
            Assert.True(problems.Count == 0, $"Season {season}: {string.Join(Environment.NewLine, problems)}");
            var tooOld = await SoakFile.TooOldAsync(world.Database, world.Clock.GetUtcNow(), SoakWeeks.KeptDays);
            Assert.True(tooOld.Count == 0, $"After season {season}: {string.Join(Environment.NewLine, tooOld)}");
            measures.Add(await MeasureAsync(world, weeks));
            if (Minutes is not null) Console.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} min: season {season}, day {(world.Clock.GetUtcNow() - s_start).TotalDays:0}, {measures[^1]}");
        }
        output.WriteLine($"{measures.Count} seasons, {weeks.Orders} orders, {(world.Clock.GetUtcNow() - s_start).TotalDays:0} days, {weeks.RuleChanges} changes of rules; labels: {weeks.Labels}");
        output.WriteLine($"in the end {measures[^1]}: {string.Join(", ", measures[^1].Rows.ByTable.Select(static row => $"{row.Key} {row.Value}"))}");
        Assert.True(weeks.Labels is { Bought: > 0, Kills: > 0 }, $"Too little happened: {weeks.Labels}");
        LevelsOff(measures);
    }

    private static void LevelsOff(List<SoakMeasure> measures)
    {
        var (half, last) = ((Warm + measures.Count) / 2, measures[^1]);
        var (before, after) = (measures.Take(half).Skip(Warm - 1).ToList(), measures.Skip(half).ToList());
        Assert.True(after.Max(static m => m.Rows.Passing) <= before.Max(static m => m.Rows.Passing) * Uneven, $"Rows grow: {Line(measures, static m => m.Rows.Passing)}");
        Assert.True(last.Rows.Kept <= last.Orders * KeptRowsPerOrder, $"{last.Rows.Kept} rows are kept of {last.Orders} orders");
        var (allowed, grown) = ((long)(before.Max(static m => m.Rows.Bytes) * Uneven) + (last.Rows.Kept - before[^1].Rows.Kept) * KeptBytesPerRow, last.Rows.Bytes);
        Assert.True(grown <= allowed, $"The file has {grown} bytes, at most {allowed} are for what is kept: {Line(measures, static m => m.Rows.Bytes)}");
        // Beside other tests the process has their memory, too.
        if (Minutes is not null) Assert.True(after.Max(static m => m.Heap) <= before.Max(static m => m.Heap) * Uneven, $"Memory grows: {Line(measures, static m => m.Heap)}");
    }

    private static async Task<SoakMeasure> MeasureAsync(World world, SoakWeeks weeks)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new SoakMeasure(weeks.Orders, await SoakFile.CountAsync(world.Database), GC.GetTotalMemory(forceFullCollection: true));
    }

    private static string Line(IReadOnlyList<SoakMeasure> measures, Func<SoakMeasure, long> value) => string.Join(' ', measures.Select(value));
}

/// <param name="Heap">Bytes in use in this process, both simulators included, which have forgotten everything at that time.</param>
internal sealed record SoakMeasure(int Orders, SoakRows Rows, long Heap)
{
    public override string ToString() => $"{Orders} orders, {Rows.Passing} rows that pass, {Rows.Kept} rows that are kept, file {Rows.Bytes / 1024:N0} KB, heap {Heap / 1024:N0} KB";
}
