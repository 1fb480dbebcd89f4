using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Cli;

namespace Connector.Local.Hosting;

/// <summary>Writes one line for each thing that happens, as it goes into the journal; API calls, and what repeats itself, not.</summary>
internal sealed class EventLines(IJournal inner, TextWriter output) : IJournal
{
    private readonly Lock _gate = new();
    private string _last = "";

    public async Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        await inner.AppendAsync(entries, cancellationToken);
        lock (_gate)
        {
            foreach (var entry in entries) Write(entry);
        }
    }

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken) => inner.AppendAsync(exchange, cancellationToken);
    public Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);
    public Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken) => inner.ReadAsync(orderId, cancellationToken);
    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => inner.FindOrderIdAsync(orderNumber, cancellationToken);
    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) => inner.ListRunsAsync(take, cancellationToken);
    public Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken) => inner.PruneAsync(before, cancellationToken);
    public Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken) => inner.EraseAsync(orderId, cancellationToken);

    private void Write(JournalEntry entry)
    {
        var order = entry.OrderNumber ?? entry.OrderId;
        var what = $"{order}{(order is null ? "" : "  ")}{entry.Text.ReplaceLineEndings(" ")}";
        if (what == _last) return;
        _last = what;
        var line = $"{entry.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {what}";
        output.WriteLine(CliText.Cut(line, CliText.Width));
    }
}
