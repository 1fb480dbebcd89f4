using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Follows errors through their retries: what failed again keeps its first failure and its count, and what succeeded is kept as resolved.</summary>
public sealed class ErrorCases(IErrorCases cases, TimeProvider clock)
{
    /// <summary>Costs nothing for messages that nobody retried and that end no error.</summary>
    /// <param name="ended">Errors that are over although nobody retried them.</param>
    public async Task TakeAsync(IReadOnlyList<HandledWork> handled, IReadOnlyList<EndedProblem> ended, CancellationToken cancellationToken)
    {
        var retried = handled.Where(static w => w.Message.Retries > 0 && w.Outcome is WorkOutcome.DeadLetter or WorkOutcome.Done or WorkOutcome.Skipped).ToList();
        if (retried.Count == 0 && ended.Count == 0) return;
        var keys = retried.Select(static w => ErrorCase.KeyOf(w.Message.Type, w.Message.Id, "")).Concat(ended.Select(static e => KeyOf(e)));
        var known = (await cases.GetAsync([.. keys.Distinct(StringComparer.Ordinal)], cancellationToken)).ToDictionary(static c => c.Key, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        var changed = new Dictionary<string, ErrorCase>(StringComparer.Ordinal);
        foreach (var work in retried)
        {
            var key = ErrorCase.KeyOf(work.Message.Type, work.Message.Id, "");
            if (known.TryGetValue(key, out var before) && before.State is not ErrorCaseState.Dismissed) changed[key] = After(before, work.Outcome, now);
        }
        foreach (var end in ended)
        {
            var before = known.GetValueOrDefault(KeyOf(end)) ?? Open(end);
            if (before.State is not ErrorCaseState.Dismissed && !changed.ContainsKey(before.Key)) changed[before.Key] = Resolved(before, now);
        }
        if (changed.Count > 0) await cases.PutAsync([.. changed.Values], cancellationToken);
    }

    /// <summary>The case of an entry of the error queue.</summary>
    public static string KeyOf(ErrorQueueEntry entry) =>
        ErrorCase.KeyOf(entry.MessageType, WorkMessageBody.TryRead(System.Text.Encoding.UTF8.GetBytes(entry.Body), out var message) ? message.Id : entry.Info.OrderId, entry.Id);

    /// <summary>One for each, in the same order; a new one where nothing was done about it yet.</summary>
    public static async Task<IReadOnlyList<ErrorCase>> ListAsync(IErrorCases cases, IReadOnlyList<ErrorQueueEntry> entries, CancellationToken cancellationToken)
    {
        string[] keys = [.. entries.Select(KeyOf)];
        var known = (await cases.GetAsync(keys, cancellationToken)).ToDictionary(static c => c.Key, StringComparer.Ordinal);
        return [.. entries.Zip(keys, (entry, key) => Open(entry, key, known.GetValueOrDefault(key)))];
    }

    /// <summary>As it stands with this entry in the error queue.</summary>
    /// <param name="before">Null where nothing was done about it yet, or it is long over.</param>
    public static ErrorCase Open(ErrorQueueEntry entry, ErrorCase? before) => Open(entry, KeyOf(entry), before);

    private static ErrorCase Open(ErrorQueueEntry entry, string key, ErrorCase? before)
    {
        // One that was over and came again begins anew, with what people wrote about it.
        var going = before is { State: ErrorCaseState.Open or ErrorCaseState.Retrying } ? before : null;
        return new ErrorCase
        {
            Key = key, State = ErrorCaseState.Open, Work = entry.MessageType, OrderId = entry.Info.OrderId, OrderNumber = entry.Info.OrderNumber, Kind = entry.Info.Kind, Code = entry.Info.Code,
            Description = entry.Info.Description, FirstFailedAt = going is null || entry.Info.FirstFailedAt < going.FirstFailedAt ? entry.Info.FirstFailedAt : going.FirstFailedAt, LastFailedAt = entry.DeadAt,
            Failures = going?.Failures ?? 1, Retries = going?.Retries ?? 0, LastRetriedAt = going?.LastRetriedAt, SnoozedUntil = going?.SnoozedUntil, Note = before?.Note, Assignee = before?.Assignee, By = before?.By,
            UpdatedAt = before?.UpdatedAt ?? entry.DeadAt
        };
    }

    private static ErrorCase After(ErrorCase before, WorkOutcome outcome, DateTimeOffset now) => outcome is WorkOutcome.DeadLetter dead
        ? before with
        {
            State = ErrorCaseState.Open, Failures = before.Failures + 1, LastFailedAt = now, Kind = dead.Kind, Code = dead.Code, Description = dead.Description, ClosedAt = null, UpdatedAt = now
        }
        : Resolved(before, now);

    private static ErrorCase Resolved(ErrorCase before, DateTimeOffset now) => before with { State = ErrorCaseState.Resolved, ClosedAt = now, SnoozedUntil = null, UpdatedAt = now };

    private static string KeyOf(EndedProblem end) => ErrorCase.KeyOf(end.Problem.Work, end.OrderId, "");

    private static ErrorCase Open(EndedProblem end) => new()
    {
        Key = KeyOf(end), Work = end.Problem.Work, OrderId = end.OrderId, OrderNumber = end.OrderNumber, Code = end.Problem.Code, Description = end.Problem.Text, FirstFailedAt = end.Problem.Since,
        LastFailedAt = end.Problem.Since
    };
}

/// <summary>An error that is over because its order succeeded another way.</summary>
public sealed record EndedProblem(string OrderId, string OrderNumber, OrderProblem Problem);
