using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>The messages that need attention.</summary>
public interface IErrorQueue
{
    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<ErrorQueueEntry>> ListAsync(ErrorFilter filter, CancellationToken cancellationToken);

    /// <summary>The ids alone, in the same order.</summary>
    async Task<IReadOnlyList<string>> ListIdsAsync(ErrorFilter filter, CancellationToken cancellationToken) => [.. (await ListAsync(filter, cancellationToken)).Select(static entry => entry.Id)];

    /// <summary>Null when it is not there (any longer).</summary>
    Task<ErrorQueueEntry?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Puts the messages back on their queue with attempt 0, at once. Returns how many were there. Handlers read the current data again, so twice does no harm.</summary>
    Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Removes them for good. Returns how many were there.</summary>
    Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Removes the dead letters of this type for these orders: the work has succeeded another way. Returns how many.</summary>
    Task<int> ResolveAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Of several entries of this type for one of these orders only the newest stays. Whoever calls at the same time agrees on which that is. Returns how many went.</summary>
    Task<int> KeepNewestAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);
}

/// <param name="Id">The error queue's own id, short enough to type.</param>
public sealed record ErrorQueueEntry(string Id, string Queue, string MessageType, DeadLetterInfo Info, string Body, DateTimeOffset DeadAt, int DeliveryCount);

/// <summary>All set parts must match.</summary>
public sealed record ErrorFilter(FailureKind? Kind = null, string? Code = null, string? Order = null, DateTimeOffset? DeadBefore = null, int Take = 500)
{
    /// <summary>Id of the last entry of the page before; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>Shop orders; null for all. One read for many of them.</summary>
    public IReadOnlyCollection<string>? OrderIds { get; init; }
}
