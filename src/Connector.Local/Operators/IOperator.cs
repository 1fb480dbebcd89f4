using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>What an operator asks of a connector: of the one whose file is here, or of one that runs elsewhere, in the same words.</summary>
internal interface IOperator : IAsyncDisposable
{
    /// <summary>Null when nothing is known about the order.</summary>
    Task<OrderTraceView?> TraceAsync(string order, CancellationToken cancellationToken);

    /// <summary>A page of the list of orders. Throws <see cref="Hosting.ConfigurationException"/> for a query that is not valid.</summary>
    /// <param name="query">That of the API.</param>
    Task<OrderList> OrdersAsync(string query, CancellationToken cancellationToken);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<ErrorView>> ErrorsAsync(ErrorQuery query, CancellationToken cancellationToken);

    /// <summary>Null when there is no such error.</summary>
    Task<ErrorDetail?> ErrorAsync(string id, CancellationToken cancellationToken);

    /// <summary>The largest group first.</summary>
    Task<ErrorGroupsView> GroupsAsync(ErrorQuery query, CancellationToken cancellationToken);

    /// <summary>Returns how many were there.</summary>
    Task<int> RetryAsync(IReadOnlyList<string> ids, string who, CancellationToken cancellationToken);

    /// <summary>Returns how many were there.</summary>
    Task<int> DismissAsync(IReadOnlyList<string> ids, string? reason, string who, CancellationToken cancellationToken);

    /// <summary>Begins to retry many, a chunk at a time. Throws <see cref="Hosting.ConfigurationException"/> while another such retry runs.</summary>
    Task<RetryView> StartRetryAsync(RetryWish wish, CancellationToken cancellationToken);

    /// <summary>How far it has come; looking moves it on. Null when there is no such retry.</summary>
    Task<RetryView?> FindRetryAsync(string id, CancellationToken cancellationToken);

    /// <summary>Null when there is no such retry.</summary>
    Task<RetryView?> CancelRetryAsync(string id, CancellationToken cancellationToken);

    /// <summary>The last ones, newest first.</summary>
    Task<RetryList> RetriesAsync(CancellationToken cancellationToken);

    /// <summary>How much waits in this queue.</summary>
    Task<QueueView> DepthAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="Hosting.ConfigurationException"/> for a flow that has no position, and a time to come.</summary>
    Task<Rewound> RewindAsync(string flow, DateTimeOffset to, string who, CancellationToken cancellationToken);

    /// <summary>Values that people set for fields of the order. Null when nothing is known about it.</summary>
    Task<OverrideList?> OverridesAsync(string order, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="Hosting.ConfigurationException"/> for a field or value that cannot be set.</summary>
    Task SetOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="Hosting.ConfigurationException"/> where none is set.</summary>
    Task RemoveOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="Hosting.ConfigurationException"/> when there is no such flow.</summary>
    Task PauseAsync(string flow, string who, CancellationToken cancellationToken);

    /// <summary>Throws <see cref="Hosting.ConfigurationException"/> when there is no such flow.</summary>
    Task<Resumed> ResumeAsync(string flow, string who, CancellationToken cancellationToken);

    /// <summary>Null when there is no such order.</summary>
    Task<ErasureReport?> EraseOrderAsync(string order, string who, bool dryRun, CancellationToken cancellationToken);

    Task<ErasureReport> EraseCustomerAsync(string email, string who, bool dryRun, CancellationToken cancellationToken);

    /// <summary>The file's content; null when nothing is known about the order.</summary>
    Task<byte[]?> EvidenceAsync(string order, bool asPage, CancellationToken cancellationToken);
}

/// <summary>All set parts must match.</summary>
internal sealed record ErrorQuery(FailureKind? Kind = null, string? Code = null, string? Order = null, TimeSpan? OlderThan = null);
