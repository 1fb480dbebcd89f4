using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Writes to the shop order what was shipped and voided: one read for up to 100 orders, one write for each. A second run is harmless: the key of a delivery is a pure
/// function of the shipment, and the plan is empty when all is there.
/// </summary>
internal sealed class RecordShipmentHandler(
    ShipmentReader reader, OrderUpdater writing, DeliveryPlanner planning, ShipmentCommit commit, IErrorQueue errors, IFaultPoints faults, IOptions<EngineOptions> options, TimeProvider clock) : IMessageHandler
{
    /// <summary>How long after a write without a response it may still be applied: no server keeps a call for so long while it responds to others.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var orders = await writing.LoadAsync(messages, cancellationToken);
        var read = await reader.ReadAsync([.. messages.Select(m => m.Id)], cancellationToken);
        var outcomes = new WorkOutcome[messages.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, messages.Count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelWrites, CancellationToken = cancellationToken },
            async (i, cancel) => outcomes[i] = read[i].Shipments.Count == 0
                ? new WorkOutcome.Skipped("no shipment of this order is known")
                : await RecordAsync(messages[i], read[i], orders.GetValueOrDefault(messages[i].Id), cancel));
        return outcomes;
    }

    private async Task<WorkOutcome> RecordAsync(WorkMessage message, ShippedOrder work, Order? order, CancellationToken cancellationToken)
    {
        DeliveryPlan? made = null;
        var (written, failure, leftOut) = await writing.WriteAsync(work.OrderId, order, async current =>
        {
            // What is known of the shipments is never older than the order: who wrote it meanwhile may know of a void.
            if (!ReferenceEquals(current, order)) work = (await reader.ReadAsync([work.OrderId], cancellationToken))[0];
            made = await planning.MakeAsync(current, work.Rows, [.. work.Shipments.Select(static s => s.Shipment)], work.Seen, cancellationToken);
            return made.Changes;
        }, work.Rows, cancellationToken);
        if (failure is null && made is null)
            failure = new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.OrderNotFound, "The order no longer exists in commercetools, but a shipment of it exists.");
        // It needs attention now: polls that read it again must not put it there again.
        if (failure is WorkOutcome.DeadLetter) await commit.RefuseAsync(work, cancellationToken);
        if (failure is not null) return failure;
        // A shipment that is not noted as written is news, even if a crash came between the write and this.
        var isNews = written || work.Shipments.Any(s => s.Outstanding);
        await faults.ReachAsync("shipment-written", cancellationToken);
        await commit.CommitAsync(work, made!, cancellationToken);
        if (leftOut is not null) return leftOut;
        var flag = made!.Flags.FirstOrDefault(f => f.NeedsAttention);
        if (flag is not null && isNews) return new WorkOutcome.DeadLetter(flag.Kind, flag.Code, flag.Text);
        if (!written && MayArriveLate(message))
            return new WorkOutcome.RetryAt(clock.GetUtcNow() + s_late, FailureKind.Conflict, "UnderWay", "a write without a response may still arrive") { Progress = message with { Reason = MessageReasons.VerifyWrite } };
        // What was written earlier does not settle an error of that time.
        if (!isNews) return new WorkOutcome.Done(WorkOutcome.UpToDate);
        await errors.ResolveAsync(MessageTypes.RecordShipment, [work.OrderId], cancellationToken);
        var remarks = string.Concat(made.Flags.Select(f => "; " + f.Text));
        var said = $"{made.Coverage.Shipped} of {made.Coverage.ToShip} units shipped{remarks}";
        return new WorkOutcome.Done($"shop updated, {said}") { Events = [new OrderEvent(OrderEventKind.WrittenBack, OrderActor.Connector, $"Shop updated: {said}")] };
    }

    /// <summary>
    /// An attempt failed before, and now nothing had to be written: the order has its version of then, so what that attempt wrote may still be applied, also when its label
    /// was voided meanwhile.
    /// </summary>
    private static bool MayArriveLate(WorkMessage message) => message.Attempt > 0 && message.Reason != MessageReasons.VerifyWrite;
}
