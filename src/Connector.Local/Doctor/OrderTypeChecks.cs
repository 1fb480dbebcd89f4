using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>Recent orders that have a Type of the merchant: whether it has the connector's fields. An order has one Type, so without them nothing is shown on it.</summary>
internal sealed class OrderTypeChecks(ICommerceOrders orders, ICommerceReferences references, ConnectorRules rules, IOptions<EngineOptions> options, TimeProvider clock)
{
    private const string Area = "commercetools";
    private const string Check = "Types of orders";
    private const int SampleSize = 100;

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        if (await findings.AskAsync(Area, Check, () => RecentOrders.ReadAsync(orders, rules.Selection.Predicate, clock.GetUtcNow(), SampleSize, cancellationToken), "The API client lacks the scope view_orders.") is not { Orders: { Count: > 0 } sample }) return;
        var lacking = 0;
        foreach (var group in sample.Where(static o => o.CustomTypeId is not null).GroupBy(static o => o.CustomTypeId!, StringComparer.Ordinal).OrderByDescending(static g => g.Count()))
        {
            if (await findings.AskAsync(Area, Check, async () => new Read(await references.GetTypeAsync(group.Key, cancellationToken)), "The API client lacks the scope view_types.") is not { Type: { } type } || type.Key == options.Value.OrderType) continue;
            var missing = OrderFieldNames.Definitions.Count(d => !type.FieldNames.Contains(d.Name));
            if (missing == 0) continue;
            lacking++;
            findings.Warn(
                Area, Check, $"{group.Count()} of {sample.Count} recent orders have the Type {type.Key}, which lacks {(missing == OrderFieldNames.Definitions.Count ? "all" : missing)} fields of the connector: status and tracking are not shown on them",
                $"Run connector setup --type {type.Key}, where the fields may be added to it (docs/adr/0005).");
        }
        if (lacking == 0) findings.Ok(Area, Check, $"{sample.Count} recent orders can show status and tracking");
    }

    private sealed record Read(CommerceType? Type);
}
