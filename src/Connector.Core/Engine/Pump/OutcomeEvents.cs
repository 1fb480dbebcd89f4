using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Pump;

/// <summary>Pure: what an outcome means for the order, in the words of the business.</summary>
internal static class OutcomeEvents
{
    /// <summary>What the flow said happened; then what became of the message, where the flow does not say it.</summary>
    public static IReadOnlyList<OrderEvent> From(WorkMessage message, WorkOutcome outcome)
    {
        var work = MessageTypes.Describe(message.Type);
        OrderEvent? ending = outcome switch
        {
            WorkOutcome.Done { Events.Count: > 0 } or WorkOutcome.Skipped { Events.Count: > 0 } => null,
            WorkOutcome.Done { Summary: WorkOutcome.Unchanged or WorkOutcome.UpToDate } done => Create(OrderEventKind.Checked, $"{work}: {done.Summary}"),
            WorkOutcome.Done done => Create(OrderEventKind.Note, $"{work}: {done.Summary}"),
            WorkOutcome.Skipped skipped when message.Type == MessageTypes.PushOrder => Create(OrderEventKind.NotSent, $"Not sent: {skipped.Reason}"),
            WorkOutcome.Skipped skipped => Create(OrderEventKind.Note, $"{work}: {skipped.Reason}"),
            WorkOutcome.RetryAt later => Create(OrderEventKind.Scheduled, $"{work}: next attempt at {later.At:u}, {later.Description}"),
            WorkOutcome.Retry failed => Create(OrderEventKind.Failed, $"{work}: attempt {message.Attempt + 1} failed. {failed.Description}"),
            WorkOutcome.DeadLetter dead => Create(OrderEventKind.Failed, $"{work}: needs attention. {dead.Description}"),
            _ => null
        };
        return ending is null ? outcome.Events : [.. outcome.Events, ending];
    }

    private static OrderEvent Create(OrderEventKind kind, string text) => new(kind, OrderActor.Connector, text);
}
