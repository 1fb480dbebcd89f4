using System.Collections.Concurrent;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Writeback;

/// <summary>Finds out where an order's custom fields go; says once for each Type that it lacks them.</summary>
public sealed partial class OrderFieldTargets(ICommerceReferences references, IOptions<EngineOptions> options, ILogger<OrderFieldTargets> log)
{
    private readonly ConcurrentDictionary<string, bool> _warned = new();

    /// <summary>Costs a call only for a Type not seen for some minutes.</summary>
    public async Task<OrderFieldTarget> ForAsync(Order order, CancellationToken cancellationToken)
    {
        var idOrKey = order.CustomTypeId ?? options.Value.OrderType;
        var type = await references.GetTypeAsync(idOrKey, cancellationToken);
        var known = OrderFieldNames.Definitions.Select(d => d.Name).Where(n => type?.FieldNames.Contains(n) == true).ToHashSet();
        if (known.Count == 0)
        {
            if (_warned.TryAdd(idOrKey, true)) Log.NoFields(log, type?.Key ?? idOrKey);
            return OrderFieldTarget.Nowhere;
        }
        return new OrderFieldTarget(known, order.CustomTypeId is null ? type!.Key : null);
    }

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Warning, "Type {Type} has none of the connector's fields: ShipStation's data is not shown on such orders. `connector doctor` says how to add them.")]
        public static partial void NoFields(ILogger logger, string type);
    }
}
