using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Logging;
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
    private readonly ConnectorRules _rules;
    private readonly EngineOptions _options;
    private readonly PushDecider _deciding;
    private readonly GroupPlanner _groups;
    private readonly WritebackPlanner _writeback;
    private readonly TimeProvider _clock;

    public OrderPlanRun(
        ICommerceOrders commerce, ICommerceReferences references, IShippingAccounts accounts, ISyncStore sync, IShippingStore seen, ICursorStore cursors,
        IWorkQueue queue, PushPlanner planner, DeliveryPlanner deliveries, OrderFieldTargets targets, ConnectorRules rules, IOptions<EngineOptions> options,
        TimeProvider clock, ILoggerFactory logs)
    {
        (_commerce, _sync, _cursors, _queue, _rules, _options, _clock) = (commerce, sync, cursors, queue, rules, options.Value, clock);
        _deciding = new PushDecider(references, seen, planner, clock);
        _groups = new GroupPlanner(accounts, clock);
        var marking = new ExportMarker(commerce, references, targets, sync, options, clock, logs.CreateLogger<ExportMarker>());
        _writeback = new WritebackPlanner(commerce, accounts, sync, seen, deliveries, marking);
    }

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

        var stored = await _cursors.GetAsync(PullCursor.Name, cancellationToken);
        var from = scope.Since ?? OrderPullRun.From(stored is null ? null : PullCursor.Read(stored.Value), _options);
        var (planned, known, seen) = (new List<PlannedOrder>(), 0L, 0L);
        PagePosition? after = null;
        for (var more = true; more;)
        {
            var page = await _commerce.ListChangedAsync(new OrderQuery(from, after, _rules.Selection.Predicate), cancellationToken);
            var rows = (await _sync.GetAsync([.. page.Orders.Select(o => o.Id), .. page.Unreadable.Select(u => u.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
            var open = page.Orders.Where(o => !OrderPullRun.IsKnown(o, [.. rows[o.Id]])).ToList();
            var unreadable = page.Unreadable.Where(u => !OrderPullRun.IsKnown(u, rows[u.Id])).ToList();
            known += page.Orders.Count + page.Unreadable.Count - open.Count - unreadable.Count;
            planned.AddRange(await PlanAsync(open, rows, withFields: false, cancellationToken));
            planned.AddRange(unreadable.Select(u => Refused(u.Id, u.OrderNumber ?? u.Id, u.Version, ErrorCodes.OrderUnreadable, u.Problem)));
            progress?.Report(seen += page.Orders.Count + page.Unreadable.Count);
            (after, more) = (page.Last, page.More && page.Last is not null);
        }
        planned.AddRange(await _writeback.OutstandingAsync(planned.Select(p => p.OrderId).ToHashSet(StringComparer.Ordinal), cancellationToken));
        return new OrderPlan(from, known, waiting, planned);
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
        return new OrderPlan(null, 0, waiting, await PlanAsync([order], rows, withFields: true, cancellationToken));
    }

    /// <param name="withFields">Also the fields of new orders, and the shipping side is asked for labels that no poll has seen yet.</param>
    private async Task<List<PlannedOrder>> PlanAsync(List<Order> orders, ILookup<string, SyncRow> rows, bool withFields, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var batch = orders.ConvertAll(order => new PushWork(new WorkMessage
        {
            Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.NumberOrId, Version = order.Version, Reason = "plan", CorrelationId = "plan", EnqueuedAt = now
        })
        {
            Order = order, Rows = [.. rows[order.Id]]
        });
        await _deciding.DecideAsync(batch, cancellationToken);
        var planned = new List<PlannedOrder>(batch.Count);
        var reported = await _writeback.ShipmentsAsync(batch, withFields, cancellationToken);
        foreach (var work in batch)
        {
            var groups = work.Outcome is null ? await _groups.PlanAsync(work, withFields, cancellationToken) : [];
            var (inShop, remarks, needsAttention) = await _writeback.PlanAsync(work, reported[work.Message.Id], cancellationToken);
            planned.Add(Planned(work, groups, inShop, remarks) with { ShipmentNeedsAttention = needsAttention });
        }
        return planned;
    }

    private static PlannedOrder Planned(PushWork work, IReadOnlyList<PlannedGroup> groups, IReadOnlyList<FieldDifference> inShop, IEnumerable<string> remarks)
    {
        var worst = groups.OrderByDescending(g => Rank(g.Action)).FirstOrDefault();
        var (action, code, reason, until) = work.Outcome switch
        {
            WorkOutcome.Skipped skipped => (PlannedAction.Skipped, null, skipped.Reason, null),
            WorkOutcome.RetryAt later => (PlannedAction.Later, null, later.Description, later.At),
            WorkOutcome.DeadLetter dead => (PlannedAction.Refused, dead.Code, dead.Description, null),
            _ => (worst?.Action ?? PlannedAction.Skipped, worst?.Code, worst is null ? "nothing to do" : worst.Reason, default(DateTimeOffset?))
        };
        return new PlannedOrder(work.Order!.Id, work.Order.NumberOrId, work.Order.Version, action, code, reason, until, groups, inShop, [.. work.Remarks, .. remarks]);
    }

    private static int Rank(PlannedAction action) => action switch
    {
        PlannedAction.Refused => 4,
        PlannedAction.Cancel => 1,
        PlannedAction.Update => 2,
        PlannedAction.Create => 3,
        _ => 0
    };

    private static PlannedOrder Refused(string id, string number, long version, string code, string reason) =>
        new(id, number, version, PlannedAction.Refused, code, reason, null, [], [], []);
}
