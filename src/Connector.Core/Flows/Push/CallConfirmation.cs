using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Reads what a response leaves open. A cancellation counts only when the shipping side shows it, of the order and of every part that was split off it; a refusal may be of an order that
/// stands there already.
/// </summary>
internal sealed class CallConfirmation(Reservations reservations, SplitParts parts, UnknownMerges merges)
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

    /// <summary>What a single refusal means.</summary>
    public async Task<CallResult> ReadRefusedAsync(IShippingAccount account, CallUnderWay call, ReservedGroup refused, string? error, CancellationToken cancellationToken) =>
        await MergedAsync(call, refused, cancellationToken) ?? await PushRefusals.ReadAsync(account, refused, error, cancellationToken);

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

    /// <summary>An earlier call whose response was lost may have brought it there, and people merged it into another since. Null where that is not so.</summary>
    private async Task<CallResult?> MergedAsync(CallUnderWay call, ReservedGroup refused, CancellationToken cancellationToken)
    {
        if (refused is not { Call.Group.Action: PushAction.Create, Row: { PayloadHash: null, Unverified: not null } row }) return null;
        try
        {
            if (await merges.FindAsync(row, refused.Call.Order.Order.CreatedAt, RateLane.Normal, cancellationToken) is not { } survivor) return null;
            var learned = refused with { Row = await merges.LearnIdAsync(row, survivor, cancellationToken) };
            call.Renew(new HeldGroups([learned], []));
            return new CallResult(learned.Row.ShippingOrderId, UnknownMerges.Judge(refused.Call.Content, survivor));
        }
        catch (ConnectorException e)
        {
            return new CallResult(row.ShippingOrderId, PushFailures.From(e));
        }
    }
}
