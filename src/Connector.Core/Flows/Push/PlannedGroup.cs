using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <remarks>Verify: read whether a late call changed it; becomes an update or nothing. MarkShipped: it has ended by another way.</remarks>
internal enum PushAction { None, Create, Update, Cancel, Verify, MarkShipped }

/// <summary>What one fulfillment group of an order is to become.</summary>
internal sealed record PlannedGroup(string GroupKey, string Account, PushAction Action)
{
    /// <summary>As stored; null for a group that was never sent.</summary>
    public SyncRow? Row { get; init; }

    /// <summary>Null for what should not (any longer) be there.</summary>
    public WantedContent? Wanted { get; init; }

    /// <summary>What goes out: wanted, merged with what is there. A cancellation has it once it was prepared.</summary>
    public ShippingOrder? ToSend { get; init; }

    /// <summary>How wanted and existing content came together; null where nothing was merged.</summary>
    public MergeResult? Merged { get; init; }
    public long? ShippingOrderId { get; init; }

    /// <summary>The calls without a known outcome were looked at: they are done with.</summary>
    public bool Verifies { get; init; }

    /// <summary>It needs no call by itself, but a part that was split off it is not as it should be.</summary>
    public bool PartsDue { get; init; }

    /// <summary>It needs no call by itself, or the outcome of its first call is not known, and somebody made, or may have made, another order of it meanwhile.</summary>
    public bool MayBeCrossed { get; init; }

    /// <summary>What is wanted is only that it does not ship for now: nothing else of it changes.</summary>
    public bool Holds { get; init; }

    /// <summary>Only its parts are to be marked as shipped.</summary>
    public bool PartsOnly { get; init; }

    /// <summary>A cancellation that finds nothing to cancel.</summary>
    public bool IsDone { get; init; }

    /// <summary>Until then another worker sends it.</summary>
    public DateTimeOffset? BusyUntil { get; init; }
    public GroupFailure? Failure { get; init; }

    /// <summary>For the trace: what was kept from the other side.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The action that a decision means.</summary>
    public static PlannedGroup From(PushDecision decision, string groupKey, string account) => decision switch
    {
        PushDecision.Create => new PlannedGroup(groupKey, account, PushAction.Create),
        PushDecision.Update => new PlannedGroup(groupKey, account, PushAction.Update),
        PushDecision.Verify => new PlannedGroup(groupKey, account, PushAction.Verify),
        PushDecision.Cancel => new PlannedGroup(groupKey, account, PushAction.Cancel),
        PushDecision.Locked locked => new PlannedGroup(groupKey, account, PushAction.None) { Failure = GroupFailure.From(locked) },
        PushDecision.Busy busy => new PlannedGroup(groupKey, account, PushAction.None) { BusyUntil = busy.Until },
        _ => new PlannedGroup(groupKey, account, PushAction.None)
    };

    public PlannedGroup Noting(string remark) => this with { Remarks = [.. Remarks, remark] };
}

/// <summary>What we want of a group, before any merge: it is hashed, and kept as the base of the next merge.</summary>
internal sealed class WantedContent(ShippingOrder order, byte[] payload, string hash)
{
    private byte[]? _packed;

    public ShippingOrder Order { get; } = order;
    public string Hash { get; } = hash;

    /// <summary>The payload as rows keep it; what needs no call is never packed.</summary>
    public byte[] Packed => _packed ??= PayloadJson.Compress(payload);

    public static WantedContent From(ShippingOrder order)
    {
        var payload = PayloadJson.Write(order);
        return new WantedContent(order, payload, PayloadJson.Hash(payload));
    }
}

/// <summary>Why a group could not be pushed.</summary>
/// <param name="RetryAt">Set when the message shall come back at that instant without costing an attempt.</param>
/// <param name="Final">True when a retry cannot help.</param>
internal sealed record GroupFailure(FailureKind Kind, string Code, string Text, bool Final, DateTimeOffset? RetryAt = null)
{
    /// <summary>The account that failed; null where it is not one account's failure.</summary>
    public string? Account { get; init; }

    /// <summary>See <see cref="WorkOutcome.RetryAt.Surely"/>.</summary>
    public bool Surely { get; init; }

    public static GroupFailure From(PushDecision.Locked locked) => new(locked.Kind, locked.Code, locked.Text, Final: true);

    /// <summary>Nobody can say whether what was made is a part or a copy: people must look.</summary>
    public static GroupFailure Crossed(string what) =>
        new(FailureKind.Rejected, ErrorCodes.LockedInShipping, "While a call had no known outcome, somebody split or copied the order in ShipStation: " + what, Final: true);
}
