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

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var account in accounts.Names.Select(accounts.Get))
        {
            await _window.ReadAsync(
                $"shipments-created:{account.Name}", MaxPages, w => account.ListShipmentsAsync(w, voided: false, RateLane.Background, cancellationToken),
                s => s.CreatedAt, p => TakeAsync(p, cancellationToken), cancellationToken);
            await _window.ReadAsync(
                $"shipments-voided:{account.Name}", MaxPages, w => account.ListShipmentsAsync(w, voided: true, RateLane.Background, cancellationToken),
                s => s.VoidedAt ?? s.CreatedAt, p => TakeAsync(p, cancellationToken), cancellationToken);
            await _window.ReadAsync(
                $"fulfillments:{account.Name}", MaxPages, w => account.ListFulfillmentsAsync(w, RateLane.Background, cancellationToken),
                s => s.CreatedAt, p => TakeAsync(p, cancellationToken), cancellationToken);
        }
    }

    private Task<int> TakeAsync(ShippingPage<Shipment> page, CancellationToken cancellationToken) => intake.TakeAsync(page.Items, "polled", cancellationToken);
}
