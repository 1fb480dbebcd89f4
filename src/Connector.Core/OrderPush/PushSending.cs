using Connector.Core.Errors;
using Connector.Core.Metering;
using Connector.Core.Orders;
using Connector.Core.Ports;
using Connector.Core.Rates;
using Connector.Core.ShippingOrders;
using Connector.Core.State;
using Microsoft.Extensions.Options;

namespace Connector.Core.OrderPush;

/// <summary>
/// Reserve, call, commit (docs/adr/0003). A crash or a lost answer between any two of them leaves a reservation: while it is fresh nobody else touches the group,
/// afterwards its call counts as unknown and the group is sent again under the same key.
/// </summary>
internal sealed class PushSending(
    IShippingAccounts accounts, ISyncStore sync, IShippingStore seen, IIdSource ids, IOptions<EngineOptions> options, SyncMeter meter, IFaultPoints faults, TimeProvider clock)
{
    private readonly SplitParts _parts = new(accounts, seen);
    private readonly string _owner = ids.New();
    private static readonly TimeSpan ComeBackSoon = TimeSpan.FromSeconds(2);

    public async Task SendAsync(IReadOnlyList<PushWork> batch, CancellationToken cancellationToken)
    {
        var groups = await ReserveAsync(batch, cancellationToken);
        if (groups.Count == 0) return;
        await faults.ReachAsync("push-reserved", cancellationToken);
        foreach (var sameAccount in groups.GroupBy(g => (g.Group.Account, Cancel: g.Group.Action == PushAction.Cancel)).OrderByDescending(g => g.Key.Cancel))
        {
            var lane = sameAccount.Key.Cancel ? RateLane.Cancel : RateLane.Normal;
            await CallAsync(accounts.Get(sameAccount.Key.Account), [.. sameAccount.Select(g => g.Group)], lane, cancellationToken);
        }
        await faults.ReachAsync("push-called", cancellationToken);
        await CommitAsync(groups, cancellationToken);
    }

    private async Task<List<(PushWork Work, GroupPush Group)>> ReserveAsync(IReadOnlyList<PushWork> batch, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var groups = batch.SelectMany(work => work.ToSend.Where(g => !g.Sent).Select(group => (Work: work, Group: group))).ToList();
        if (groups.Count == 0) return groups;
        var rows = groups.ConvertAll(g => Row(g.Work.Order!, g.Group) with
        {
            Status = g.Group.Row?.PayloadHash is null ? SyncStatus.Reserved : g.Group.Row.Status,
            Reservation = new Reservation(_owner, g.Work.Order!.Version, g.Group.Hash, now + options.Value.Lock),
            UpdatedAt = now
        });
        var written = await sync.WriteAsync(rows, cancellationToken);
        for (var i = 0; i < groups.Count; i++)
        {
            if (written[i] is { } row) groups[i].Group.Row = row;
            else groups[i].Group.Failure = new GroupFailure(FailureKind.Conflict, "UnderWay", "another worker was faster", Final: false, now + ComeBackSoon);
        }
        groups.RemoveAll(g => g.Group.Failure is not null);
        return groups;
    }

    private async Task CallAsync(IShippingAccount account, IReadOnlyList<GroupPush> groups, RateLane lane, CancellationToken cancellationToken)
    {
        var byKey = groups.ToDictionary(g => g.Row!.OrderKey, StringComparer.Ordinal);
        foreach (var result in await BulkUpsert.SendAsync(account, [.. groups.Select(g => g.ToSend!)], lane, cancellationToken))
        {
            if (!byKey.TryGetValue(result.OrderKey, out var group)) continue;
            if (result.Failure is { } failure) group.Failure = PushFailures.Of(failure);
            else if (result.Result!.Success)
            {
                group.Sent = true;
                group.ShippingOrderId = result.Result.ShippingOrderId ?? group.ShippingOrderId;
            }
            else
            {
                group.Failure = await RefusedAsync(account, group, result.Result.Error, cancellationToken);
                group.Sent = group.Failure is null;
            }
        }
        if (lane == RateLane.Cancel) await ConfirmAsync(account, groups, cancellationToken);
    }

    /// <summary>
    /// A single refusal: either the order is locked there by now, or the record is bad. Reading it tells which. Null when it is no failure: an earlier call whose
    /// answer was lost had brought the same order there, and it was shipped since.
    /// </summary>
    private static async Task<GroupFailure?> RefusedAsync(IShippingAccount account, GroupPush group, string? error, CancellationToken cancellationToken)
    {
        var rejected = new GroupFailure(FailureKind.Rejected, ErrorCodes.PushRejected, $"ShipStation refused the order: {error ?? "no reason given"}", Final: true);
        if (group.Action == PushAction.Create && group.Row?.ShippingOrderId is null)
        {
            // A lost answer to the first call may hide an order that was shipped in the meantime.
            if (group.Row?.PayloadHash is null && (error is null || !error.Contains("cannot be changed", StringComparison.OrdinalIgnoreCase))) return rejected;
        }
        try
        {
            var there = group.ShippingOrderId is { } id
                ? await account.GetOrderAsync(id, RateLane.Normal, cancellationToken)
                : (await account.FindOrdersAsync(group.Row!.ShippingNumber, RateLane.Normal, cancellationToken)).FirstOrDefault(o => o.OrderKey == group.Row.OrderKey);
            if (there is null) return rejected;
            group.ShippingOrderId = there.ShippingOrderId;
            if (group.Action == PushAction.Create && there.Status == ShippingOrderStatus.Shipped && IsSame(there.Content, group.ToSend!)) return null;
            if (PushDecision.BlockedBy(there, group.Action == PushAction.Cancel) is not { } blocked) return rejected;
            if (there.Status == ShippingOrderStatus.Shipped) group.Row = group.Row! with { Status = SyncStatus.Shipped };
            return new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true);
        }
        catch (ConnectorException e)
        {
            return PushFailures.Of(e);
        }
    }

    private static bool IsSame(ShippingOrder there, ShippingOrder ours) =>
        Goods(there).SetEquals(Goods(ours))
        && string.Equals(there.ShipTo.Street1, ours.ShipTo.Street1, StringComparison.OrdinalIgnoreCase)
        && string.Equals(there.ShipTo.PostalCode, ours.ShipTo.PostalCode, StringComparison.OrdinalIgnoreCase);

    private static HashSet<(string, int)> Goods(ShippingOrder order) => [.. order.Items.Where(i => !i.Adjustment).Select(i => (i.LineItemKey, i.Quantity))];

    /// <summary>A cancellation counts only when the shipping side shows it, of the order and of every part that was split off it.</summary>
    private async Task ConfirmAsync(IShippingAccount account, IReadOnlyList<GroupPush> groups, CancellationToken cancellationToken)
    {
        foreach (var group in groups.Where(g => g is { Sent: true, ShippingOrderId: not null }))
        {
            try
            {
                var there = await account.GetOrderAsync(group.ShippingOrderId!.Value, RateLane.Cancel, cancellationToken);
                if (there is { MergedOrSplit: true }) group.Failure = (await _parts.FollowAsync(group, there, cancellationToken)).Failure;
                if (group.Failure is not null || there is null || there.Status == ShippingOrderStatus.Cancelled) continue;
                group.Failure = PushDecision.BlockedBy(there, cancelling: true) is { } blocked
                    ? new GroupFailure(blocked.Kind, blocked.Code, blocked.Text, Final: true)
                    : new GroupFailure(FailureKind.Unknown, ErrorCodes.CancelNotConfirmed, "ShipStation took the cancellation but does not show it.", Final: false);
            }
            catch (ConnectorException e)
            {
                group.Failure = PushFailures.Of(e);
            }
        }
    }

    private async Task CommitAsync(List<(PushWork Work, GroupPush Group)> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0) return;
        var now = clock.GetUtcNow();
        var written = await sync.WriteAsync(groups.ConvertAll(g => Committed(g.Work, g.Group, now)), cancellationToken);
        for (var i = 0; i < groups.Count; i++)
        {
            var (_, group) = groups[i];
            if (written[i] is { } row) group.Row = row;
            else group.Failure ??= new GroupFailure(FailureKind.Conflict, "UnderWay", "the reservation ran out during the call", Final: false, now + ComeBackSoon);
            if (group.Failure is null) meter.Add(Measured(group.Action));
        }
    }

    private static SyncRow Committed(PushWork work, GroupPush group, DateTimeOffset now)
    {
        var row = group.Row! with { ShippingOrderId = group.ShippingOrderId ?? group.Row.ShippingOrderId, UpdatedAt = now };
        if (group.Failure is { } failure)
        {
            // Known refusals end the reservation; an unknown outcome keeps it, already expired: send again whatever the hash says.
            return failure.Final || failure.Kind == FailureKind.RateLimited
                ? row with
                {
                    Reservation = null, FailureCode = failure.Code, OrderVersion = failure.Final ? work.Order!.Version : row.OrderVersion,
                    Status = failure.Final && row.Status is SyncStatus.Reserved or SyncStatus.Failed ? SyncStatus.Failed : row.Status
                }
                : row with { Reservation = row.Reservation! with { Until = now } };
        }
        if (group.Action == PushAction.Cancel)
            return row with { Status = SyncStatus.Cancelled, OrderVersion = work.Order!.Version, Reservation = null, FailureCode = null };
        return row with
        {
            Status = SyncStatus.Synced, OrderVersion = work.Order!.Version, PayloadHash = group.Hash, Payload = PayloadJson.Compress(group.Payload), Reservation = null,
            FailureCode = null, ShippingNumber = group.Wanted!.OrderNumber
        };
    }

    private static SyncRow Row(Order order, GroupPush group) => group.Row ?? new SyncRow
    {
        OrderId = order.Id, GroupKey = group.GroupKey, OrderKey = group.Wanted!.OrderKey, OrderNumber = order.NumberOrId, ShippingNumber = group.Wanted.OrderNumber,
        Account = group.Account
    };

    private static Measure Measured(PushAction action) => action switch
    {
        PushAction.Create => Measure.Created,
        PushAction.Update => Measure.Updated,
        _ => Measure.Cancelled
    };
}
