using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Commercetools.Notifications;
using Connector.Core.Model.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>
/// What comes off the queues, up to 100 at once (host.json), settled one by one. There is no retry of the host's: a message that fails comes back by a copy that
/// is due later.
/// </summary>
public sealed class Queues(TriggerSettlement work, CommerceEventIntake events)
{
    private const string Connection = ServiceBusOptions.SectionName;

    [Function("PushOrders")]
    public Task PushOrdersAsync(
        [ServiceBusTrigger(QueueNames.Orders, Connection = Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        work.RunAsync(QueueNames.Orders, messages, new ActionsSettler(actions), cancellationToken);

    [Function("RecordShipments")]
    public Task RecordShipmentsAsync(
        [ServiceBusTrigger(QueueNames.Shipments, Connection = Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        work.RunAsync(QueueNames.Shipments, messages, new ActionsSettler(actions), cancellationToken);

    [Function("BuyLabel")]
    public Task BuyLabelAsync(
        [ServiceBusTrigger(QueueNames.Labels, Connection = Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        work.RunAsync(QueueNames.Labels, messages, new ActionsSettler(actions), cancellationToken);

    /// <summary>The shop's own words, not ours: each becomes a PushOrder message, or is passed over.</summary>
    [Function("CommerceEvents")]
    public Task CommerceEventsAsync(
        [ServiceBusTrigger(QueueNames.CommerceEvents, Connection = Connection, IsBatched = true, AutoCompleteMessages = false)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken cancellationToken) =>
        work.RunAsync(QueueNames.CommerceEvents, messages, new ActionsSettler(actions), (_, batch, stop) => events.TakeAsync(batch, stop), cancellationToken);
}
