using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>How each timer runs, and how far each cursor has come that a timer moves.</summary>
public sealed class TimerViews(TimerPlan plan, RunReports reports, ICursorStore cursors, IShippingAccounts accounts)
{
    /// <summary>What this process knows without its stores.</summary>
    internal IReadOnlyList<TimerView> Seen(DateTimeOffset now) => From(reports.Seen, now);

    internal async Task<IReadOnlyList<TimerView>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken) => From(await reports.ReadAsync(cancellationToken), now);

    internal async Task<IReadOnlyList<CursorView>> ReadPositionsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var positions = new List<CursorView>();
        foreach (var name in CursorName.ListMoved(accounts.Names)) positions.Add(Position(name, await cursors.GetAsync(name, cancellationToken), now));
        return positions;
    }

    private List<TimerView> From(IReadOnlyList<RunRecord> records, DateTimeOffset now)
    {
        var known = records.ToDictionary(static r => (r.Timer, r.Account ?? ""));
        var since = reports.Since;
        return [.. plan.Timers.Select(timer =>
        {
            var record = known.GetValueOrDefault((timer.Name, ""));
            var views = accounts.Names.Select(name => known.GetValueOrDefault((timer.Name, name))).OfType<RunRecord>().Select(r => new AccountRunView(
                r.Account!, Word(TimerHealth.JudgeAccount(timer.Period, r, now, since, plan.RunHere)), r.EndedAt, r.SucceededAt, r.FailedAt, r.Failure));
            return new TimerView(
                timer.Name, Word(TimerHealth.Judge(timer.Period, record, now, since, plan.RunHere)), timer.Period?.TotalSeconds, record?.StartedAt, record?.EndedAt,
                record?.SucceededAt, record?.FailedAt, record?.Failure, [.. views]);
        })];
    }

    private CursorView Position(CursorName name, StoredCursor? cursor, DateTimeOffset now)
    {
        var timer = name.Timer!;
        var caughtUp = cursor is null ? null : PollPositions.CaughtUpAt(cursor.Value);
        // The pull's cursor moves when orders come; whether the pull runs, its timer says. Without a timer nobody polls, and nothing is late.
        var isPoll = timer != TimerNames.PullOrders;
        var stale = isPoll && cursor is not null && plan.PeriodOf(timer) is { } period && TimerHealth.IsBehind(period, caughtUp, now, reports.Since, plan.RunHere);
        var at = isPoll ? caughtUp : cursor?.UpdatedAt;
        return new CursorView(name.Text, cursor?.UpdatedAt, caughtUp, at is { } known ? (long)(now - known).TotalSeconds : null, stale);
    }

    private static string Word(TimerState state) => state.ToString().ToLowerInvariant();
}
