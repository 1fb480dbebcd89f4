using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>The groups of one call while it goes on, by their order keys: what is still reserved for it, and what became of each so far.</summary>
internal sealed class CallUnderWay
{
    private readonly List<string> _keys;
    private readonly Dictionary<string, ReservedGroup> _held;
    private readonly Dictionary<string, SettledGroup> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallResult> _results = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _accepted = new(StringComparer.Ordinal);

    public CallUnderWay(IReadOnlyList<ReservedGroup> held)
    {
        _keys = [.. held.Select(h => h.Row.OrderKey)];
        _held = held.ToDictionary(h => h.Row.OrderKey, StringComparer.Ordinal);
    }

    /// <summary>What is ours, in the order in which it was reserved.</summary>
    public IReadOnlyList<ReservedGroup> Held => [.. _keys.Select(Find).OfType<ReservedGroup>()];

    /// <summary>What another worker took over before its call.</summary>
    public IEnumerable<SettledGroup> Lost => _lost.Values;

    /// <summary>Cancellations that were accepted and must still be read back.</summary>
    public IReadOnlyList<(ReservedGroup Group, long ShippingOrderId)> Accepted => [.. Held.Where(h => _accepted.ContainsKey(h.Row.OrderKey)).Select(h => (h, _accepted[h.Row.OrderKey]))];

    /// <summary>Null for what is not (any longer) ours.</summary>
    public ReservedGroup? Find(string orderKey) => _held.GetValueOrDefault(orderKey);

    /// <summary>What a renewal of reservations came to.</summary>
    public void Renew(HeldGroups renewed)
    {
        foreach (var held in renewed.Held) _held[held.Row.OrderKey] = held;
        foreach (var lost in renewed.Lost)
        {
            if (lost.Row is not { OrderKey: var key }) continue;
            _held.Remove(key);
            _lost[key] = lost;
        }
    }

    public void Accept(string orderKey, long shippingOrderId) => _accepted[orderKey] = shippingOrderId;
    public void End(string orderKey, CallResult result) => _results[orderKey] = result;

    /// <summary>The call failed as a whole, with it what is ours no longer.</summary>
    public void Fail(string orderKey, GroupFailure failure)
    {
        if (Find(orderKey) is { } held) End(orderKey, new CallResult(held.Call.Group.ShippingOrderId, failure));
        else if (_lost.TryGetValue(orderKey, out var lost)) _lost[orderKey] = lost with { Failure = failure };
    }

    /// <summary>Whatever has no result was stopped, so its outcome is unknown.</summary>
    public IReadOnlyList<SentGroup> Sent() => [.. Held.Select(held => new SentGroup(held, _results.GetValueOrDefault(held.Row.OrderKey) ?? new CallResult(
        _accepted.TryGetValue(held.Row.OrderKey, out var id) ? id : held.Call.Group.ShippingOrderId,
        new GroupFailure(FailureKind.Unknown, ErrorCodes.Unexpected, "The connector was stopped before the response arrived.", Final: false))))];
}
