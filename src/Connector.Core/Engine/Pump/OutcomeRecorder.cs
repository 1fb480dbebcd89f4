using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// Writes to the history of each order what became of its messages: one entry for each, with its events; values that name people are hashed before. Then the list of orders
/// shows it.
/// </summary>
public sealed class OutcomeRecorder(IJournal journal, OrderIndexer index, ErrorCases cases, Redaction redaction, TimeProvider clock)
{
    public async Task RecordAsync(IReadOnlyList<HandledWork> handled, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await journal.AppendAsync([.. handled.Select(work => ToEntry(work, now))], cancellationToken);
        await cases.TakeAsync(handled, await index.TakeAsync(handled, cancellationToken), cancellationToken);
    }

    private JournalEntry ToEntry(HandledWork work, DateTimeOffset now)
    {
        var (message, outcome) = (work.Message, work.Outcome);
        var (text, code) = outcome switch
        {
            WorkOutcome.Done done => (done.Summary, (string?)null),
            WorkOutcome.Skipped skipped => ("skipped: " + skipped.Reason, null),
            WorkOutcome.RetryAt retry => ($"next attempt at {retry.At:u}: {retry.Description}", retry.Code),
            WorkOutcome.Retry retry => ($"attempt {message.Attempt + 1} failed: {retry.Description}", retry.Code),
            WorkOutcome.DeadLetter dead => ("moved to the error queue: " + dead.Description, dead.Code),
            _ => (outcome.ToString(), null)
        };
        return new JournalEntry(
            now, JournalKind.Outcome, message.Type == MessageTypes.WebhookNotification ? null : message.Id, message.OrderNumber,
            $"{MessageTypes.Describe(message.Type)}: {text}", message.CorrelationId, code)
        {
            Events = [.. OutcomeEvents.From(message, outcome).Select(Redact)],
            WorkId = work.WorkId
        };
    }

    private OrderEvent Redact(OrderEvent happened) =>
        happened.Changes is { Count: > 0 } changes ? happened with { Changes = [.. changes.Select(redaction.Change)] } : happened;
}
