using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>
/// Append-only history of runs, decisions, exchanges and outcomes. An exchange that carries many orders is stored once and linked from each of them.
/// </summary>
public interface IJournal
{
    /// <summary>Durable when it returns.</summary>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken);

    /// <summary>Stores the exchange, unless it found nothing (<see cref="Exchange.FoundNothing"/>): idle polls leave no rows. The journal may gather some and write them together; <see cref="FlushAsync"/> makes them durable.</summary>
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

    /// <summary>Removes what is older; returns how many rows.</summary>
    Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
