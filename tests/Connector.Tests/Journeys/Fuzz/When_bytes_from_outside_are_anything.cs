using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>
/// Every reader of bytes that come from outside gets valid documents with changes. It reads them or refuses them as it is documented to; it does not fail otherwise, hang or take memory without end.
/// CONNECTOR_FUZZ says how many inputs each gets, CONNECTOR_FUZZ_SEED which: docs/operations.md.
/// </summary>
public sealed class When_bytes_from_outside_are_anything(ITestOutputHelper output)
{
    private const long Usual = 20_000;
    private const ulong UsualSeed = 20_261_128;

    /// <summary>For one reader and its inputs; generous, so that only one that hangs comes near.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task They_are_read_or_refused()
    {
        var asked = (long?)Number("CONNECTOR_FUZZ");
        var count = asked ?? Usual;
        var run = new FuzzRun(Number("CONNECTOR_FUZZ_SEED") ?? UsualSeed, count, isShort: asked is null);
        var only = Environment.GetEnvironmentVariable("CONNECTOR_FUZZ_READER");
        var readers = FuzzReaders.All.Where(r => only is null || r.Name == only).ToList();

        var results = new FuzzResult[readers.Count];
        var running = Task.Run(() => Parallel.For(0, readers.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = run.Run(readers[i])));
        var patience = s_patience * Math.Max(1.0, readers.Sum(static r => r.Slowness) * (double)count / (Usual * 10));
        if (await Task.WhenAny(running, Task.Delay(patience, TimeProvider.System)) != running) Assert.Fail($"A reader hangs: {run.Now}");
        await running;

        foreach (var result in results) output.WriteLine(result.ToString());
        if (string.Join("\n\n", results.Select(static r => r.Problem).OfType<string>()) is { Length: > 0 } problems) Assert.Fail(problems);
    }

    private static ulong? Number(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? ulong.Parse(text, CultureInfo.InvariantCulture) : null;
}
