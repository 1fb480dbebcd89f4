using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Writeback;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Asks for parcels that have not arrived, in accounts that may ask: the safety net for lost notifications, and the only way for who has none. Each run is bounded, and
/// each parcel rests some hours between two questions. A second run is harmless: what is known is no news.
/// </summary>
public sealed class TrackingPoll(
    IShippingAccounts accounts, ITrackingSource source, ITrackingStore store, TrackingIntake intake, WritebackRules rules, IOptions<EngineOptions> options, TimeProvider clock)
{
    /// <summary>An account that fails keeps no other from being asked; <see cref="AccountFailuresException"/> follows at the end.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (rules.Tracking == TrackingScope.None) return;
        var failures = new Dictionary<string, ConnectorException>(StringComparer.Ordinal);
        foreach (var account in accounts.Names.Where(source.CanRead))
        {
            try
            {
                await RunAsync(account, cancellationToken);
            }
            catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                failures[account] = AccountFailuresException.From(e);
            }
        }
        AccountFailuresException.ThrowIfAny(failures);
    }

    private async Task RunAsync(string account, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var now = clock.GetUtcNow();
        var due = await store.ListDueAsync(account, now.AddDays(-settings.TrackingDays), now.AddHours(-settings.TrackingHours), settings.TrackingParcels, cancellationToken);
        foreach (var parcel in due)
        {
            var reading = await source.ReadAsync(account, parcel.ShipmentId, RateLane.Background, cancellationToken);
            if (reading is not null) await intake.TakeAsync([reading], cancellationToken);
            await store.MarkAskedAsync(account, parcel.ShipmentId, now, cancellationToken);
        }
    }
}
