using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Brings orders to the shipping side: load, plan, prepare, send (reserve, call, commit), finish. Each phase takes the values of the one before and returns its own. A second
/// run is harmless because the order is read again, equal content makes no call, and the key of each group is a pure function of order and location.
/// </summary>
internal sealed class PushOrderHandler(
    OrderLoader loader, PushDecider decider, ShipmentRequests shipments, PausedAccounts paused, PushPreparer preparer, PushSender sender, UnsentRows unsent, PushFinisher finisher) : IMessageHandler
{
    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var loaded = await loader.LoadAsync(messages, cancellationToken);
        var stopped = decider.PlanUnread(loaded.Others);
        IReadOnlyList<PlannedOrder> planned = [.. await decider.PlanAsync(loaded.Orders, cancellationToken), .. stopped];
        var unloaded = loaded.Others.Where(other => stopped.All(s => s.Message != other.Message)).ToList();
        var open = await paused.HoldAsync(planned, cancellationToken);
        var prepared = await preparer.PrepareAsync(open, cancellationToken);
        var sent = await sender.SendAsync(prepared, cancellationToken);
        await shipments.QueueAsync(sent, cancellationToken);
        var settled = await unsent.CloseAsync(sent, unloaded, cancellationToken);
        var outcomes = await finisher.FinishAsync(settled, cancellationToken);
        var others = unloaded.ToLookup(order => order.Message.Id, order => order.Outcome, StringComparer.Ordinal);
        return [.. messages.Select(m => outcomes.TryGetValue(m.Id, out var outcome) ? outcome : others[m.Id].First())];
    }
}
