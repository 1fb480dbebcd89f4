using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Labels;

/// <summary>Reads what people did, directly before something is bought: once for a whole batch.</summary>
internal sealed class LabelReadings(IFreshReadings orders, ShipmentPoll shipments)
{
    /// <summary>The accounts of which everything is known that changed before this call.</summary>
    public async Task<IReadOnlySet<string>> RefreshAsync(CancellationToken cancellationToken)
    {
        var fresh = (await orders.RefreshAsync(cancellationToken)).Fresh.ToHashSet(StringComparer.Ordinal);
        try
        {
            await shipments.RunAsync(cancellationToken);
        }
        catch (AccountFailuresException e)
        {
            fresh.ExceptWith(e.Failures.Keys);
        }
        return fresh;
    }
}
