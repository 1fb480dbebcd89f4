using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Tests.Commercetools.Doubles;

/// <summary>Keeps the exchanges for the test to look at.</summary>
internal sealed class NotingJournal : IJournal
{
    private readonly Lock _gate = new();

    public List<Exchange> Exchanges { get; } = [];

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        lock (_gate) Exchanges.Add(exchange);
        return Task.CompletedTask;
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
}
