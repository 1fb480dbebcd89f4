using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.Options;

namespace Connector.Sqlite;

/// <summary>One budget for all processes that have the file open.</summary>
public sealed class SqliteRateBudget(SqliteDatabase database, IOptions<RateBudgetOptions> options, TimeProvider clock) : IRateBudget
{
    public Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var known = Load(session, account);
            var (state, permit) = RateWindowRules.Take(known, lane, clock.GetUtcNow());
            if (state != known) Save(session, account, state);
            return permit;
        },
        cancellationToken);

    public Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var known = Load(session, account);
            var state = RateWindowRules.Report(known, report, clock.GetUtcNow());
            if (state != known) Save(session, account, state);
            return true;
        },
        cancellationToken);

    public Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken) =>
        database.ReadAsync(session => RateWindowRules.Peek(Load(session, account), clock.GetUtcNow()), cancellationToken);

    private RateWindowState Load(SqliteSession session, string account) =>
        session.Statement("SELECT call_limit, used, taken_late, earliest_end, latest_end, from_headers, closed_until FROM rate_windows WHERE account = @account").With("@account", account)
            .List(static r => new RateWindowState(r.Int(0), r.Int(1), r.Int(2), new WindowEnd(r.Instant(3), r.Instant(4)), r.Flag(5), r.Instant(6))).FirstOrDefault()
        ?? RateWindowState.Unknown(options.Value.LimitOf(account));

    private static void Save(SqliteSession session, string account, RateWindowState state) =>
        session.Statement("INSERT OR REPLACE INTO rate_windows (account, call_limit, used, taken_late, earliest_end, latest_end, from_headers, closed_until) "
                + "VALUES (@account, @limit, @used, @late, @earliest, @latest, @from_headers, @closed)")
            .With("@account", account).With("@limit", state.Limit).With("@used", state.Used).With("@late", state.TakenLate)
            .With("@earliest", state.End.Earliest.UtcTicks).With("@latest", state.End.Latest.UtcTicks)
            .With("@from_headers", state.FromHeaders ? 1 : 0).With("@closed", state.ClosedUntil.UtcTicks).Run();
}
