using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// The dry run: what the rules would have bought of the orders of a time, each at the moment of its order and within the caps of that day. Buys nothing and writes nothing; it
/// reads quotes and balances. As it begins with an untouched day, what really was spent then does not count.
/// </summary>
public sealed class LabelPreviewRun
{
    /// <summary>Longer than a rate window.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(75);

    private readonly PreviewWorks _works;
    private readonly Func<TimeProvider, ISpendLedger, LabelDecider> _createDecider;
    private readonly LabelCalendar _calendar;
    private readonly TimeProvider _clock;

    /// <param name="createDecider">A decider of its own, for another time and another ledger.</param>
    internal LabelPreviewRun(PreviewWorks works, Func<TimeProvider, ISpendLedger, LabelDecider> createDecider, LabelCalendar calendar, TimeProvider clock) =>
        (_works, _createDecider, _calendar, _clock) = (works, createDecider, calendar, clock);

    /// <summary>Waits where the window of calls is used up; throws <see cref="ConnectorException"/> when the shop cannot be asked.</summary>
    /// <param name="progress">Reports the parts looked at so far.</param>
    public async Task<LabelPreview> RunAsync(DateTimeOffset from, DateTimeOffset to, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (works, notSent) = await _works.LoadAsync(from, to, cancellationToken);
        var (time, ledger) = (new PreviewClock(), new PreviewLedger());
        var decider = _createDecider(time, ledger);
        var lines = new List<PreviewLine>(works.Count);
        foreach (var work in works)
        {
            time.Now = work.Order.Order.PlacedAt;
            var line = await DecideAsync(decider, work, cancellationToken);
            if (line is { Outcome: LabelOutcome.Buy, Price: { } price, Currency: { } currency }) ledger.Add(Spend(work, price, currency));
            lines.Add(line);
            progress?.Report(lines.Count);
        }
        return new LabelPreview(from, to, notSent, lines);
    }

    private async Task<PreviewLine> DecideAsync(LabelDecider decider, LabelWork work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return PreviewLine.From(await decider.DecideAsync(work, cancellationToken));
            }
            catch (ConnectorException e) when (e is { Kind: FailureKind.RateLimited, RetryAt: { } at } && at - _clock.GetUtcNow() <= s_patience)
            {
                var wait = at - _clock.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock, cancellationToken);
            }
            catch (ConnectorException e) when (e.Kind is not FailureKind.Unauthorized)
            {
                return PreviewLine.Failed(work, e.Code, e.Message);
            }
        }
    }

    private Spend Spend(LabelWork work, decimal price, string currency)
    {
        var local = TimeZoneInfo.ConvertTime(work.Order.Order.PlacedAt, _calendar.Zone);
        return new Spend(work.Row.Id, work.Row.Account, work.LocationKey, DateOnly.FromDateTime(local.DateTime), local.Hour, price, currency);
    }

    /// <summary>Stands at the time of the order that is looked at.</summary>
    private sealed class PreviewClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
    }
}

/// <summary>What a dry run would have spent; gone when it ends.</summary>
internal sealed class PreviewLedger : ISpendLedger
{
    private readonly Dictionary<(string Account, DateOnly Day), SpendTotals> _days = [];

    public void Add(Spend spend) => _days[(spend.Account, spend.Day)] = _days.GetValueOrDefault((spend.Account, spend.Day), SpendTotals.Empty).Add(spend, spend.Amount, 1);

    public Task<SpendTotals> GetAsync(string account, DateOnly day, CancellationToken cancellationToken) => Task.FromResult(_days.GetValueOrDefault((account, day), SpendTotals.Empty));

    public Task<bool> ReserveAsync(Spend spend, Func<SpendTotals, bool> fits, CancellationToken cancellationToken) => throw Reads();

    public Task SettleAsync(string account, string id, decimal amount, CancellationToken cancellationToken) => throw Reads();

    public Task ReleaseAsync(string account, string id, CancellationToken cancellationToken) => throw Reads();

    public Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken) => throw Reads();

    private static NotSupportedException Reads() => new("A dry run buys nothing.");
}
