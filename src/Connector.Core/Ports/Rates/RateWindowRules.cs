using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Rates;

/// <summary>
/// The arithmetic of a fixed window that the other side keeps and we only hear of. Pure: every store loads a state, applies one of these and
/// writes the result back in one atomic step.
/// </summary>
public static class RateWindowRules
{
    /// <summary>Length of a window that nobody has reported to us.</summary>
    public static readonly TimeSpan AssumedWindow = TimeSpan.FromMinutes(1);

    /// <summary>A window counts as over this long after its reported end: ends are reported in whole seconds and clocks differ.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>No response may close the window for longer; a nonsensical header must not stop a flow for days.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How many calls a lane may make in a window. The last permit is never spent, because counts on the other side vary by one; less urgent lanes
    /// leave more. Where the limit is too small for that, every lane may make at least one call.
    /// </summary>
    public static int AllowedFor(RateLane lane, int limit) => Math.Max(1, limit - lane switch
    {
        RateLane.Cancel => 1,
        RateLane.Normal => 2,
        RateLane.Preparing => 3,
        _ => 4
    });

    /// <summary>Takes one call if the lane may.</summary>
    public static (RateWindowState State, RatePermit Permit) Take(RateWindowState state, RateLane lane, DateTimeOffset now)
    {
        var window = IsOver(state, now) ? state with { Used = 0, EndsAt = now + AssumedWindow, FromHeaders = false, Closed = false } : state;
        var granted = !window.Closed && (window.Limit <= 0 || window.Used < AllowedFor(lane, window.Limit));
        return granted
            ? (window with { Used = window.Used + 1 }, new RatePermit(true, now))
            : (window, new RatePermit(false, window.EndsAt + Margin));
    }

    /// <summary>Takes in what a response reports.</summary>
    public static RateWindowState Report(RateWindowState state, RateReport report, DateTimeOffset now)
    {
        var limit = report.Limit is { } reported ? Math.Max(reported, 0) : state.Limit;
        var resetAt = report.ResetAt is { } reset && reset > now + LongestWindow ? now + LongestWindow : report.ResetAt;
        if (report.Throttled) return Close(state with { Limit = limit }, resetAt, now);

        // A response that was under way while its window ended says nothing about the one that runs.
        if (resetAt <= now) return state with { Limit = limit };

        var usedThere = report.Remaining is { } remaining && limit > 0 ? Math.Clamp(limit - remaining, 0, limit) : 0;
        if (resetAt is not null && (IsOver(state, now) || IsNextWindow(state, resetAt.Value, now)))
            return new RateWindowState(limit, usedThere, resetAt.Value, FromHeaders: true, Closed: false);
        if (IsOver(state, now)) return state with { Limit = limit };

        return state with
        {
            Limit = limit,
            Used = Math.Max(state.Used, usedThere),
            EndsAt = EndOf(state, resetAt),
            FromHeaders = state.FromHeaders || resetAt is not null
        };
    }

    /// <summary>The window as it is; with nothing used and its end at <paramref name="now"/> when none is running.</summary>
    public static RateWindow Peek(RateWindowState state, DateTimeOffset now) =>
        IsOver(state, now) ? new RateWindow(state.Limit, 0, now) : new RateWindow(state.Limit, state.Used, state.EndsAt);

    /// <summary>One that ends later than any window can was noted by a clock that was ahead.</summary>
    private static bool IsOver(RateWindowState state, DateTimeOffset now) =>
        now - Margin >= state.EndsAt || state.EndsAt > now + (state.FromHeaders ? LongestWindow : AssumedWindow) + Margin;

    /// <summary>
    /// True when a response shows the window after ours, which it can only once ours has ended. Before that a later end is the late arrival of an old response,
    /// and believing it would forget the calls that we have made.
    /// </summary>
    private static bool IsNextWindow(RateWindowState state, DateTimeOffset resetAt, DateTimeOffset now) =>
        state.FromHeaders && now >= state.EndsAt && resetAt > state.EndsAt + Margin + Margin;

    private static RateWindowState Close(RateWindowState state, DateTimeOffset? resetAt, DateTimeOffset now)
    {
        var end = resetAt > now ? resetAt.Value : now + AssumedWindow;
        return state with { Used = Math.Max(state.Limit, state.Used), EndsAt = end, FromHeaders = true, Closed = true };
    }

    /// <summary>Responses arrive late, never early: of two reported ends of one window the earlier is the truer. A 429's end is kept.</summary>
    private static DateTimeOffset EndOf(RateWindowState state, DateTimeOffset? resetAt)
    {
        if (resetAt is not { } reported || state.Closed) return state.EndsAt;
        return state.FromHeaders && state.EndsAt < reported ? state.EndsAt : reported;
    }
}
