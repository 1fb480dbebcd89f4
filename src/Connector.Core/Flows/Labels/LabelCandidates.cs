using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Labels;

/// <summary>Orders that went through the push get a row for their label, and labels of orders that changed are looked at. With labels switched off nothing is read.</summary>
internal sealed class LabelCandidates(ILabelStore labels, LabelRules rules, LabelCalendar calendar, OrderRouter router, TimeProvider clock) : ISettledOrders
{
    public async Task TakeAsync(IReadOnlyList<SettledOrder> orders, CancellationToken cancellationToken)
    {
        if (rules.Mode == LabelMode.Off) return;
        var groups = orders.SelectMany(order => order.Groups.Where(g => g.Row is not null).Select(group => (Order: order, Group: group))).ToList();
        if (groups.Count == 0) return;
        var known = (await labels.GetAsync([.. groups.Select(g => g.Group.Row!.OrderId).Distinct(StringComparer.Ordinal)], cancellationToken))
            .ToLookup(row => row.OrderKey, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        var rows = groups.Select(g => LabelCandidate.Decide(g.Order, g.Group, [.. known[g.Group.Row!.OrderKey]], LabelCandidate.Location(g.Group.Row.OrderKey, router), calendar, now)).OfType<LabelRow>().ToList();
        // Where someone else was faster, the row is there or being looked at.
        if (rows.Count > 0) await labels.WriteAsync(rows, cancellationToken);
    }
}
