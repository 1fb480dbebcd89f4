using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Local.Hosting;

/// <summary>Writes one line for each thing that happens, as it goes into the journal; API calls, and what repeats itself, not.</summary>
internal sealed class EventLines(IJournal inner, TextWriter output) : IJournal
{
    private const int Width = 80;
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
    public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => inner.PruneAsync(before, cancellationToken);

    private void Write(JournalEntry entry)
    {
        var order = entry.OrderNumber ?? entry.OrderId;
        var what = $"{order}{(order is null ? "" : "  ")}{entry.Text.ReplaceLineEndings(" ")}";
        if (what == _last) return;
        _last = what;
        var line = $"{entry.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {what}";
        output.WriteLine(line.Length <= Width ? line : line[..(Width - 3)] + "...");
    }
}

internal static class EventLinesRegistration
{
    /// <summary>Wraps the journal that was registered last.</summary>
    public static void AddEventLines(this IServiceCollection services, TextWriter output)
    {
        var inner = services.Last(static d => d.ServiceType == typeof(IJournal));
        services.RemoveAll<IJournal>();
        services.AddSingleton<IJournal>(provider => new EventLines((IJournal)inner.ImplementationFactory!(provider), output));
    }
}
