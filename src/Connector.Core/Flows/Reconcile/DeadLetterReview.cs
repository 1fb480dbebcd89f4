using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Entries of the error queue about orders on which both sides agree by now.</summary>
internal sealed class DeadLetterReview(IErrorQueue errors)
{
    private const int Most = 10_000;
    private static readonly string[] s_aboutOrders = [MessageTypes.PushOrder, MessageTypes.RecordShipment, MessageTypes.RecordOrderStatus];

    public async Task<IReadOnlyList<ErrorQueueEntry>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await errors.ListAsync(new ErrorFilter(Take: Most), cancellationToken)).Where(d => d.Info.OrderId is not null && s_aboutOrders.Contains(d.MessageType))];

    public static IEnumerable<Difference> Stale(IEnumerable<ErrorQueueEntry> dead, IReadOnlySet<string> inSync) =>
        from letter in dead
        where inSync.Contains(letter.Info.OrderId!)
        select new Difference(
            DifferenceKind.OutdatedError, letter.Info.OrderId!, letter.Info.OrderNumber ?? letter.Info.OrderId!, letter.Id,
            $"{MessageTypes.Describe(letter.MessageType)}, {letter.Info.Code}: there is no difference left.") { Repair = new Repair.Close(letter.MessageType) };
}
