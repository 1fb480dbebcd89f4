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
        if (IsClosed(state, now)) return (state, Refusal(state.ClosedUntil));
        var window = IsOver(state, now) ? Next(state, now) : state;
        if (window.Limit > 0 && window.Used >= AllowedFor(lane, window.Limit)) return (window, Refusal(window.End.Latest));
        var late = window.FromHeaders && now >= window.End.Earliest;
        var goodUntil = window.FromHeaders && !late ? window.End.Earliest : window.End.Latest + Margin;
        return (window with { Used = window.Used + 1, TakenLate = window.TakenLate + (late ? 1 : 0) }, new RatePermit(true, now, goodUntil));
    }

    /// <summary>Takes in what a response reports.</summary>
    public static RateWindowState Report(RateWindowState state, RateReport report, DateTimeOffset now)
    {
        var limit = report.Limit is { } reported ? Math.Max(reported, 0) : state.Limit;
        var end = report.End is { } instants ? Bounded(instants, now + LongestWindow) : (WindowEnd?)null;
        var known = state with { Limit = limit, ClosedUntil = report.Throttled ? CloseUntil(state, end, now) : state.ClosedUntil };
        // A response that was under way while its window ended says nothing about the one that runs.
        if (end is not { } running || running.Latest <= now) return known;
        return TakeIn(known, running, report.Remaining is { } remaining && limit > 0 ? Math.Clamp(limit - remaining, 0, limit) : 0, report.SentAt, now);
    }

    /// <summary>The window as it is; with nothing used and its end at <paramref name="now"/> when none is running.</summary>
    public static RateWindow Peek(RateWindowState state, DateTimeOffset now) =>
        IsClosed(state, now) ? new RateWindow(state.Limit, Math.Max(state.Limit, state.Used), state.ClosedUntil)
        : IsOver(state, now) ? new RateWindow(state.Limit, 0, now)
        : new RateWindow(state.Limit, state.Used, state.End.Latest);

    /// <summary>
    /// Which window a response speaks of shows in the two instants between which it ends: a later one only when it cannot have ended before ours, whose calls would
    /// be forgotten otherwise; an earlier one when it must have.
    /// </summary>
    private static RateWindowState TakeIn(RateWindowState state, WindowEnd end, int usedThere, DateTimeOffset sentAt, DateTimeOffset now)
    {
        // What left before we began to count may have been counted in the window before.
        if (!state.FromHeaders) return end.Earliest < state.End.Earliest ? state : Narrow(Reported(state, end), end, usedThere, sentAt, now);
        if (end.Earliest > state.End.Latest + Margin) return Opened(state, end, Math.Max(state.TakenLate, usedThere), now);
        return IsOver(state, now) || end.Latest + Margin < state.End.Earliest ? state : Narrow(state, end, usedThere, sentAt, now);
    }

    /// <summary>The first response of a window that we began: until it shows otherwise, the window may have ended at any time since.</summary>
    private static RateWindowState Reported(RateWindowState state, WindowEnd end) =>
        state with { TakenLate = state.Used, End = new WindowEnd(state.End.Earliest, end.Latest), FromHeaders = true };

    private static RateWindowState Opened(RateWindowState state, WindowEnd end, int used, DateTimeOffset now) =>
        state with { Used = used, TakenLate = end.Earliest > now ? 0 : used, End = end };

    /// <summary>
    /// One more response of the window. While that cannot be over, no call was late; once it may be, this one at least was not: the server has counted it here.
    /// </summary>
    private static RateWindowState Narrow(RateWindowState state, WindowEnd end, int usedThere, DateTimeOffset sentAt, DateTimeOffset now)
    {
        var both = new WindowEnd(
            end.Earliest > now ? Instants.Later(state.End.Earliest, end.Earliest) : state.End.Earliest, Instants.Earlier(state.End.Latest, end.Latest));
        // Two clocks may differ by more than the seconds leave open.
        if (both.Earliest > both.Latest) both = state.End;
        var late = sentAt >= state.End.Earliest ? Math.Max(state.TakenLate - 1, 0) : state.TakenLate;
        return state with { Used = Math.Max(state.Used, usedThere), TakenLate = both.Earliest > now ? 0 : late, End = both };
    }

    /// <summary>A window that we begin because the last one is over.</summary>
    private static RateWindowState Next(RateWindowState state, DateTimeOffset now) => state with
    {
        Used = state.End.Latest <= now && now < state.End.Latest + AssumedWindow ? state.TakenLate : 0,
        TakenLate = 0,
        End = new WindowEnd(now, now + AssumedWindow),
        FromHeaders = false
    };

    /// <summary>One that ends later than any window can was noted by a clock that was ahead.</summary>
    private static bool IsOver(RateWindowState state, DateTimeOffset now) =>
        now - Margin >= state.End.Latest || state.End.Latest > now + (state.FromHeaders ? LongestWindow : AssumedWindow) + Margin;

    private static bool IsClosed(RateWindowState state, DateTimeOffset now) => now < state.ClosedUntil + Margin && state.ClosedUntil <= now + LongestWindow + Margin;

    private static DateTimeOffset CloseUntil(RateWindowState state, WindowEnd? end, DateTimeOffset now)
    {
        var until = end?.Latest is { } latest && latest > now ? latest : now + AssumedWindow;
        return IsClosed(state, now) ? Instants.Later(state.ClosedUntil, until) : until;
    }

    private static WindowEnd Bounded(WindowEnd end, DateTimeOffset longest) =>
        new(Instants.Earlier(end.Earliest, longest), Instants.Earlier(end.Latest, longest));

    private static RatePermit Refusal(DateTimeOffset until) => new(false, until + Margin, until);
}
