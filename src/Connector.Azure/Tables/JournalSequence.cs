using System.Globalization;

namespace Connector.Azure.Tables;

/// <summary>Row keys that sort by instant and, within one instant, by the order in which this process recorded it; no two of any processes are equal.</summary>
internal sealed class JournalSequence
{
    private readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private long _reported;

    public string Next(DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Start(at)}-{Interlocked.Increment(ref _reported):D10}-{_process}");

    /// <summary>What every key of this instant starts with; keys of earlier instants sort before it.</summary>
    public static string Start(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The same backwards: keys of later instants sort before it.</summary>
    public static string StartFromNewest(DateTimeOffset at) =>
        (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
