using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Gathers what a decision may look at besides the order, and lets <see cref="PushPlanner"/> decide. Reads only: a dry run decides with it as the push does.</summary>
internal sealed class PushDecider(ICommerceReferences references, IShippingStore seen, PushPlanner planner, TimeProvider clock)
{
    /// <summary>For the work that has an order and no outcome yet.</summary>
    public async Task DecideAsync(IReadOnlyList<PushWork> batch, CancellationToken cancellationToken)
    {
        var open = batch.Where(w => w.Outcome is null).ToList();
        if (open.Count == 0) return;
        var readings = await seen.GetOrdersAsync([.. open.SelectMany(w => w.Rows).Select(r => r.OrderKey)], cancellationToken);
        var withRows = open.Where(w => w.Rows.Count > 0).Select(w => w.Message.Id).ToList();
        var shipments = withRows.Count == 0 ? [] : await seen.GetShipmentsAsync(withRows, cancellationToken);
        var skus = planner.NeedsStock ? open.SelectMany(w => w.Order!.Lines).Select(l => l.Sku).OfType<string>().ToHashSet(StringComparer.Ordinal) : [];
        var stock = skus.Count == 0 ? [] : await references.ListStockAsync(skus, cancellationToken);
        var known = new PushKnowledge(readings, shipments, stock);
        foreach (var work in open) planner.Plan(work, known, clock.GetUtcNow());
    }
}
