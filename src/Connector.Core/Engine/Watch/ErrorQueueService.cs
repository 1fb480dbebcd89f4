using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with the error queue, written to the history of each order, so that a discarded message never vanishes without a trace. Doing it twice is harmless.
/// </summary>
public sealed class ErrorQueueService(IErrorQueue errors, IJournal journal, OrderIndexer index, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>Puts these back on their queues. Returns how many were there.</summary>
    public async Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ApplyAsync(await FindAsync(ids, cancellationToken), QueueAction.Replayed, cancellationToken);

    /// <summary>Puts back all that is there now; what dies again meanwhile is left for the next time. Returns how many.</summary>
    public Task<int> ReplayAllAsync(CancellationToken cancellationToken) => ApplyToAllAsync(QueueAction.Replayed, cancellationToken);

    /// <summary>Removes these for good. Returns how many were there.</summary>
    public async Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await ApplyAsync(await FindAsync(ids, cancellationToken), QueueAction.Discarded, cancellationToken);

    /// <summary>Removes all that is there now for good. Returns how many.</summary>
    public Task<int> DiscardAllAsync(CancellationToken cancellationToken) => ApplyToAllAsync(QueueAction.Discarded, cancellationToken);

    private async Task<IReadOnlyList<ErrorQueueEntry>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueueEntry>(ids.Count);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (await errors.GetAsync(id, cancellationToken) is { } dead) found.Add(dead);
        return found;
    }

    private async Task<int> ApplyToAllAsync(QueueAction action, CancellationToken cancellationToken)
    {
        // One tick later, so that what died at this very instant counts as being there.
        var now = new ErrorFilter(DeadBefore: clock.GetUtcNow().AddTicks(1), Take: PageSize);
        var total = 0;
        while (true)
        {
            var done = await ApplyAsync(await errors.ListAsync(now, cancellationToken), action, cancellationToken);
            if (done == 0) return total;
            total += done;
        }
    }

    private async Task<int> ApplyAsync(IReadOnlyList<ErrorQueueEntry> messages, QueueAction action, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return 0;
        string[] ids = [.. messages.Select(static m => m.Id)];
        var done = action == QueueAction.Replayed ? await errors.ReplayAsync(ids, cancellationToken) : await errors.DiscardAsync(ids, cancellationToken);
        var (now, word) = (clock.GetUtcNow(), action == QueueAction.Replayed ? "retried from the error queue" : "dismissed from the error queue");
        await journal.AppendAsync(
            [.. messages.Select(m => new JournalEntry(
                now, JournalKind.Decision, m.Info.OrderId, m.Info.OrderNumber, $"{MessageTypes.Describe(m.MessageType)}: {word} by an operator", m.Info.CorrelationId, m.Info.Code)
            {
                Events = [new OrderEvent(action == QueueAction.Replayed ? OrderEventKind.Retried : OrderEventKind.Dismissed, OrderActor.Person, $"{MessageTypes.Describe(m.MessageType)}: {word}")]
            })],
            cancellationToken);
        await index.RefreshAsync(messages.Select(static m => m.Info.OrderId).OfType<string>(), cancellationToken);
        return done;
    }

    private enum QueueAction { Replayed, Discarded }
}
