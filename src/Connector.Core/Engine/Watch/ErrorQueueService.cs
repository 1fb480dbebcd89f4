using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with the error queue, written to the history of each order and kept with the error, so that nothing vanishes without a trace. Doing it twice is harmless.
/// </summary>
public sealed class ErrorQueueService(IErrorQueue errors, IErrorCases cases, IWorkQueue queue, IJournal journal, OrderIndexer index, TimeProvider clock)
{
    private const int PageSize = 500;
    private const string Operator = "an operator";

    /// <summary>Puts these back on their queues. Returns how many were there.</summary>
    /// <param name="who">Null: an operator.</param>
    public async Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken, string? who = null) =>
        await ApplyAsync(await FindAsync(ids, cancellationToken), QueueAction.Replayed, null, who, cancellationToken);

    /// <summary>Puts back all that is there now; what dies again meanwhile is left for the next time. Returns how many.</summary>
    public Task<int> ReplayAllAsync(CancellationToken cancellationToken, string? who = null) => ApplyToAllAsync(QueueAction.Replayed, null, who, cancellationToken);

    /// <summary>Removes these; they can be put back while they are kept (<see cref="UndoAsync"/>). Returns how many were there.</summary>
    /// <param name="reason">Why nothing is to be done; null where nobody says.</param>
    public async Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken, string? reason = null, string? who = null) =>
        await ApplyAsync(await FindAsync(ids, cancellationToken), QueueAction.Discarded, reason, who, cancellationToken);

    /// <summary>Removes all that is there now. Returns how many.</summary>
    public Task<int> DiscardAllAsync(CancellationToken cancellationToken, string? reason = null, string? who = null) => ApplyToAllAsync(QueueAction.Discarded, reason, who, cancellationToken);

    /// <summary>Puts dismissed messages back on their queues, as first attempts. Returns how many; one that was put back already is none.</summary>
    public async Task<int> UndoAsync(IReadOnlyCollection<string> keys, string? who, CancellationToken cancellationToken)
    {
        var (now, done) = (clock.GetUtcNow(), new List<ErrorCase>());
        foreach (var known in await cases.GetAsync(keys, cancellationToken))
        {
            if (known is not { State: ErrorCaseState.Dismissed, Queue: { } from, Body: { } body }) continue;
            // The message first: one too many does no harm.
            await queue.SendRawAsync(from, WorkMessageBody.ForReplay(System.Text.Encoding.UTF8.GetBytes(body), known.FirstFailedAt), cancellationToken);
            done.Add(known with { State = ErrorCaseState.Retrying, ClosedAt = null, Reason = null, Queue = null, Body = null, By = who, LastRetriedAt = now, Retries = known.Retries + 1, UpdatedAt = now });
        }
        await NoteAsync(done, OrderEventKind.Retried, "put back after it was dismissed", null, who, cancellationToken);
        return done.Count;
    }

    /// <summary>Leaves these out of the open ones until then; null brings them back at once.</summary>
    public Task<int> SnoozeAsync(IReadOnlyCollection<string> ids, DateTimeOffset? until, string? who, CancellationToken cancellationToken) =>
        ChangeAsync(ids, known => known with { SnoozedUntil = until, By = who }, until is { } at ? $"snoozed until {at:u}" : "no longer snoozed", who, cancellationToken);

    /// <param name="note">Null removes it.</param>
    public Task<int> NoteAsync(IReadOnlyCollection<string> ids, string? note, string? who, CancellationToken cancellationToken) =>
        ChangeAsync(ids, known => known with { Note = note, By = who }, note is null ? "note removed" : "note written", who, cancellationToken);

    /// <param name="assignee">Null: nobody.</param>
    public Task<int> AssignAsync(IReadOnlyCollection<string> ids, string? assignee, string? who, CancellationToken cancellationToken) =>
        ChangeAsync(ids, known => known with { Assignee = assignee, By = who }, assignee is null ? "assigned to nobody" : $"assigned to {assignee}", who, cancellationToken);

    private async Task<int> ChangeAsync(IReadOnlyCollection<string> ids, Func<ErrorCase, ErrorCase> change, string word, string? who, CancellationToken cancellationToken)
    {
        var entries = await FindAsync(ids, cancellationToken);
        var now = clock.GetUtcNow();
        List<ErrorCase> changed = [.. (await ErrorCases.ListAsync(cases, entries, cancellationToken)).Select(known => change(known) with { UpdatedAt = now })];
        await NoteAsync(changed, OrderEventKind.Handled, word, null, who, cancellationToken);
        return changed.Count;
    }

    private async Task<IReadOnlyList<ErrorQueueEntry>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueueEntry>(ids.Count);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (await errors.GetAsync(id, cancellationToken) is { } dead) found.Add(dead);
        return found;
    }

    private async Task<int> ApplyToAllAsync(QueueAction action, string? reason, string? who, CancellationToken cancellationToken)
    {
        // One tick later, so that what died at this very instant counts as being there.
        var now = new ErrorFilter(DeadBefore: clock.GetUtcNow().AddTicks(1), Take: PageSize);
        var total = 0;
        while (true)
        {
            var done = await ApplyAsync(await errors.ListAsync(now, cancellationToken), action, reason, who, cancellationToken);
            if (done == 0) return total;
            total += done;
        }
    }

    private async Task<int> ApplyAsync(IReadOnlyList<ErrorQueueEntry> messages, QueueAction action, string? reason, string? who, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return 0;
        var now = clock.GetUtcNow();
        var known = await ErrorCases.ListAsync(cases, messages, cancellationToken);
        List<ErrorCase> changed = [.. known.Zip(messages, (before, entry) => action == QueueAction.Replayed
            ? before with { State = ErrorCaseState.Retrying, Retries = before.Retries + 1, LastRetriedAt = now, SnoozedUntil = null, By = who, UpdatedAt = now }
            : before with { State = ErrorCaseState.Dismissed, ClosedAt = now, Reason = reason, By = who, Queue = entry.Queue, Body = entry.Body, UpdatedAt = now })];
        // Before the message goes: it is all that is left of it then.
        await cases.PutAsync(changed, cancellationToken);
        string[] ids = [.. messages.Select(static m => m.Id)];
        var done = action == QueueAction.Replayed ? await errors.ReplayAsync(ids, cancellationToken) : await errors.DiscardAsync(ids, cancellationToken);
        var (kind, word) = action == QueueAction.Replayed ? (OrderEventKind.Retried, "retried from the error queue") : (OrderEventKind.Dismissed, "dismissed from the error queue");
        await journal.AppendAsync([.. messages.Select(m => Entry(m.MessageType, m.Info.OrderId, m.Info.OrderNumber, m.Info.CorrelationId, m.Info.Code, kind, word, reason, who, now))], cancellationToken);
        await index.RefreshAsync(messages.Select(static m => m.Info.OrderId).OfType<string>(), cancellationToken);
        return done;
    }

    private async Task NoteAsync(List<ErrorCase> changed, OrderEventKind kind, string word, string? reason, string? who, CancellationToken cancellationToken)
    {
        if (changed.Count == 0) return;
        await cases.PutAsync(changed, cancellationToken);
        await journal.AppendAsync([.. changed.Select(c => Entry(c.Work, c.OrderId, c.OrderNumber, null, c.Code, kind, word, reason, who, clock.GetUtcNow()))], cancellationToken);
    }

    private static JournalEntry Entry(string work, string? orderId, string? number, string? correlationId, string code, OrderEventKind kind, string word, string? reason, string? who, DateTimeOffset now) =>
        new(now, JournalKind.Decision, orderId, number, $"{MessageTypes.Describe(work)}: {word} by {who ?? Operator}" + (reason is null ? "" : $": {reason}"), correlationId, code)
        {
            Events = [new OrderEvent(kind, OrderActor.Person, $"{MessageTypes.Describe(work)}: {word}") { Reason = reason, By = who }]
        };

    private enum QueueAction { Replayed, Discarded }
}
