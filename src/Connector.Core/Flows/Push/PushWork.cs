using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>One order on its way through <see cref="PushOrderHandler"/>: filled step by step, read by the next step.</summary>
internal sealed class PushWork(WorkMessage message)
{
    public WorkMessage Message { get; } = message;
    public Order? Order { get; set; }

    /// <summary>Set as soon as the order's fate is known; later steps leave such work alone.</summary>
    public WorkOutcome? Outcome { get; set; }
    public IReadOnlyList<SyncRow> Rows { get; set; } = [];
    public List<GroupPush> Groups { get; } = [];

    /// <summary>For the trace: what was mapped by default, reflowed, kept from the other side.</summary>
    public List<string> Remarks { get; } = [];
    public bool Cancelled { get; set; }

    /// <summary>Groups that still have to be sent.</summary>
    public IEnumerable<GroupPush> ToSend => Outcome is null ? Groups.Where(g => g.Failure is null && g.Action != PushAction.None) : [];
}

/// <remarks>Verify: read whether a late call changed it; becomes an update or nothing.</remarks>
internal enum PushAction { None, Create, Update, Cancel, Verify }

/// <summary>One fulfillment group of it.</summary>
internal sealed class GroupPush(string groupKey, string account, PushAction action)
{
    public string GroupKey { get; } = groupKey;
    public string Account { get; } = account;
    public PushAction Action { get; set; } = action;

    /// <summary>What we want, before any merge: this is hashed and kept as the next base.</summary>
    public ShippingOrder? Wanted { get; init; }
    public byte[] Payload { get; init; } = [];
    public string Hash { get; init; } = "";

    /// <summary>The payload as rows keep it; null for a cancellation.</summary>
    public byte[]? Packed => Payload.Length == 0 ? null : _packed ??= PayloadJson.Compress(Payload);
    private byte[]? _packed;

    /// <summary>What goes out: wanted, merged with what is there.</summary>
    public ShippingOrder? ToSend { get; set; }

    /// <summary>How wanted and existing content came together; null where nothing was merged.</summary>
    public MergeResult? Merged { get; set; }

    /// <summary>As stored; null until the first reservation of a new group.</summary>
    public SyncRow? Row { get; set; }

    /// <summary>The row before it was reserved for this call; null for a new one.</summary>
    public SyncRow? Before { get; set; }

    /// <summary>Its reservation is ours, as far as we know.</summary>
    public bool Reserved { get; set; }

    /// <summary>The calls without a known outcome were looked at: they are done with.</summary>
    public bool Verifies { get; set; }
    public long? ShippingOrderId { get; set; }
    public bool Sent { get; set; }

    /// <summary>It needs no call by itself, but a part that was split off it is not as it should be.</summary>
    public bool PartsDue { get; init; }
    public GroupFailure? Failure { get; set; }
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
}
