using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Second phase: what is to become of an order, group by group. Preparing makes a new one in view of what is there.</summary>
internal sealed record PlannedOrder(LoadedOrder Loaded, IReadOnlyList<PlannedGroup> Groups)
{
    public WorkMessage Message => Loaded.Message;
    public Order Order => Loaded.Order;
    public IReadOnlyList<SyncRow> Rows => Loaded.Rows;

    /// <summary>Set where the order's fate is known without a call: none of its groups is sent.</summary>
    public WorkOutcome? Outcome { get; init; }

    /// <summary>The shop cancelled it.</summary>
    public bool Cancelled { get; init; }

    /// <summary>It has reached its end in the shop, by whatever way.</summary>
    public bool HasEnded { get; init; }

    /// <summary>A shipment of ours is known, so its states are the write-back's to say.</summary>
    public bool HasShipments { get; init; }

    /// <summary>Others have delivered beside shipments of ours, and the shop's order does not say that all has left.</summary>
    public bool OthersDelivered { get; init; }

    /// <summary>What people in the shop must know of an order that was sent and should not ship from there; null clears it.</summary>
    public string? StopReason { get; init; }

    /// <summary>The shop's order is gone or cannot be read: nothing is written to it.</summary>
    public bool IsUnread { get; init; }

    /// <summary>What becomes of the message once the groups are as they should be; null for done.</summary>
    public WorkOutcome? Afterwards { get; init; }

    /// <summary>For the trace: what was mapped by default or reflowed.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Groups that a call has to be made for.</summary>
    public IEnumerable<PlannedGroup> ToSend => Groups.Where(IsToSend);

    public bool IsToSend(PlannedGroup group) => Outcome is null && group is { Failure: null, Action: not PushAction.None };
}
