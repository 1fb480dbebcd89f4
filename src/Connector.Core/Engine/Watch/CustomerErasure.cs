using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Erases what is known about a customer, found by an order or by the e-mail address, and proves it: in the report, and in the history of each order.</summary>
public sealed class CustomerErasure(OrderTraces traces, IOrderIndex index, OrderErasure erasure, IJournal journal, Redaction redaction, IIdSource ids, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <param name="order">Number or id, as for the history of an order. Null when there is no such order.</param>
    public async Task<ErasureReport?> EraseOrderAsync(string order, string by, bool dryRun, CancellationToken cancellationToken)
    {
        if (await traces.FindAsync(order, cancellationToken) is not { } found) return null;
        var number = found.OrderNumber ?? found.OrderId;
        return await RunAsync($"order {number}", [(found.OrderId, number)], by, dryRun, cancellationToken);
    }

    /// <summary>All orders with this e-mail address; a report without orders when there are none.</summary>
    public async Task<ErasureReport> EraseCustomerAsync(string email, string by, bool dryRun, CancellationToken cancellationToken)
    {
        var key = redaction.EmailKey(email);
        var orders = new List<(string, string)>();
        for (string? after = null; ;)
        {
            var page = await index.ListAsync(new OrderFilter(key), after, PageSize, cancellationToken);
            orders.AddRange(page.Orders.Where(o => o.EmailHash == key).Select(static o => (o.OrderId, o.OrderNumber)));
            if (page.Next is null) break;
            after = page.Next;
        }
        // The hash of the list is taken once more: whoever has the report cannot find the orders of another list by it.
        return await RunAsync($"customer {redaction.Fingerprint(key)}", orders, by, dryRun, cancellationToken);
    }

    private async Task<ErasureReport> RunAsync(string subject, List<(string Id, string Number)> orders, string by, bool dryRun, CancellationToken cancellationToken)
    {
        var report = new ErasureReport(ids.New(), clock.GetUtcNow(), by, subject, dryRun, []);
        var done = new List<ErasedOrder>(orders.Count);
        foreach (var (id, number) in orders)
        {
            var erased = await erasure.RunAsync(id, number, dryRun, cancellationToken);
            done.Add(erased);
            if (!dryRun && erased.Left is null) await journal.AppendAsync([Proof(report, erased)], cancellationToken);
        }
        return report with { Orders = done };
    }

    private static JournalEntry Proof(ErasureReport report, ErasedOrder order)
    {
        var removed = order.Parts.Count == 0 ? "nothing was left to remove" : string.Join(", ", order.Parts.Select(static p => $"{p.Place} {p.Count}"));
        var text = $"Customer data erased (proof {report.Id}): {removed}";
        return new JournalEntry(report.At, JournalKind.Decision, order.OrderId, order.OrderNumber, text, report.Id)
        {
            Events = [new OrderEvent(OrderEventKind.Handled, OrderActor.Person, text) { By = report.By }]
        };
    }
}
