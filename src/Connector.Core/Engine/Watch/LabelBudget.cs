using Connector.Core.Flows.Labels;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Engine.Watch;

/// <summary>What is spent on labels against the caps: for page and command line. With labels switched off nothing is read.</summary>
public sealed class LabelBudget(ISpendLedger ledger, LabelRules rules, LabelCalendar calendar, IShippingAccounts accounts, TimeProvider clock)
{
    private const int Days = 7;

    public async Task<SpendView> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = calendar.DayOf(now);
        if (rules.Mode == LabelMode.Off) return new SpendView(rules.Mode, today, [], []);
        var (days, caps) = (new List<SpendDay>(), new List<CapUse>());
        foreach (var account in accounts.Names)
        {
            var spends = new List<LabelSpend>();
            for (var day = today.AddDays(1 - Days); day <= today; day = day.AddDays(1))
            {
                var totals = await ledger.GetAsync(account, day, cancellationToken);
                days.AddRange(totals.Rows.GroupBy(static row => row.Currency, StringComparer.Ordinal).Select(group => new SpendDay(day, account, group.Key, group.Sum(static r => r.Amount), group.Sum(static r => r.Count))));
                // A cap for an hour counts from yesterday on.
                if (day >= today.AddDays(-1)) spends.AddRange(SpendTimes.From(totals, account, day, now, calendar));
            }
            caps.AddRange(rules.Guards.Caps.Where(cap => cap.Account is null || cap.Account == account).Select(cap => Use(cap, account, spends, now)));
        }
        return new SpendView(rules.Mode, today, days, caps);
    }

    private CapUse Use(LabelCap cap, string account, List<LabelSpend> spends, DateTimeOffset now)
    {
        var counted = spends.Where(s => (cap.Location is null || s.LocationKey == cap.Location) && CapWindow.Contains(cap.Per, s.At, now, calendar)).ToList();
        return new CapUse(cap.Per, account, cap.Location, rules.CurrencyOf(account), counted.Sum(static s => s.Amount), cap.Money, counted.Sum(static s => s.Labels), cap.Labels);
    }
}

/// <param name="Days">The last seven, oldest first; those without spending are left out.</param>
public sealed record SpendView(LabelMode Mode, DateOnly Today, IReadOnlyList<SpendDay> Days, IReadOnlyList<CapUse> Caps);

/// <param name="Amount">Spent and set aside, major units.</param>
public sealed record SpendDay(DateOnly Day, string Account, string Currency, decimal Amount, int Labels);

/// <param name="Location">Null: all locations of the account together.</param>
/// <param name="Money">The cap; null where only labels are counted.</param>
/// <param name="MostLabels">The cap; null where only money is counted.</param>
public sealed record CapUse(CapPeriod Per, string Account, string? Location, string? Currency, decimal Spent, decimal? Money, int Labels, int? MostLabels);
