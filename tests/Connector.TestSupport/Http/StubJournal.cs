using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.Http;

/// <summary>Keeps the exchanges that a client appends, all of them, for the test to look at.</summary>
public sealed class StubJournal : IJournal
{
    private readonly Lock _gate = new();

    public List<Exchange> Exchanges { get; } = [];

    /// <summary>Thrown for every exchange.</summary>
    public Exception? Failure { get; set; }

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        lock (_gate) Exchanges.Add(exchange);
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => throw Unused();

    public Task FlushAsync(CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken) => throw Unused();

    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) => throw Unused();

    public Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken) => throw Unused();

    public Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken) => throw Unused();

    private static NotSupportedException Unused() => new("The client only appends exchanges.");
}
