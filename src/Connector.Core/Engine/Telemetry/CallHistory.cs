namespace Connector.Core.Engine.Telemetry;

/// <summary>How many calls this process made of each account in each of the last minutes, and how many the budget did not let pass. Kept in memory: a start begins at nothing.</summary>
public sealed class CallHistory(TimeProvider clock)
{
    public const int MostMinutes = 24 * 60;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<CallMinute>> _accounts = new(StringComparer.Ordinal);

    /// <summary>Nothing is known from before.</summary>
    public DateTimeOffset Since { get; } = clock.GetUtcNow();

    public void Count(string account, bool isGranted)
    {
        var minute = MinuteOf(clock.GetUtcNow());
        lock (_gate)
        {
            if (!_accounts.TryGetValue(account, out var minutes)) _accounts[account] = minutes = [];
            // A clock that is set back counts in the minute that was there.
            var last = minutes.Count > 0 ? minutes[^1] : null;
            if (last is null || last.At < minute) minutes.Add(last = new CallMinute(minute));
            if (isGranted) last.Calls++;
            else last.Refused++;
            while (minutes.Count > MostMinutes || minutes[0].At <= minute.AddMinutes(-MostMinutes)) minutes.RemoveAt(0);
        }
    }

    /// <summary>Minutes without a call are left out; oldest first.</summary>
    public IReadOnlyList<CallCount> List(string account, int minutes)
    {
        var from = MinuteOf(clock.GetUtcNow()).AddMinutes(-minutes);
        lock (_gate)
            return _accounts.TryGetValue(account, out var known) ? [.. known.Where(minute => minute.At > from).Select(static minute => new CallCount(minute.At, minute.Calls, minute.Refused))] : [];
    }

    private static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

    private sealed class CallMinute(DateTimeOffset at)
    {
        public DateTimeOffset At => at;
        public int Calls { get; set; }
        public int Refused { get; set; }
    }
}

/// <param name="At">Where the minute begins.</param>
/// <param name="Refused">Calls that were not made, because the budget of the window was used up.</param>
public sealed record CallCount(DateTimeOffset At, int Calls, int Refused);
