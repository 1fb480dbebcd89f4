using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Labels;

/// <summary>What is known of the labels that are to be decided: the order as the push plans it, the last reading of the shipping order, its shipments.</summary>
internal sealed class LabelLoader(OrderLoader loader, PushDecider decider, IShippingStore seen, OrderRouter router)
{
    /// <summary>One entry for each row whose order can be read, and the outcome of the other orders' messages.</summary>
    /// <param name="messages">Those that have rows to decide.</param>
    /// <param name="rows">All labels of these orders.</param>
    public async Task<(IReadOnlyList<LabelWork> Works, IReadOnlyDictionary<string, WorkOutcome> Others)> LoadAsync(
        IReadOnlyList<WorkMessage> messages, ILookup<string, LabelRow> rows, CancellationToken cancellationToken)
    {
        var loaded = await loader.LoadAsync(messages, cancellationToken);
        var planned = await decider.PlanAsync(loaded.Orders, cancellationToken);
        var works = planned.SelectMany(order => rows[order.Message.Id].Where(LabelStates.IsToDecide).Select(row => Work(order, row, rows[order.Message.Id]))).ToList();
        return (await ReadAsync(works, cancellationToken), loaded.Others.ToDictionary(o => o.Message.Id, o => o.Outcome, StringComparer.Ordinal));
    }

    /// <summary>The same with what was read meanwhile.</summary>
    public async Task<IReadOnlyList<LabelWork>> ReadAsync(IReadOnlyList<LabelWork> works, CancellationToken cancellationToken)
    {
        if (works.Count == 0) return works;
        var orders = (await seen.GetOrdersAsync([.. works.Select(w => w.Row.OrderKey).Distinct(StringComparer.Ordinal)], cancellationToken)).ToLookup(o => o.OrderKey, StringComparer.Ordinal);
        var shipments = (await seen.GetShipmentsAsync([.. works.Select(w => w.Row.OrderId).Distinct(StringComparer.Ordinal)], cancellationToken)).ToLookup(s => s.OrderId, StringComparer.Ordinal);
        return
        [
            .. works.Select(work => work with
            {
                Remote = orders[work.Row.OrderKey].FirstOrDefault(o => o.ShippingOrderId == work.Row.ShippingOrderId),
                Labels = [.. shipments[work.Row.OrderId].Select(s => s.Shipment).Where(s => IsFor(s, work.Row)).Select(LabelRecords.From)]
            })
        ];
    }

    private LabelWork Work(PlannedOrder order, LabelRow row, IEnumerable<LabelRow> all) => new(row, order, LabelCandidate.LocationKey(row.OrderKey, router.LocationKeys))
    {
        Group = order.Groups.FirstOrDefault(g => g.Row?.OrderKey == row.OrderKey),
        HasOpenPurchase = all.Any(other => other.Id != row.Id && other.OrderKey == row.OrderKey && other.State is LabelState.Reserved or LabelState.Unknown)
    };

    private static bool IsFor(Shipment shipment, LabelRow row) =>
        shipment is { Kind: ShipmentKind.Label, IsForeign: false } && (shipment.ShippingOrderId is { } id ? id == row.ShippingOrderId : shipment.OrderKey == row.OrderKey);
}
