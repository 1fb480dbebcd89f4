namespace Connector.Core.Ports;

/// <summary>
/// Which signed notifications were taken already, kept until they are too old to be taken anyway. A notification is marked only after it is safe on the queue: a crash in
/// between lets it come twice, never not at all.
/// </summary>
public interface ISeenNotifications
{
    /// <summary>True when it was marked, by whichever instance, and is not over yet.</summary>
    Task<bool> IsSeenAsync(string id, CancellationToken cancellationToken);

    /// <summary>Durable when it returns; safe to repeat. Entries that are over are removed by the way.</summary>
    /// <param name="until">From this instant on the entry counts as gone.</param>
    Task MarkAsync(string id, DateTimeOffset until, CancellationToken cancellationToken);
}
