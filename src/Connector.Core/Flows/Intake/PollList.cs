using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>One list of one account, as a poll reads it.</summary>
/// <param name="Name">Cursor name: kind and account.</param>
/// <param name="MaxPages">How many pages one poll may read; the next one goes on from there.</param>
/// <param name="ReadPage">Reads one page of a window.</param>
/// <param name="KeyOf">Names a row.</param>
/// <param name="InstantOf">What the window runs over.</param>
/// <param name="Take">Keeps rows durably; the cursor moves only afterwards.</param>
internal sealed record PollList<T>(
    CursorName Name, int MaxPages, Func<ShippingWindow, Task<ShippingPage<T>>> ReadPage, Func<T, string> KeyOf, Func<T, DateTimeOffset> InstantOf,
    Func<IReadOnlyList<T>, Task> Take)
{
    /// <summary>True when the pages come in the order of that instant.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>How far the other side's clock is ahead of ours; null where it is not known.</summary>
    public Func<TimeSpan?> ClockOffset { get; init; } = static () => null;
}
