using Connector.Core.Errors;
using Connector.Core.Ports;
using Connector.Core.Rates;
using Connector.Core.Shipments;
using Microsoft.Extensions.Options;

namespace Connector.Core.ShippingPolls;

/// <summary>
/// The safety net for lost webhooks, and the only way to learn of voids: new labels, voided labels and handovers since the last poll. A second run is harmless:
/// what is known and told already causes nothing.
/// </summary>
public sealed class ShipmentPoll(
    IShippingAccounts accounts, ShipmentIntake intake, ICursorStore cursors, IOptions<EngineOptions> options, TimeProvider clock)
{
    private const int MaxPages = 400;
    private readonly PollWindow _window = new(cursors, options, clock);
    private int _next;

    /// <summary>
    /// Reads every list of every account once. Where the calls of the window run out, the next run goes on with the list that it stopped at: under a small limit the
    /// first list would otherwise take every permit there is, and the others would never be read.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lists = accounts.Names.Select(accounts.Get).SelectMany(account => Lists(account, cancellationToken)).ToList();
        var at = _next;
        // A list that fails for another reason must not keep the others from being read: then the next run starts at the beginning.
        _next = 0;
        try
        {
            for (; at < lists.Count; at++) await lists[at]();
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            _next = at;
            throw;
        }
    }

    /// <summary>Reads the account's list of new labels or handovers now, because a notice tells that there are some.</summary>
    public Task RunAsync(string account, ShipmentKind kind, CancellationToken cancellationToken) =>
        Lists(accounts.Get(account), cancellationToken).ElementAt(kind == ShipmentKind.Label ? 0 : 2)();

    private IEnumerable<Func<Task>> Lists(IShippingAccount account, CancellationToken cancellationToken) =>
    [
        () => _window.ReadAsync(
            $"shipments-created:{account.Name}", MaxPages, w => account.ListShipmentsAsync(w, voided: false, RateLane.Background, cancellationToken),
            s => s.CreatedAt, ordered: true, p => TakeAsync(p, cancellationToken), cancellationToken),
        () => _window.ReadAsync(
            $"shipments-voided:{account.Name}", MaxPages, w => account.ListShipmentsAsync(w, voided: true, RateLane.Background, cancellationToken),
            s => s.VoidedAt ?? s.CreatedAt, ordered: false, p => TakeAsync(p, cancellationToken), cancellationToken),
        () => _window.ReadAsync(
            $"fulfillments:{account.Name}", MaxPages, w => account.ListFulfillmentsAsync(w, RateLane.Background, cancellationToken),
            s => s.CreatedAt, ordered: true, p => TakeAsync(p, cancellationToken), cancellationToken)
    ];

    private Task<IntakeResult> TakeAsync(ShippingPage<Shipment> page, CancellationToken cancellationToken) => intake.TakeAsync(page.Items, "polled", cancellationToken);
}
