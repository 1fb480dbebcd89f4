using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>
/// Append-only history of runs, decisions, exchanges and outcomes. An exchange that carries many orders is stored once and linked from each of them.
/// </summary>
public interface IJournal
{
    /// <summary>Durable when it returns.</summary>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);

    /// <summary>Stores the exchange, unless it found nothing (<see cref="Exchange.FoundNothing"/>): idle polls leave no rows. The journal may gather some, redact them (<see cref="ExchangeBody"/>) and write them together, later; <see cref="FlushAsync"/> makes them durable.</summary>
    Task AppendAsync(Exchange exchange, CancellationToken cancellationToken);
    Task FlushAsync(CancellationToken cancellationToken);

    /// <summary>All entries and exchanges of a shop order, oldest first.</summary>
    Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken);

    /// <summary>
    /// The shop order that was last recorded under this merchant's number; null when the journal knows none. For orders that were never pushed and so have no
    /// sync row.
    /// </summary>
    Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>The last runs, newest first.</summary>
    Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken);

    /// <summary>Removes what is older, each kind by its own age; returns how many entries and calls went.</summary>
    Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken);

    /// <summary>
    /// Removes from the history of one order what says something about people: the bodies of its calls, also where other orders share them, and the values before and after a change.
    /// What happened, when and by whom stays. Safe to repeat.
    /// </summary>
    Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken);
}

/// <summary>Everything before these instants is too old.</summary>
/// <param name="Events">Entries: what happened.</param>
/// <param name="Calls">Calls to both vendors; none is kept longer than the events.</param>
/// <param name="Bodies">What was sent and received; none is kept longer than its call.</param>
public sealed record JournalAges(DateTimeOffset Events, DateTimeOffset Calls, DateTimeOffset Bodies)
{
    /// <summary>One age for all.</summary>
    public static JournalAges All(DateTimeOffset before) => new(before, before, before);
}

/// <param name="Count">How many things content was removed from.</param>
/// <param name="Digest">SHA-256 over what was removed, lower-case hex; null when there was nothing.</param>
public sealed record ErasedContent(long Count, string? Digest);
