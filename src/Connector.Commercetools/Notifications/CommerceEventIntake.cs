using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Commercetools.Notifications;

/// <summary>
/// Turns deliveries of a Subscription into PushOrder messages: near real time, with the pull as safety net. A second delivery is harmless: the message is a hint,
/// and versions that were dealt with (our own writes among them) are not queued.
/// </summary>
public sealed partial class CommerceEventIntake(IWorkQueue queue, ISyncStore sync, IIdSource ids, TimeProvider clock, ILogger<CommerceEventIntake> log)
{
    /// <summary>One settlement for each delivery, in the same order. Throws only when queue or store are lost; then nothing is settled and all come again.</summary>
    public async Task<IReadOnlyList<Settlement>> TakeAsync(IReadOnlyList<QueuedMessage> deliveries, CancellationToken cancellationToken)
    {
        var read = deliveries.Select(delivery => CommerceNotificationReader.Read(delivery.Body)).ToList();
        var newest = read.OfType<CommerceNotification.Order>().GroupBy(order => order.Id, StringComparer.Ordinal)
            .Select(same => same.MaxBy(order => order.ResourceVersion ?? long.MaxValue)!).ToList();
        if (newest.Count > 0) await QueueAsync(newest, cancellationToken);
        return read.ConvertAll(Settle);
    }

    private async Task QueueAsync(List<CommerceNotification.Order> orders, CancellationToken cancellationToken)
    {
        var rows = (await sync.GetAsync([.. orders.Select(order => order.Id)], cancellationToken)).ToLookup(row => row.OrderId, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        var messages = orders.Where(order => !IsKnown(order, [.. rows[order.Id]])).Select(order => Message(order, now)).ToList();
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Orders, messages, null, cancellationToken);
    }

    private static bool IsKnown(CommerceNotification.Order order, List<SyncRow> rows) =>
        order.ResourceVersion is { } version && rows.Count > 0 && rows.TrueForAll(row => row.OrderVersion >= version && row.Reservation is null);

    private WorkMessage Message(CommerceNotification.Order order, DateTimeOffset now) => new()
    {
        Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.OrderNumber, Version = order.Deleted ? null : order.ResourceVersion, Reason = order.Type,
        CorrelationId = ids.New(), EnqueuedAt = now
    };

    private Settlement Settle(CommerceNotification notification)
    {
        switch (notification)
        {
            case CommerceNotification.Unreadable unreadable:
                Log.Unreadable(log, unreadable.Problem);
                return new Settlement.DeadLetter(
                    new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.UnreadableMessage, unreadable.Problem, null, null, null, clock.GetUtcNow()));
            case CommerceNotification.Ignored ignored:
                Log.Ignored(log, ignored.Reason);
                return new Settlement.Complete();
            default:
                return new Settlement.Complete();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3110, LogLevel.Debug, "A commercetools notification was ignored: {Reason}")]
        internal static partial void Ignored(ILogger logger, string reason);

        [LoggerMessage(3111, LogLevel.Warning, "A commercetools notification cannot be read: {Problem}")]
        internal static partial void Unreadable(ILogger logger, string problem);
    }
}
