using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Push;

/// <summary>The end of a push: the shop order shows what was sent, the message gets its outcome, and an error of before is over.</summary>
internal sealed class PushFinisher(
    ExportMarker marker, OrderRouter router, IErrorQueue errors, ISettledOrders listener, OrderSelection selection, IOptions<EngineOptions> options, SyncMeter meter,
    TimeProvider clock)
{
    /// <summary>One outcome for each order, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, WorkOutcome>> FinishAsync(IReadOnlyList<SettledOrder> batch, CancellationToken cancellationToken)
    {
        var outcomes = batch.Select(order => order.Outcome ?? new WorkOutcome.Skipped("nothing to do")).ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, batch.Count).Where(i => batch[i].Outcome is null && batch[i].Groups.Count > 0),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelWrites, CancellationToken = cancellationToken },
            async (i, cancel) => outcomes[i] = OutcomeOf(batch[i], batch[i].Planned.IsUnread ? MarkResult.Shown : await marker.MarkAsync(batch[i], cancel)) with
            {
                Events = PushEvents.From(batch[i], router.HasLocations)
            });
        // An order that got through by another way needs no attention any longer.
        var good = batch.Where((_, i) => outcomes[i] is WorkOutcome.Done).Select(order => order.Message.Id).ToList();
        if (good.Count > 0) await errors.ResolveAsync(MessageTypes.PushOrder, good, cancellationToken);
        // The address that failed its check is there no longer.
        var corrected = batch.Where((order, i) => outcomes[i] is WorkOutcome.Done && order.Groups.Any(HasNewAddress)).Select(order => order.Message.Id).ToList();
        if (corrected.Count > 0) await errors.ResolveAsync(MessageTypes.RecordOrderStatus, corrected, cancellationToken);
        await listener.TakeAsync(batch, cancellationToken);
        var ended = new Dictionary<string, WorkOutcome>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++) ended[batch[i].Message.Id] = LookAgain(batch[i], outcomes[i]) with { Facts = FactsOf(batch[i].Planned), Contents = ContentsOf(batch[i]) };
        return ended;
    }

    private SeenOrder? FactsOf(PlannedOrder planned) => planned.IsUnread ? null : SeenOrder.From(planned.Order, OrderVerdicts.From(selection.Decide(planned.Order, clock.GetUtcNow())));

    private static Dictionary<string, ShippingOrder> ContentsOf(SettledOrder settled)
    {
        var contents = new Dictionary<string, ShippingOrder>(StringComparer.Ordinal);
        foreach (var group in settled.Groups)
            if (group.Planned.Wanted is { } wanted) contents[wanted.Hash] = wanted.Order;
        return contents;
    }

    private static bool HasNewAddress(SettledGroup group) =>
        group is { Failure: null, Planned: { Action: PushAction.Update, Wanted: { } wanted, Row.Payload: { } sent } } && PayloadJson.Unpack(sent).ShipTo != wanted.Order.ShipTo;

    /// <summary>A look that came too early by this clock is not used up.</summary>
    private WorkOutcome LookAgain(SettledOrder order, WorkOutcome outcome) =>
        outcome is WorkOutcome.Done or WorkOutcome.Skipped && LateCalls.LookAgainAt(order.Message, order.Groups.Select(g => g.Row), clock.GetUtcNow()) is { } at
            ? new WorkOutcome.RetryAt(at, FailureKind.Conflict, "UnderWay", "a call without a response may still arrive") { Events = outcome.Events }
            : outcome;

    private WorkOutcome OutcomeOf(SettledOrder order, MarkResult mark)
    {
        var failures = new List<(string GroupKey, GroupFailure Failure)>();
        foreach (var group in order.Groups)
            if (group.Failure is { } failure) failures.Add((group.GroupKey, failure));
        if (mark.Failure is { } unmarked) failures.Add(("", unmarked));
        if (failures.Count > 0) return PushFailures.Outcome(failures, router.HasLocations);
        var reason = order.StopReason is { } text ? (string[])[text] : [];
        var said = PushSummary.Describe(order.Groups, router.HasLocations);
        if (order.Planned.Afterwards is { } afterwards) return With(afterwards, reason.Concat(said));
        if (said.Count > 0) return new WorkOutcome.Done(string.Join("; ", said.Concat(reason).Concat(order.Remarks).Concat(mark.Remarks)));
        if (reason.Length > 0) return new WorkOutcome.Skipped(string.Join("; ", reason.Concat(order.Remarks).Concat(mark.Remarks)));
        meter.Add(Measure.Unchanged);
        return new WorkOutcome.Done(WorkOutcome.Unchanged);
    }

    /// <summary>The outcome, and what was done before.</summary>
    private static WorkOutcome With(WorkOutcome outcome, IEnumerable<string> said)
    {
        var text = string.Join("; ", said);
        return outcome switch
        {
            WorkOutcome.RetryAt later => later with { Description = text },
            WorkOutcome.DeadLetter dead => dead with { Description = text.Contains(dead.Description, StringComparison.Ordinal) ? text : $"{dead.Description}; {text}" },
            _ => outcome
        };
    }
}
