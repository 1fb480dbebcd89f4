using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Plan;

/// <summary>
/// The dry run: reads both sides, decides with the push's and the write-back's own decisions, and reports instead of doing. Sends nothing; cursors, rows, queues
/// and readings stay as they are. Its calls cost rate like any others, in the last lane.
/// </summary>
public sealed class OrderPlanRun
{
    private readonly ICommerceOrders _commerce;
    private readonly ISyncStore _sync;
    private readonly ICursorStore _cursors;
    private readonly IWorkQueue _queue;
    private readonly SelectionRules _rules;
    private readonly EngineOptions _options;
    private readonly OrderPreviewer _previewer;

    internal OrderPlanRun(
        ICommerceOrders commerce, ISyncStore sync, ICursorStore cursors, IWorkQueue queue, SelectionRules rules, IOptions<EngineOptions> options, OrderPreviewer previewer) =>
        (_commerce, _sync, _cursors, _queue, _rules, _options, _previewer) = (commerce, sync, cursors, queue, rules, options.Value, previewer);

    /// <summary>
    /// Null when one order was asked for and the shop does not have it. Waits where the shipping side's window is used up; throws <see cref="ConnectorException"/>
    /// when a side cannot be asked.
    /// </summary>
    /// <param name="progress">Reports the orders compared so far.</param>
    public async Task<OrderPlan?> RunAsync(PlanScope scope, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var depth = await _queue.PeekDepthAsync(QueueNames.Orders, cancellationToken);
        var waiting = depth.Ready + depth.Scheduled + depth.Locked;
        if (scope.OrderNumber is { } number) return await PlanOneAsync(number, waiting, cancellationToken);

        var stored = await _cursors.GetAsync(CursorName.OrdersPull, cancellationToken);
        var from = scope.Since ?? OrderPullRun.From(stored is null ? null : PullCursor.Read(stored.Value), _options);
        var (planned, known, failed, seen) = (new List<OrderPreview>(), 0L, 0L, 0L);
        PagePosition? after = null;
        for (var more = true; more;)
        {
            var page = await _commerce.ListChangedAsync(new OrderQuery(from, after, _rules.Predicate), cancellationToken);
            var rows = (await _sync.GetAsync([.. page.Orders.Select(o => o.Id), .. page.Unreadable.Select(u => u.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
            var open = page.Orders.Where(o => !OrderPullRun.IsKnown(o, [.. rows[o.Id]])).ToList();
            var unreadable = page.Unreadable.Where(u => !OrderPullRun.IsKnown(u, rows[u.Id])).ToList();
            known += page.Orders.Count + page.Unreadable.Count - open.Count - unreadable.Count;
            failed += page.Orders.Select(static o => o.Id).Except(open.Select(static o => o.Id), StringComparer.Ordinal).Concat(page.Unreadable.Except(unreadable).Select(static u => u.Id))
                .Count(id => rows[id].Any(static row => row.Status == SyncStatus.Failed));
            planned.AddRange(await _previewer.PreviewAsync(open, rows, withFields: false, cancellationToken));
            planned.AddRange(unreadable.Select(u => Refused(u.Id, u.OrderNumber ?? u.Id, u.Version, ErrorCodes.OrderUnreadable, u.Problem)));
            progress?.Report(seen += page.Orders.Count + page.Unreadable.Count);
            (after, more) = (page.Last, page.More && page.Last is not null);
        }
        planned.AddRange(await _previewer.OutstandingAsync(planned.Select(p => p.OrderId).ToHashSet(StringComparer.Ordinal), cancellationToken));
        return new OrderPlan(from, known, waiting, planned) { Failed = failed };
    }

    private async Task<OrderPlan?> PlanOneAsync(string number, long waiting, CancellationToken cancellationToken)
    {
        Order? order;
        try
        {
            order = await _commerce.FindByNumberAsync(number, cancellationToken);
            if (order is null && Guid.TryParseExact(number, "D", out _)) order = await _commerce.GetAsync(number, cancellationToken);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Unmappable)
        {
            return new OrderPlan(null, 0, waiting, [Refused("", number, 0, e.Code, e.Message)]);
        }
        if (order is null) return null;
        var rows = (await _sync.GetAsync([order.Id], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        return new OrderPlan(null, 0, waiting, await _previewer.PreviewAsync([order], rows, withFields: true, cancellationToken));
    }

    private static OrderPreview Refused(string id, string number, long version, string code, string reason) =>
        new(id, number, version, PlannedAction.Refused, code, reason, null, [], [], []);
}
