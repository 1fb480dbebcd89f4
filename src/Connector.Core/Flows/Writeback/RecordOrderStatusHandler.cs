using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Writes to the shop order what people and ShipStation did to its shipping orders. A second run is harmless: values that are equal need no write.
/// </summary>
internal sealed class RecordOrderStatusHandler(
    OrderUpdater writing, KnownShippingOrders known, PushRequests pushes, IErrorQueue errors, OrderStatusPlanner planner, IOptions<EngineOptions> options, SyncMeter meter) : IMessageHandler
{
    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var orders = await writing.LoadAsync(messages, cancellationToken);
        var records = await known.FindAsync([.. messages.Select(m => m.Id)], cancellationToken);
        var outcomes = new WorkOutcome[messages.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelWrites, CancellationToken = cancellationToken },
            async (i, cancel) =>
            {
                var mine = records[messages[i].Id].ToList();
                outcomes[i] = mine.TrueForAll(static r => r.Readings.Count == 0 && r.Loss is null)
                    ? new WorkOutcome.Skipped("the connector has no order in ShipStation for it")
                    : await RecordAsync(messages[i], orders.GetValueOrDefault(messages[i].Id), mine, cancel);
            });
        return outcomes;
    }

    private async Task<WorkOutcome> RecordAsync(WorkMessage message, Order? order, List<ShippingOrderRecord> records, CancellationToken cancellationToken)
    {
        OrderStatusPlan? made = null;
        var (pushed, isCancelled) = (false, false);
        var readings = records.SelectMany(static r => r.Readings).ToList();
        var (written, failure, _) = await writing.WriteAsync(message.Id, order, async current =>
        {
            // What is known of ShipStation is never older than the order.
            if (!ReferenceEquals(current, order))
            {
                records = [.. (await known.FindAsync([message.Id], cancellationToken))[message.Id]];
                readings = [.. records.SelectMany(static r => r.Readings)];
            }
            made = await planner.MakeAsync(current, readings, cancellationToken);
            isCancelled = current.State == OrderState.Cancelled;
            // Before the write: once the shop order shows the result, it is no news any more, and nobody would hold or release the order.
            if (!pushed && (made.AddressFailed || made.AddressCleared)) await PushAsync(message, made.AddressFailed ? "address failed" : "address passes", cancellationToken);
            pushed |= made.AddressFailed || made.AddressCleared;
            return made.Changes;
        }, [.. records.Select(static r => r.Row)], cancellationToken);
        if (failure is not null) return failure;
        if (made is null) return new WorkOutcome.Skipped("the order no longer exists in commercetools");
        if (made.AddressNews) meter.Add(Measure.AddressesChecked);
        // And after it: the first may have been handled before the order had its new version.
        if (made.AddressFailed || made.AddressCleared) await PushAsync(message, made.AddressFailed ? "address failed" : "address passes", cancellationToken);
        if (!made.AddressFailed)
        {
            if (!isCancelled && records.Find(static r => r.Loss is not null)?.Loss is { } loss) return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LockedInShipping, loss.Text);
            if (made.AddressNews) await errors.ResolveAsync(MessageTypes.RecordOrderStatus, [message.Id], cancellationToken);
            if (!written) return new WorkOutcome.Done(WorkOutcome.Unchanged);
            var status = OrderStatusPlan.StatusOf(readings) is { } word ? $"Shop updated: {word}" : "Shop updated: status and address check";
            return new WorkOutcome.Done("shop updated, status and address check") { Events = [new OrderEvent(OrderEventKind.WrittenBack, OrderActor.Connector, status)] };
        }
        return new WorkOutcome.DeadLetter(FailureKind.AddressInvalid, ErrorCodes.AddressFailed, readings.Exists(static r => PartTree.IsOpen(r.Status))
            ? "ShipStation could not verify the ship-to address; the order is on hold until the address is corrected in the shop or in ShipStation."
            : "ShipStation could not verify the ship-to address, and the order is no longer open there.");
    }

    /// <summary>The push decides about the hold: the order goes on hold with an address that failed, and is released when it passes.</summary>
    private Task PushAsync(WorkMessage cause, string reason, CancellationToken cancellationToken) =>
        pushes.SendAsync(cause.Id, cause.OrderNumber, reason, cause.CorrelationId, cancellationToken);
}
