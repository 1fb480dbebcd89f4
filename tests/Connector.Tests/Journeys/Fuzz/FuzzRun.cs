using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>One reader of bytes that come from outside.</summary>
/// <param name="Read">Reads an input. Throws what it may not do.</param>
/// <param name="Throws">What it may throw: the caller makes a failure with a code of it.</param>
internal sealed record FuzzReader(string Name, IReadOnlyList<FuzzSeed> Seeds, Action<byte[]> Read, params Type[] Throws)
{
    /// <summary>How much longer than others it takes. In the short form it gets one input for so many of theirs.</summary>
    public int Slowness { get; init; } = 1;
}

/// <summary>What came of a reader.</summary>
/// <param name="Refused">How many inputs were refused with an exception that is allowed.</param>
/// <param name="MostBytes">The most that was allocated for one input.</param>
/// <param name="Problem">The first input that did what it may not; null when there was none.</param>
internal sealed record FuzzResult(string Reader, long Inputs, long Refused, TimeSpan Time, long MostBytes, double MostRatio, string? Problem)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Reader}: {Inputs} inputs in {Time.TotalSeconds:0.0} s, {Refused} refused, most allocated {MostBytes / 1024} KB, {MostRatio:0} bytes for each byte beyond the free ones");
}

/// <summary>Gives a reader its inputs, one after another.</summary>
/// <param name="isShort">Slow readers get fewer.</param>
internal sealed class FuzzRun(ulong seed, long count, bool isShort)
{
    /// <summary>What any input may cost; beyond it an input may cost so many bytes for each of its own.</summary>
    private const long FreeBytes = 512 * 1024;
    private const int BytesForEach = 600;
    private const int Shown = 1500;

    private readonly List<(string Reader, Func<string> Now)> _now = [];

    /// <summary>What each reader is at, to name the input on which one hangs.</summary>
    public string Now
    {
        get { lock (_now) return string.Join(", ", _now.Select(static n => $"{n.Reader} at {n.Now()}")); }
    }

    public FuzzResult Run(FuzzReader reader)
    {
        long i = 0, refused = 0, most = 0;
        double ratio = 0;
        lock (_now) _now.Add((reader.Name, () => Interlocked.Read(ref i).ToString(CultureInfo.InvariantCulture)));
        foreach (var valid in reader.Seeds) reader.Read(valid.Document.ToArray());
        var watch = Stopwatch.StartNew();
        var inputs = isShort ? Math.Max(1, count / reader.Slowness) : count;
        string? problem = null;
        for (; i < inputs && problem is null; Interlocked.Increment(ref i))
        {
            var random = FuzzRandom.For(seed, reader.Name, i);
            var input = random.Pick(reader.Seeds).Mutate(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                reader.Read(input);
            }
            catch (Exception e) when (Array.Exists(reader.Throws, type => type.IsInstanceOfType(e)))
            {
                refused++;
            }
            catch (Exception e)
            {
                problem = Describe(reader, i, input, e.ToString());
            }
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            most = Math.Max(most, bytes);
            ratio = Math.Max(ratio, (bytes - FreeBytes) / (double)Math.Max(1, input.Length));
            if (bytes > FreeBytes + ((long)input.Length * BytesForEach)) problem ??= Describe(reader, i, input, $"{bytes} bytes were allocated for {input.Length}.");
        }
        return new FuzzResult(reader.Name, i, refused, watch.Elapsed, most, Math.Max(0, ratio), problem);
    }

    private string Describe(FuzzReader reader, long input, byte[] bytes, string what)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{reader.Name}, input {input} of CONNECTOR_FUZZ_SEED={seed}: {what}\n{(text.Length <= Shown ? text : text[..Shown] + "...")}");
    }
}
