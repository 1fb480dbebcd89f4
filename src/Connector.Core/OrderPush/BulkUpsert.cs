using Connector.Core.Errors;
using Connector.Core.Ports;
using Connector.Core.Rates;
using Connector.Core.ShippingOrders;

namespace Connector.Core.OrderPush;

/// <summary>Sends up to 100 orders in one call; when the call as a whole is refused, halves it until the bad record stands alone. The others go through.</summary>
internal static class BulkUpsert
{
    public const int MaxOrders = 100;

    /// <summary>One result for each order sent. Only a failure that concerns all of them (limit, credentials, unknown outcome) is told by a failed result with its exception.</summary>
    public static async Task<IReadOnlyList<BulkResult>> SendAsync(
        IShippingAccount account, IReadOnlyList<ShippingOrder> orders, RateLane lane, CancellationToken cancellationToken)
    {
        var results = new List<BulkResult>(orders.Count);
        foreach (var chunk in orders.Chunk(MaxOrders)) await SendPartAsync(account, chunk, lane, results, cancellationToken);
        return results;
    }

    private static async Task SendPartAsync(IShippingAccount account, ShippingOrder[] part, RateLane lane, List<BulkResult> results, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var result in await account.UpsertAsync(part, lane, cancellationToken)) results.Add(new BulkResult(result.OrderKey, result, null));
        }
        catch (ConnectorException e) when (part.Length > 1 && e.Kind is FailureKind.Rejected or FailureKind.Unknown)
        {
            var middle = part.Length / 2;
            await SendPartAsync(account, part[..middle], lane, results, cancellationToken);
            await SendPartAsync(account, part[middle..], lane, results, cancellationToken);
        }
        catch (ConnectorException e)
        {
            results.AddRange(part.Select(order => new BulkResult(order.OrderKey, null, e)));
        }
    }
}

/// <param name="Result">Null when the call failed.</param>
internal sealed record BulkResult(string OrderKey, UpsertResult? Result, ConnectorException? Failure);
