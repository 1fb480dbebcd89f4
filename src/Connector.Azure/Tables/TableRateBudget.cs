using System.Collections.Concurrent;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Tables;

/// <summary>One budget for all instances on one storage account: a row for each key pair, changed under its etag.</summary>
internal sealed class TableRateBudget(StorageTables tables, IOptions<RateBudgetOptions> options, TimeProvider clock) : IRateBudget, IDisposable
{
    private readonly ConcurrentDictionary<string, RateWindowRow> _accounts = new(StringComparer.Ordinal);

    public async Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken)
    {
        var permit = default(RatePermit);
        await RowOf(account).ChangeAsync(
            state =>
            {
                (var next, permit) = RateWindowRules.Take(state, lane, clock.GetUtcNow());
                return next;
            },
            cancellationToken);
        return permit;
    }

    public Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken) =>
        RowOf(account).ChangeAsync(state => RateWindowRules.Report(state, report, clock.GetUtcNow()), cancellationToken);

    public async Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken) =>
        RateWindowRules.Peek(await RowOf(account).ReadAsync(cancellationToken), clock.GetUtcNow());

    public void Dispose()
    {
        foreach (var row in _accounts.Values) row.Dispose();
    }

    private RateWindowRow RowOf(string account) =>
        _accounts.GetOrAdd(account, static (name, budget) => budget.NewRow(name), this);

    private RateWindowRow NewRow(string account) => new(tables.Controls, account, options.Value.LimitOf(account));
}
