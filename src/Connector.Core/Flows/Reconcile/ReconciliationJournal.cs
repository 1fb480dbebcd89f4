using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>What a comparison writes to the journal.</summary>
internal sealed class ReconciliationJournal(IJournal journal, TimeProvider clock)
{
    /// <summary>How each entry begins.</summary>
    private const string RunWord = ReconciliationRun.RunWord;

    /// <summary>The end of a run in the journal.</summary>
    public Task ReportEndAsync(DateTimeOffset from, long shopOrders, long shippingOrders, long shipments, int differences, int repaired, CancellationToken cancellationToken) =>
        journal.AppendAsync(
        [
            new JournalEntry(
                clock.GetUtcNow(), JournalKind.Run, null, null,
                $"{RunWord}: {shopOrders} orders since {from:u} compared with {shippingOrders} shipping orders and {shipments} shipments: {differences} differences, {repaired} repaired")
        ], cancellationToken);

    /// <summary>The differences, in the histories of their orders.</summary>
    public async Task NoteAsync(IReadOnlyList<Difference> settled, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await journal.AppendAsync(
        [
            .. settled.Select(d => new JournalEntry(
                now, JournalKind.Decision, d.OrderId.Length > 0 ? d.OrderId : null, d.OrderNumber.Length > 0 ? d.OrderNumber : null,
                $"{RunWord}: {d.Text}{(d.Repaired ? " Repair: " + d.Suggestion + "." : "")}", Code: d.Kind.ToString()))
        ], cancellationToken);
    }
}
