using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>A group that has to be sent, with its order and what goes out.</summary>
internal sealed record GroupCall(PlannedOrder Order, PlannedGroup Group, ShippingOrder Content)
{
    public static GroupCall From(PlannedOrder order, PlannedGroup group) =>
        new(order, group, group.ToSend ?? throw new InvalidOperationException($"Group {group.GroupKey} of {order.Message.Id} is sent before it was prepared."));
}

/// <summary>Third phase: nobody else may send this group until the end of its reservation.</summary>
/// <param name="Row">As stored now.</param>
/// <param name="Reservation">The row's, ours.</param>
internal sealed record ReservedGroup(GroupCall Call, SyncRow Row, Reservation Reservation)
{
    /// <summary>The row before it was reserved for this call; null for a new one.</summary>
    public SyncRow? Before => Call.Group.Row;

    public static ReservedGroup From(GroupCall call, SyncRow stored) =>
        new(call, stored, stored.Reservation ?? throw new InvalidOperationException($"The row of {stored.OrderKey} was stored without its reservation."));
}

/// <summary>What a reservation came to.</summary>
/// <param name="Held">Ours.</param>
/// <param name="Lost">Another worker was faster.</param>
internal sealed record HeldGroups(IReadOnlyList<ReservedGroup> Held, IReadOnlyList<SettledGroup> Lost);
