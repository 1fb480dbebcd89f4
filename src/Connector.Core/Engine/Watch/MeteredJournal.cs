using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Counts exchanges as they pass: every call is journalled, so this sees every call. Token requests are not counted.</summary>
public sealed class MeteredJournal(IJournal inner, SyncMeter meter) : IJournal
{
    private const int TooManyRequests = 429;

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => inner.AppendAsync(entries, cancellationToken);

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (string.Equals(exchange.Vendor, "ShipStation", StringComparison.Ordinal)) meter.Add(Measure.ShipStationCalls);
        else if (!exchange.Path.Contains("/oauth/", StringComparison.Ordinal)) meter.Add(Measure.CommercetoolsCalls);
        if (exchange.Status == TooManyRequests) meter.Add(Measure.RateLimited);
        return inner.AppendAsync(exchange, cancellationToken);
    }

    public Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken) => inner.ReadAsync(orderId, cancellationToken);
    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => inner.FindOrderIdAsync(orderNumber, cancellationToken);
    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) => inner.ListRunsAsync(take, cancellationToken);
    public Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken) => inner.PruneAsync(before, cancellationToken);
    public Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken) => inner.EraseAsync(orderId, cancellationToken);
}
