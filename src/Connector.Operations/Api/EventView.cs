using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Operations.Api;

/// <param name="Kind">A word of <see cref="OrderEventKind"/>.</param>
/// <param name="Reason">Why, where the text does not say it.</param>
/// <param name="Part">The part of the order; null for the whole order.</param>
/// <param name="By">Who it was by name, where a person gave one.</param>
/// <param name="Calls">What it took; of a very long history the newest calls only.</param>
/// <param name="CallCount">How many there were.</param>
internal sealed record EventView(
    DateTimeOffset At, OrderEventKind Kind, OrderActor Actor, string Text, string? Reason, string? Part, string? By, string? Code, string? CorrelationId,
    IReadOnlyList<FieldChange> Changes, int CallCount, double CallsMs, IReadOnlyList<CallView> Calls)
{
    public static EventView From(HistoryEvent happened, IReadOnlySet<object> kept, Func<Exchange, CallView> view) => new(
        happened.At, happened.Kind, happened.Actor, happened.Text, happened.Reason, happened.Part, happened.By, happened.Code, happened.CorrelationId, happened.Changes,
        happened.Calls.Count, happened.Calls.Sum(static c => c.Duration.TotalMilliseconds), [.. happened.Calls.Where(kept.Contains).Select(view)]);
}
