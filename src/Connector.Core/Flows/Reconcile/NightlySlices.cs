using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Reconcile;

/// <summary>
/// The nightly comparison in slices: each run of the timer does a part that is bounded in time and in calls, and notes how far it came. What was read is kept until the night's
/// work is done, so that no page is read twice, whatever ends a run (docs/adr/0017).
/// </summary>
internal sealed class NightlySlices(
    ReconciliationSteps steps, ReconciliationJournal journal, ICursorStore cursors, ReadingNotes notes, ShippingReader shipping, IOptions<ReconciliationOptions> settings, TimeProvider clock)
{
    /// <summary>Orders of one step: small, so that the calls that some of them need fit into a slice.</summary>
    private const int OrdersOfAStep = 50;
    private readonly ReconciliationOptions _options = settings.Value;

    /// <summary>What the notes of this night hold, so that a process decodes them once.</summary>
    private (DateTimeOffset Night, ShippingIndex Index, HashSet<string> Seen)? _read;

    public async Task<ReconciliationReport> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var stored = await cursors.GetAsync(CursorName.Reconciliation, cancellationToken);
        var at = stored is null ? null : ReconcilePosition.Read(stored.Value);
        if (at is { Stage: ReconcileStage.Done } && at.Started >= ReconcilePosition.NightOf(now, _options.StartHour)) return Report(at, at, []);
        if (at is null or { Stage: ReconcileStage.Done })
        {
            var from = now.AddDays(-_options.Days);
            at = new ReconcilePosition(now, from) { ListFrom = from - ReconciliationSteps.Earlier };
        }
        var (begun, etag, found) = (at, stored?.ETag, new List<Difference>());
        var limit = new SliceLimit(clock, now.AddSeconds(_options.SliceSeconds), _options.SliceCalls);
        Comparison? comparison = null;
        try
        {
            do
            {
                if (at.Stage > ReconcileStage.Reading) comparison ??= await ComparisonAsync(at, limit, cancellationToken);
                var (next, differences) = await StepAsync(at, comparison, limit, cancellationToken);
                if (!await cursors.TrySetAsync(CursorName.Reconciliation, next.Write(), etag, cancellationToken)) break;
                (at, etag) = (next, (await cursors.GetAsync(CursorName.Reconciliation, cancellationToken))?.ETag);
                found.AddRange(differences);
            }
            while (at.Stage != ReconcileStage.Done && !limit.IsReached);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            // No permit before the end of the slice: the next one makes the step.
            _read = null;
        }
        catch
        {
            // A step that did not come to its end was not noted.
            _read = null;
            throw;
        }
        if (at.Stage == ReconcileStage.Done) _read = null;
        return Report(begun, at, found);
    }

    /// <summary>One page read, or some orders compared. Made again after a crash, it finds what is there then.</summary>
    private async Task<(ReconcilePosition Next, IReadOnlyList<Difference> Found)> StepAsync(
        ReconcilePosition at, Comparison? comparison, SliceLimit limit, CancellationToken cancellationToken)
    {
        if (at.Stage != ReconcileStage.Reading) limit.Count();
        switch (at.Stage)
        {
            case ReconcileStage.Reading:
                return (await ReadAsync(at, limit, cancellationToken), []);
            case ReconcileStage.ShopOrders:
                var position = at is { AfterModified: { } modified, AfterId: { } id } ? new PagePosition(modified, id) : null;
                var page = await steps.ListAsync(at.From, position, OrdersOfAStep, cancellationToken);
                var orders = page.Orders.Where(o => o.LastModifiedAt <= at.Started && !_read!.Value.Seen.Contains(o.Id)).ToList();
                var next = await NotedAsync(at, await steps.CompareAsync(comparison!, orders, [], cancellationToken), cancellationToken);
                var more = page.More && page.Last is { } last && last.LastModifiedAt <= at.Started;
                return (more ? next.At with { AfterModified = page.Last!.LastModifiedAt, AfterId = page.Last.Id } : next.At with { Stage = ReconcileStage.Others, AfterId = null }, next.Found);
            case ReconcileStage.Others:
                var others = ReconciliationSteps.Others(comparison!).Where(o => string.CompareOrdinal(o, at.AfterId) > 0).Take(OrdersOfAStep).ToList();
                if (others.Count == 0) return (at with { Stage = ReconcileStage.Rows, AfterId = null }, []);
                var unseen = others.Where(o => !_read!.Value.Seen.Contains(o)).ToList();
                var compared = unseen.Count == 0 ? (At: at, Found: []) : await NotedAsync(at, await steps.CompareOthersAsync(comparison!, unseen, cancellationToken), cancellationToken);
                return (compared.At with { AfterId = others[^1] }, compared.Found);
            case ReconcileStage.Rows:
                var rows = await steps.ScanAsync(at.AfterId, cancellationToken);
                if (rows.Count == 0) return (at with { Stage = ReconcileStage.Ending, AfterId = null }, []);
                var (moved, differences) = (at, new List<Difference>());
                foreach (var left in ReconciliationSteps.LeftBehind(comparison!, rows).Where(o => !_read!.Value.Seen.Contains(o)).ToList().Chunk(OrdersOfAStep))
                {
                    (moved, var those) = await NotedAsync(moved, await steps.CompareOthersAsync(comparison!, left, cancellationToken), cancellationToken);
                    differences.AddRange(those);
                }
                return (moved with { AfterId = rows[^1].OrderId }, differences);
            default:
                var ended = await NotedAsync(at, await steps.ReviewCursorsAsync(comparison!, cancellationToken), cancellationToken);
                await notes.EmptyAsync(at.ReadNotes, cancellationToken);
                var done = ended.At with { Stage = ReconcileStage.Done, ShippingOrders = comparison!.Index.Orders, Shipments = comparison.Index.Shipments };
                await journal.ReportEndAsync(done.From, done.ShopOrders, done.ShippingOrders, done.Shipments, done.Differences, done.Repaired, cancellationToken);
                return (done, ended.Found);
        }
    }

    private async Task<ReconcilePosition> ReadAsync(ReconcilePosition at, SliceLimit limit, CancellationToken cancellationToken)
    {
        if (at.List >= shipping.Lists) return at with { Stage = ReconcileStage.ShopOrders };
        var read = await shipping.ReadPageAsync(at.List, at.ListFrom, at.Page, at.Started, limit, cancellationToken);
        var kept = await notes.AddOrdersAsync(at.ReadNotes, read.Orders, cancellationToken);
        kept = await notes.AddShipmentsAsync(kept, read.Shipments, cancellationToken);
        var noted = at with { ReadNotes = kept };
        if (!read.More) return noted with { List = at.List + 1, ListFrom = at.From - ReconciliationSteps.Earlier, Page = 1 };
        var (from, page) = ShippingReader.Next(at.ListFrom, at.Page, read.Last);
        return noted with { ListFrom = from, Page = page };
    }

    /// <summary>Notes which orders were compared, so that none is compared twice in one night.</summary>
    private async Task<(ReconcilePosition At, IReadOnlyList<Difference> Found)> NotedAsync(ReconcilePosition at, Findings findings, CancellationToken cancellationToken)
    {
        var next = at with
        {
            ShopOrders = at.ShopOrders + findings.Compared.Count, TooFresh = at.TooFresh + findings.TooFresh, Differences = at.Differences + findings.Differences.Count,
            Repaired = at.Repaired + findings.Differences.Count(d => d.Repaired)
        };
        if (findings.Compared.Count == 0) return (next, findings.Differences);
        await notes.AddSeenAsync(at.SeenNotes, findings.Compared, cancellationToken);
        _read!.Value.Seen.UnionWith(findings.Compared);
        return (next with { SeenNotes = at.SeenNotes + 1 }, findings.Differences);
    }

    private async Task<Comparison> ComparisonAsync(ReconcilePosition at, SliceLimit limit, CancellationToken cancellationToken)
    {
        if (_read?.Night != at.Started)
        {
            var index = new ShippingIndex();
            await notes.ReadAsync(at.ReadNotes, index.Add, shipments => shipping.AddAsync(index, shipments, cancellationToken), cancellationToken);
            _read = (at.Started, index, await notes.ReadSeenAsync(at.SeenNotes, cancellationToken));
        }
        return new Comparison(_read!.Value.Index, await steps.ListDeadAsync(cancellationToken), at.Started.AddMinutes(-_options.GraceMinutes), _options.Fix, limit) { ApplyRuleChanges = _options.ApplyRuleChanges };
    }

    private static ReconciliationReport Report(ReconcilePosition begun, ReconcilePosition at, IReadOnlyList<Difference> found) =>
        new(at.From, at.Started, at.ShopOrders - begun.ShopOrders, at.ShippingOrders - begun.ShippingOrders, at.Shipments - begun.Shipments, at.TooFresh - begun.TooFresh, found);
}
