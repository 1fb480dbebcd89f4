using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>A cancellation counts only when the shipping side shows it, of the order and of every part that was split off it.</summary>
internal sealed class CallConfirmation(Reservations reservations, SplitParts parts)
{
    public async Task ConfirmAsync(IShippingAccount account, CallUnderWay call, CancellationToken stopping, CancellationToken cancellationToken)
    {
        foreach (var (group, id) in call.Accepted)
        {
            if (stopping.IsCancellationRequested) return;
            GroupFailure? failure;
            try
            {
                // Reading many of them takes longer than one reservation lasts.
                call.Renew(new HeldGroups([await reservations.KeepAsync(group, account.LongestCall, cancellationToken)], []));
                failure = await ReadAsync(account, group.Call.Group, id, cancellationToken);
            }
            catch (ConnectorException e)
            {
                failure = PushFailures.From(e);
            }
            call.End(group.Row.OrderKey, new CallResult(id, failure));
        }
    }

    /// <summary>Null when all of it is cancelled.</summary>
    private async Task<GroupFailure?> ReadAsync(IShippingAccount account, PlannedGroup group, long id, CancellationToken cancellationToken)
    {
        if (await account.GetOrderAsync(id, RateLane.Cancel, cancellationToken) is not { } there) return null;
        if (await parts.MayExistAsync(group, there, cancellationToken) && (await parts.FollowAsync(group, there, cancellationToken)).Failure is { } open) return open;
        if (there.Status == ShippingOrderStatus.Cancelled) return null;
        return PushDecision.BlockedBy(there, cancelling: true) is { } blocked
            ? GroupFailure.From(blocked)
            : new GroupFailure(FailureKind.Unknown, ErrorCodes.CancelNotConfirmed, "ShipStation accepted the cancellation but does not show it.", Final: false);
    }
}
