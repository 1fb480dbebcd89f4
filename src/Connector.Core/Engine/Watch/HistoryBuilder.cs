using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Pure: the history of an order from its journal and from what is known of it. A call hangs below the outcome of the work that made it; in journals of before, where no
/// call names its work, below the next outcome.
/// </summary>
internal static class HistoryBuilder
{
    /// <param name="timeline">Entries and calls, oldest first.</param>
    /// <param name="known">Events that other rows tell (<see cref="KnownEvents"/>).</param>
    public static OrderHistory Compute(IReadOnlyList<TimelineItem> timeline, IEnumerable<OrderEvent> known)
    {
        var steps = timeline.Select(static i => i.Entry).OfType<JournalEntry>().Select(static entry => new Step(entry, EntryEvents.From(entry))).ToList();
        var (others, checks) = (new List<Exchange>(), new List<DateTimeOffset>());
        foreach (var call in timeline.Select(static i => i.Exchange).OfType<Exchange>())
        {
            if (StepOf(call, steps) is { } step) step.Calls.Add(call);
            else if (IsPoll(call)) checks.Add(call.At);
            else others.Add(call);
        }
        checks.AddRange(steps.Where(static s => s.IsCheck).Select(static s => s.Entry.At));
        // What happened outside comes before what the connector made of it at the same instant.
        var events = known.Select(static e => HistoryEvent.From(e, e.At ?? default)).Concat(steps.Where(static s => !s.IsCheck).SelectMany(static s => s.ToEvents()));
        return new OrderHistory(
            [.. events.DistinctBy(static e => (e.At, e.Kind, e.Text, e.Part, e.Calls.Count > 0 ? e.Calls[0] : null)).OrderBy(static e => e.At)], others, checks.Count,
            checks.Count == 0 ? null : checks.Max());
    }

    /// <summary>Null for a call that belongs to no outcome.</summary>
    private static Step? StepOf(Exchange call, List<Step> steps)
    {
        if (call.WorkId is { } work)
        {
            var mine = steps.FindAll(s => s.Entry.WorkId == work);
            return mine.Find(s => s.Entry.At >= call.At) ?? mine.LastOrDefault();
        }
        return IsPoll(call) ? null : steps.Find(s => s.Entry.WorkId is null && s.Entry.Kind == JournalKind.Outcome && s.Entry.At >= call.At);
    }

    /// <summary>A list that was read because it was time to. Journals of before tie them to every order that was in the list.</summary>
    private static bool IsPoll(Exchange call) =>
        call is { WorkId: null, Method: "GET", Status: 200 } && (call.Path.Contains("DateStart=", StringComparison.Ordinal) || call.Path.Contains("lastModifiedAt", StringComparison.Ordinal));

    /// <summary>An entry with its events, and the calls that led to it.</summary>
    private sealed record Step(JournalEntry Entry, IReadOnlyList<OrderEvent> Events)
    {
        public List<Exchange> Calls { get; } = [];
        public bool IsCheck => Events.All(static e => e.Kind == OrderEventKind.Checked);

        /// <summary>The calls are the connector's: they hang below what it did last.</summary>
        public IEnumerable<HistoryEvent> ToEvents()
        {
            var holder = Events.LastOrDefault(static e => e.Actor == OrderActor.Connector) ?? Events[^1];
            return Events.Select(e =>
            {
                var happened = HistoryEvent.From(e, Entry.At, e.Kind == OrderEventKind.Failed || Entry.Events.Count == 0 ? Entry.Code : null, Entry.CorrelationId);
                return ReferenceEquals(e, holder) ? happened with { Calls = Calls } : happened;
            });
        }
    }
}
