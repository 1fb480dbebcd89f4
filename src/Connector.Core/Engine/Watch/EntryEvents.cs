using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: the events of an entry; of an entry of before, that has none, what its text says.</summary>
internal static class EntryEvents
{
    public static IReadOnlyList<OrderEvent> From(JournalEntry entry) => entry.Events.Count > 0 ? entry.Events : [new OrderEvent(KindOf(entry.Kind, entry.Text), ActorOf(entry), entry.Text)];

    private static OrderEventKind KindOf(JournalKind kind, string text) => kind switch
    {
        JournalKind.Decision when Has(text, "from the error queue by an operator") => Has(text, "dismissed") ? OrderEventKind.Dismissed : OrderEventKind.Retried,
        JournalKind.Decision when Has(text, "not sent: ") || Has(text, "not pushed: ") => OrderEventKind.NotSent,
        JournalKind.Decision when Has(text, "reconciliation") => OrderEventKind.Difference,
        JournalKind.Outcome when text.EndsWith(": unchanged", StringComparison.Ordinal) || text.EndsWith(WorkOutcome.UpToDate, StringComparison.Ordinal) => OrderEventKind.Checked,
        JournalKind.Outcome when Has(text, "moved to the error queue") || Has(text, " failed: ") => OrderEventKind.Failed,
        JournalKind.Outcome when Has(text, "next attempt at") => OrderEventKind.Scheduled,
        JournalKind.Outcome when Has(text, "skipped: ") => OrderEventKind.NotSent,
        JournalKind.Outcome when Has(text, "shop updated") => OrderEventKind.WrittenBack,
        JournalKind.Outcome when Has(text, "created") => OrderEventKind.Sent,
        JournalKind.Outcome when Has(text, "updated") => OrderEventKind.Updated,
        JournalKind.Outcome when Has(text, "cancelled") => OrderEventKind.Cancelled,
        _ => OrderEventKind.Note
    };

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static OrderActor ActorOf(JournalEntry entry) =>
        entry.Kind == JournalKind.Decision && entry.Text.Contains("by an operator", StringComparison.Ordinal) ? OrderActor.Person : OrderActor.Connector;
}
