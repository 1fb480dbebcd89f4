using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Last phase: every group of the order was sent, needed nothing, or failed, and its row says so.</summary>
internal sealed record SettledOrder(PlannedOrder Planned, IReadOnlyList<SettledGroup> Groups)
{
    public WorkMessage Message => Planned.Message;

    /// <summary>See <see cref="PlannedOrder.Outcome"/>.</summary>
    public WorkOutcome? Outcome => Planned.Outcome;

    /// <summary>See <see cref="PlannedOrder.StopReason"/>; null where the order had ended there as well, and nothing was done about it.</summary>
    public string? StopReason =>
        Planned is { HasEnded: true, Afterwards: null } && Groups.Count > 0 && Groups.All(static g => g is { Failure: null, Planned.Action: PushAction.None }) ? null : Planned.StopReason;

    /// <summary>For the trace.</summary>
    public IEnumerable<string> Remarks => Planned.Remarks.Concat(Groups.SelectMany(g => g.Planned.Remarks));

    /// <summary>As far as the plan goes: nothing was sent.</summary>
    public static SettledOrder From(PlannedOrder planned) => new(planned, [.. planned.Groups.Select(SettledGroup.From)]);
}

/// <param name="Row">As stored now; null for a group that was never reserved.</param>
internal sealed record SettledGroup(PlannedGroup Planned, SyncRow? Row)
{
    public string GroupKey => Planned.GroupKey;
    public long? ShippingOrderId { get; init; }
    public GroupFailure? Failure { get; init; }

    /// <summary>The shipping side has what we want, by this call or already.</summary>
    public bool IsDone { get; init; }

    /// <summary>Without a call of its own.</summary>
    public static SettledGroup From(PlannedGroup planned) =>
        new(planned, planned.Row) { ShippingOrderId = planned.ShippingOrderId, Failure = planned.Failure, IsDone = planned.IsDone };

    /// <summary>Its reservation was lost before the call.</summary>
    public static SettledGroup Lost(GroupCall call, SyncRow? row, GroupFailure failure) =>
        new(call.Group, row) { ShippingOrderId = call.Group.ShippingOrderId, Failure = failure };

    /// <summary>After its call.</summary>
    public static SettledGroup From(SentGroup sent, SyncRow row, GroupFailure? failure) =>
        new(sent.Group, row) { ShippingOrderId = sent.Result.ShippingOrderId, Failure = failure, IsDone = sent.Failure is null };
}
