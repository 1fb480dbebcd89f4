using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Sends up to 100 orders in one call; when the call as a whole is refused, halves it until the bad record is alone. The others go through.</summary>
internal static class BulkUpsert
{
    public const int MaxOrders = 100;

    /// <summary>One call of <see cref="IShippingAccount.UpsertAsync"/>; may leave out orders that are another worker's by now.</summary>
    public delegate Task<IReadOnlyList<UpsertResult>> Upsert(IReadOnlyList<ShippingOrder> part, CancellationToken cancellationToken);

    /// <summary>One result for each order sent. Only a failure that concerns all of them (limit, credentials, unknown outcome) is reported as a failed result with its exception.</summary>
    public static async Task<IReadOnlyList<BulkResult>> SendAsync(
        Upsert upsert, IReadOnlyList<ShippingOrder> orders, CancellationToken cancellationToken)
    {
        var results = new List<BulkResult>(orders.Count);
        foreach (var chunk in orders.Chunk(MaxOrders)) await SendPartAsync(upsert, chunk, new Course(), results, cancellationToken);
        return results;
    }

    private static async Task SendPartAsync(
        Upsert upsert, ShippingOrder[] part, Course course, List<BulkResult> results, CancellationToken cancellationToken)
    {
        if (course.Outage is { } outage)
        {
            results.AddRange(part.Select(order => new BulkResult(order.OrderKey, null, outage)));
            return;
        }
        try
        {
            foreach (var result in await upsert(part, cancellationToken)) results.Add(new BulkResult(result.OrderKey, result, null));
            course.Succeeded();
        }
        catch (ConnectorException e) when (part.Length > 1 && e.Kind is FailureKind.Rejected or FailureKind.Unknown)
        {
            course.Failed(e);
            var middle = part.Length / 2;
            await SendPartAsync(upsert, part[..middle], course, results, cancellationToken);
            await SendPartAsync(upsert, part[middle..], course, results, cancellationToken);
        }
        catch (ConnectorException e)
        {
            course.Failed(e);
            results.AddRange(part.Select(order => new BulkResult(order.OrderKey, null, e)));
        }
    }

    /// <summary>How the calls of one chunk went. A server that fails at everything is down: halving on would only use up the calls of the window.</summary>
    private sealed class Course
    {
        /// <summary>One bad record at the front costs seven failed calls; two of them eight.</summary>
        private const int FailuresOfAnOutage = 12;
        private bool _anySuccess;
        private int _failures;

        /// <summary>Set once nothing has succeeded for too long; what is left is not tried any longer.</summary>
        public ConnectorException? Outage { get; private set; }

        public void Succeeded() => _anySuccess = true;

        public void Failed(ConnectorException e)
        {
            if (e.Kind == FailureKind.Unknown && !_anySuccess && ++_failures >= FailuresOfAnOutage) Outage = e;
        }
    }
}

/// <param name="Result">Null when the call failed.</param>
internal sealed record BulkResult(string OrderKey, UpsertResult? Result, ConnectorException? Failure);
