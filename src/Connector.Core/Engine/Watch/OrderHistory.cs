using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>The story of one order: what happened, who did it and why, with the calls of each below it. Command line, API and page show this one.</summary>
/// <param name="Events">Oldest first; never cut.</param>
/// <param name="OtherCalls">Calls of work that has no outcome yet, and calls that nothing in the history explains.</param>
/// <param name="Checks">How often the order was looked at and nothing had to be done.</param>
/// <param name="LastCheckAt">Null where <paramref name="Checks"/> is 0.</param>
public sealed record OrderHistory(IReadOnlyList<HistoryEvent> Events, IReadOnlyList<Exchange> OtherCalls, int Checks, DateTimeOffset? LastCheckAt)
{
    public static OrderHistory Empty { get; } = new([], [], 0, null);
}

/// <param name="Text">One sentence for people.</param>
/// <param name="Reason">Why, where the text does not say it.</param>
/// <param name="Part">The part of the order; null for the whole order.</param>
/// <param name="By">Who it was by name.</param>
/// <param name="Code">Of a failure.</param>
/// <param name="Calls">What it took, oldest first.</param>
public sealed record HistoryEvent(
    DateTimeOffset At, OrderEventKind Kind, OrderActor Actor, string Text, string? Reason, string? Part, string? By, string? Code, string? CorrelationId,
    IReadOnlyList<FieldChange> Changes, IReadOnlyList<Exchange> Calls)
{
    /// <summary>What happened, without calls.</summary>
    /// <param name="at">When it was written down.</param>
    public static HistoryEvent From(OrderEvent happened, DateTimeOffset at, string? code = null, string? correlationId = null) =>
        new(happened.At ?? at, happened.Kind, happened.Actor, happened.Text, happened.Reason, happened.Part, happened.By, code, correlationId, happened.Changes ?? [], []);
}
