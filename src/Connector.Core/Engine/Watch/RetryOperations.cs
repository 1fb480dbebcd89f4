using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Retries many errors a chunk at a time: the next one only when the one before has its outcome. One operation runs at once. Whoever looks at it moves it on, so that it needs no process of its own:
/// the host, a page that shows it, a command that waits for it. What is to be put back is noted before, so that another process can finish it; putting back twice is harmless.
/// </summary>
public sealed class RetryOperations(ErrorReview review, ErrorQueueService service, IErrorQueue errors, IErrorCases cases, ICursorStore cursors, IIdSource ids, TimeProvider clock)
{
    private const int MostKept = 10;
    private const int Attempts = 5;

    /// <summary>After this time an entry that is noted and still in the error queue was left behind by a process that ended.</summary>
    private static readonly TimeSpan s_leftBehind = TimeSpan.FromSeconds(30);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RetryOperation>> ListAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Operations;

    /// <summary>Begins one. Null with the one that runs already: one at a time.</summary>
    public async Task<(RetryOperation? Begun, RetryOperation? Running)> StartAsync(RetrySelection selection, string? who, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var operation = new RetryOperation { Id = ids.New(), Selection = selection, By = who, StartedAt = now };
        operation = operation with { Total = (await FindAsync(operation, ErrorReview.Most, cancellationToken)).Count };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (known, etag) = await ReadAsync(cancellationToken);
            if (known.FirstOrDefault(static o => !o.IsOver) is { } running) return (null, running);
            if (await WriteAsync([operation, .. known], etag, cancellationToken)) return (await AdvanceAsync(operation.Id, cancellationToken), null);
        }
        throw Busy();
    }

    /// <summary>No more is put back; what is under way gets its outcome. Null when there is no such operation.</summary>
    public async Task<RetryOperation?> CancelAsync(string id, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (known, etag) = await ReadAsync(cancellationToken);
            if (known.FirstOrDefault(o => o.Id == id) is not { } operation) return null;
            if (operation.State != RetryState.Running) return operation;
            var stopped = RetryProgress.End(operation with { State = RetryState.Stopping }, foundNone: false, clock.GetUtcNow());
            if (await WriteAsync(Replace(known, stopped), etag, cancellationToken)) return stopped;
        }
        throw Busy();
    }

    /// <summary>Moves on the one that runs. Null when none does.</summary>
    public async Task<RetryOperation?> AdvanceAsync(CancellationToken cancellationToken)
    {
        var running = (await ReadAsync(cancellationToken)).Operations.FirstOrDefault(static o => !o.IsOver);
        return running is null ? null : await AdvanceAsync(running.Id, cancellationToken);
    }

    /// <summary>Counts what has an outcome, and puts back the next chunk where there is room. Null when there is no such operation.</summary>
    public async Task<RetryOperation?> AdvanceAsync(string id, CancellationToken cancellationToken)
    {
        var (known, etag) = await ReadAsync(cancellationToken);
        if (known.FirstOrDefault(o => o.Id == id) is not { } before) return null;
        if (before.IsOver) return before;
        var now = clock.GetUtcNow();
        var operation = RetryProgress.Settle(before, await cases.GetAsync([.. before.InFlight.Select(static e => e.Key)], cancellationToken), now);
        await PutBackLeftAsync(operation, now, cancellationToken);
        var room = RetryProgress.Room(operation, now);
        var next = room > 0 ? await FindAsync(operation, room, cancellationToken) : [];
        if (next.Count > 0) operation = operation with { InFlight = next, PutBackAt = now, PutBack = operation.PutBack + next.Count };
        operation = RetryProgress.End(operation, foundNone: room > 0 && next.Count == 0, now);
        if (operation == before) return before;
        // Somebody else moved it on at the same time.
        if (!await WriteAsync(Replace(known, operation), etag, cancellationToken)) return (await ReadAsync(cancellationToken)).Operations.FirstOrDefault(o => o.Id == id);
        if (next.Count > 0) await service.ReplayAsync([.. next.Select(static e => e.Id)], cancellationToken, operation.By);
        return operation;
    }

    /// <summary>What a process noted and did not come to.</summary>
    private async Task PutBackLeftAsync(RetryOperation operation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (operation.InFlight.Count == 0 || now - operation.PutBackAt < s_leftBehind) return;
        var left = new List<string>();
        foreach (var entry in operation.InFlight)
            if (await errors.GetAsync(entry.Id, cancellationToken) is { } there && there.DeadAt <= operation.StartedAt) left.Add(entry.Id);
        if (left.Count > 0) await service.ReplayAsync(left, cancellationToken, operation.By);
    }

    /// <summary>The oldest ones that were there when it began.</summary>
    private async Task<IReadOnlyList<RetriedEntry>> FindAsync(RetryOperation operation, int most, CancellationToken cancellationToken)
    {
        var selection = operation.Selection;
        if (selection.Ids is { } chosen)
        {
            var found = new List<RetriedEntry>();
            foreach (var id in chosen)
                if (found.Count < most && await errors.GetAsync(id, cancellationToken) is { } entry && entry.DeadAt <= operation.StartedAt) found.Add(From(entry));
            return found;
        }
        // One tick later, so that what failed at this very instant counts as being there.
        var end = operation.StartedAt.AddTicks(1);
        var filter = new ErrorFilter(selection.Kind, selection.Code, selection.Order, selection.Before < end ? selection.Before : end);
        return [.. (await review.ListAsync(ErrorTab.All, selection.Group, filter, most, cancellationToken)).Select(static f => From(f.Entry))];
    }

    private static RetriedEntry From(ErrorQueueEntry entry) => new(entry.Id, ErrorCases.KeyOf(entry));

    private static IReadOnlyList<RetryOperation> Replace(IReadOnlyList<RetryOperation> known, RetryOperation operation) => [.. known.Select(o => o.Id == operation.Id ? operation : o)];

    private async Task<(IReadOnlyList<RetryOperation> Operations, string? ETag)> ReadAsync(CancellationToken cancellationToken)
    {
        var stored = await cursors.GetAsync(CursorName.Retries, cancellationToken);
        return (RetryOperation.Read(stored?.Value), stored?.ETag);
    }

    /// <summary>Of those that are over only the newest are kept, without their lists.</summary>
    private Task<bool> WriteAsync(IReadOnlyList<RetryOperation> operations, string? etag, CancellationToken cancellationToken) => cursors.TrySetAsync(
        CursorName.Retries, RetryOperation.Write([.. operations.Take(MostKept).Select(static o => o.IsOver ? o with { InFlight = [], Selection = o.Selection with { Ids = null } } : o)]), etag, cancellationToken);

    private static ConnectorException Busy() => new(FailureKind.Conflict, ErrorCodes.VersionConflict, "Others change the retries at the same time. Try again.");
}
