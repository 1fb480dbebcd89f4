using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: what of one shop order is not on the shipping side as the shop wants it.</summary>
internal static class OrderComparison
{
    /// <param name="work">Decided: what the push would do from our own rows.</param>
    /// <param name="existing">What carries a key of this order there.</param>
    /// <param name="gone">Keys of rows whose order was asked for and does not exist there (any longer).</param>
    /// <param name="rulesHash">Of the present rules.</param>
    public static IReadOnlyList<Difference> Compare(PlannedOrder work, IReadOnlyList<RemoteOrder> existing, IReadOnlySet<string> gone, ShippingIndex index, string rulesHash)
    {
        var order = work.Order;
        if (work.Outcome is WorkOutcome.RetryAt) return [];
        var found = new List<Difference>();
        if (work.Outcome is WorkOutcome.DeadLetter refused && work.Rows.Count == 0)
            found.Add(Difference.From(DifferenceKind.MissingInShipping, order, null, $"It was never sent and cannot be sent: {refused.Description}", new Repair.Push()));
        if (StoppedComparison.Compare(work, existing, index) is { } stopped) return work.HasEnded ? [.. stopped, .. ForeignComparison.CompareEnded(work, existing, index)] : stopped;
        var rulesChanged = RuleChange.IsCause(work, rulesHash);
        foreach (var group in work.Groups)
        {
            IReadOnlyList<RemoteOrder> those = [.. existing.Where(s => s.GroupKey == group.GroupKey)];
            found.AddRange(rulesChanged && FromRules(work, group, those, gone) is { } changed ? [changed] : CompareGroup(work, group, those, gone, index));
        }
        foreach (var group in work.Groups) found.AddRange(Parts(work, group, index));
        found.AddRange(Unknown(work, existing));
        foreach (var group in work.Groups)
        {
            List<RemoteOrder> those = [.. existing.Where(s => s.GroupKey == group.GroupKey)];
            found.AddRange(UnaskedComparison.Compare(work, group, those, index));
            found.AddRange(ForeignComparison.Compare(work, group, those, index));
        }
        foreach (var group in work.Groups.Where(g => g.Wanted is not null)) found.AddRange(Duplicates(order, group, existing, index));
        if (!work.Cancelled) found.AddRange(ForeignComparison.CompareEnded(work, existing, index));
        return found;
    }

    /// <summary>What the present rules would do about a group that both sides agree on; null where something else is wrong.</summary>
    private static Difference? FromRules(PlannedOrder work, PlannedGroup group, IReadOnlyList<RemoteOrder> existing, IReadOnlySet<string> gone)
    {
        var (row, own) = (group.Row, Own(group, existing));
        var isChange = group switch
        {
            { Failure: not null } => false,
            { Action: PushAction.Update } => row is { Status: SyncStatus.Synced, PayloadHash: not null } && !gone.Contains(row.OrderKey),
            { Action: PushAction.Create } => row is null && own is null,
            { Action: PushAction.Cancel } => !work.Cancelled && !group.Verifies && (own is null || own.Open),
            _ => false
        };
        return isChange ? Difference.From(DifferenceKind.RulesChanged, work.Order, KeyOf(work.Order, group), "The rules changed since this order was sent.", new Repair.Push()) : null;
    }

    private static string KeyOf(Order order, PlannedGroup group) => group.Row?.OrderKey ?? OrderKeys.OrderKey(order.Id, group.GroupKey);

    private static RemoteOrder? Own(PlannedGroup group, IReadOnlyList<RemoteOrder> existing) =>
        existing.FirstOrDefault(s => s.Id == group.Row?.ShippingOrderId) ?? existing.FirstOrDefault(s => !s.Derived);

    private static IEnumerable<Difference> CompareGroup(PlannedOrder work, PlannedGroup group, IReadOnlyList<RemoteOrder> existing, IReadOnlySet<string> gone, ShippingIndex index)
    {
        var (order, row) = (work.Order, group.Row);
        var key = KeyOf(order, group);
        var own = Own(group, existing);
        switch (group.Action)
        {
            case PushAction.Create when row is null && own is not null:
                return [Difference.From(DifferenceKind.RecordMissing, order, key, $"It is in ShipStation as {own.Id}, but the connector has no record of it.", new Repair.Push(Adopted(order, group.Account, group.Wanted?.Hash, own)))];
            case PushAction.Create when row is null:
                return [Difference.From(DifferenceKind.MissingInShipping, order, key, "It is due and was never sent.", new Repair.Push())];
            case PushAction.Create or PushAction.Update when row?.Reservation is not null:
                return [Difference.From(DifferenceKind.UnknownOutcome, order, key, "A call was started and its result is unknown.", new Repair.Push())];
            case PushAction.Create:
                return [Difference.From(DifferenceKind.MissingInShipping, order, key, "It is not in ShipStation.", new Repair.Push())];
            case PushAction.Update when gone.Contains(key):
                return [Gone(order, row!)];
            case PushAction.Update:
                return [Difference.From(DifferenceKind.ChangeNotSent, order, key, $"Version {order.Version} of the order was never sent.", new Repair.Push())];
            case PushAction.Verify:
                return [LateCallComparison.Compare(order, row!)];
            case PushAction.Cancel when row!.Reservation is not null && own is { Open: false }:
                return [Difference.From(DifferenceKind.UnknownOutcome, order, key, "A cancellation was started and its result was never recorded.", new Repair.Push())];
            case PushAction.Cancel when group.Verifies && own is not { Open: true }:
                return [LateCallComparison.Compare(order, row!)];
            case PushAction.None when group.Failure is null && row?.Reservation is not null:
                return [Difference.From(DifferenceKind.UnknownOutcome, order, key, "A call was started for a finished order; its result was never recorded.", new Repair.Push(row with { Reservation = null }))];
            case PushAction.Cancel when own is null || own.Open:
                return [Difference.From(Unwanted(work), order, key, "It is still open in ShipStation.", new Repair.Push())];
            case PushAction.None when group.Wanted is null && own is { Open: true } && group.Failure is null && row!.Status == SyncStatus.Cancelled:
                return [Difference.From(Unwanted(work), order, key, $"{own.Id} is open in ShipStation again although the connector cancelled it.", new Repair.Push(Forgotten(row, own.Id)))];
            case PushAction.None when group.Wanted is not null && group.Failure is null && row is not null:
                return CompareAcknowledged(order, row, own, gone, index);
            default:
                return [];
        }
    }

    /// <summary>What was split off: open though its order is cancelled, or with units that its origin still has.</summary>
    private static IEnumerable<Difference> Parts(PlannedOrder work, PlannedGroup group, ShippingIndex index)
    {
        if (group.Failure is not null || group.Row is not { ShippingOrderId: { } id } row || index.PartsOf(row) is not { Count: > 0 } parts) yield break;
        if (group.Wanted is null)
        {
            if (group.Action != PushAction.Cancel && row.Status != SyncStatus.Cancelled) yield break;
            foreach (var part in parts.Where(p => PartTree.IsOpen(p.Status)))
                yield return Difference.From(Unwanted(work), work.Order, part.OrderNumber, $"Its part {part.OrderNumber} is open in ShipStation.", new Repair.Push(Read: [part]));
        }
        else if (row.Payload is { } sent && index.Find(row.Account, id)?.Snapshot is { } whole)
        {
            foreach (var part in DoubledUnits.Find(PayloadJson.Unpack(sent), [whole, .. parts]))
                yield return Difference.From(
                    DifferenceKind.DuplicateInShipping, work.Order, part.OrderNumber, $"The units of part {part.OrderNumber} are in the original order as well.", new Repair.Push(Read: [whole, .. parts]));
        }
    }

    /// <summary>Our row says that all is well: is it there?</summary>
    private static IEnumerable<Difference> CompareAcknowledged(Order order, SyncRow row, RemoteOrder? own, IReadOnlySet<string> gone, ShippingIndex index)
    {
        if (own is null && gone.Contains(row.OrderKey)) return [Gone(order, row)];
        if (row.ShippingOrderId is { } id && index.SurvivorOf(row.Account, id) is [var survivor, ..] there && MergedGoods.CountMissing(row, there) is > 0 and var units)
            return [Difference.From(DifferenceKind.MissingInShipping, order, row.OrderKey, $"It was merged into {survivor.ShippingOrderId}, and {units} of its units are not there.", new Repair.RecordStatus(there))];
        if (own is null || own.Id == row.ShippingOrderId || own.Status == ShippingOrderStatus.Cancelled) return [];
        return [Difference.From(DifferenceKind.RecordMissing, order, row.OrderKey, $"It is in ShipStation as {own.Id}, but the connector's record names {row.ShippingOrderId}.", new Repair.Push(Forgotten(row, own.Id)))];
    }

    /// <summary>Open orders under a key of this order for which there is neither a wish nor a record.</summary>
    private static IEnumerable<Difference> Unknown(PlannedOrder work, IReadOnlyList<RemoteOrder> existing)
    {
        if (work.Outcome is WorkOutcome.DeadLetter || (work.Outcome is not null && !work.Cancelled)) yield break;
        var known = work.Groups.Select(g => g.GroupKey).ToHashSet(StringComparer.Ordinal);
        foreach (var orphan in existing.Where(s => s is { Open: true, Derived: false } && !known.Contains(s.GroupKey!)))
        {
            yield return Difference.From(Unwanted(work), work.Order, orphan.Key, $"{orphan.Id} is open in ShipStation; the order has no such part and the connector has no record of it.",
                new Repair.Push(Adopted(work.Order, orphan.Account, null, orphan)));
        }
    }

    /// <summary>The same key twice; or the same number with the same goods, made by somebody else.</summary>
    private static IEnumerable<Difference> Duplicates(Order order, PlannedGroup group, IReadOnlyList<RemoteOrder> existing, ShippingIndex index)
    {
        var mine = existing.Where(s => s.GroupKey == group.GroupKey && !s.Derived).ToList();
        if (mine.Find(s => s.Id == group.ShippingOrderId) is not { Status: not ShippingOrderStatus.Cancelled } own) yield break;
        foreach (var second in mine.Where(s => s.Id != own.Id && s.Open))
            yield return Difference.From(DifferenceKind.DuplicateInShipping, order, second.Key, $"{second.Id} has the key of {own.Id}.", new Repair.CancelThere(second.Account, second.Id));
        // What others made is theirs: it is said, and never changed. A part that another program split off holds what is not in ours any longer.
        var foreignOrders = index.ForeignWith(own.Account, own.Number).Concat(index.ForeignFrom(own.Account, order.NumberOrId)).DistinctBy(static s => s.Id).Where(static s => s is { Open: true, Derived: false }).ToList();
        var ties = foreignOrders.Where(s => group.Row is { } row && ForeignParts.IsOf(row, s.Snapshot)).ToList();
        var parts = group.Row is { } sent ? ForeignParts.Separate(sent, [own.Snapshot, .. index.PartsOf(sent)], ties.Select(static s => s.Snapshot)).Parts.Select(static p => p.ShippingOrderId).ToHashSet() : [];
        foreach (var foreign in foreignOrders.Where(s => !parts.Contains(s.Id) && (s.StoreId == own.StoreId || (s.Number != own.Number && ties.Contains(s)))))
        {
            var sameGoods = foreign.Goods == own.Goods && foreign.Goods.Length > 0;
            yield return Difference.From(
                DifferenceKind.DuplicateInShipping, order, foreign.Key,
                $"{foreign.Id} has the number{(sameGoods ? " and the goods" : "")} of {own.Id}, but a key that is not the connector's.", null);
        }
    }

    private static Difference Gone(Order order, SyncRow row) => Difference.From(
        DifferenceKind.MissingInShipping, order, row.OrderKey, $"{row.ShippingOrderId} was deleted in ShipStation.",
        new Repair.Push(row with { ShippingOrderId = null, PayloadHash = null, Payload = null, Status = SyncStatus.Failed, Reservation = null }));

    private static DifferenceKind Unwanted(PlannedOrder work) => work.Cancelled ? DifferenceKind.CancelledButOpen : DifferenceKind.LeftoverPart;

    /// <summary>The row forgets what was acknowledged, so that the push looks and decides again.</summary>
    private static SyncRow Forgotten(SyncRow row, long shippingOrderId) =>
        row with { ShippingOrderId = shippingOrderId, PayloadHash = null, Status = SyncStatus.Synced, Reservation = null };

    /// <summary>A row for what is there under our key. What is shipped counts as sent: it cannot be changed any longer.</summary>
    private static SyncRow Adopted(Order order, string account, string? hash, RemoteOrder own) => new()
    {
        OrderId = order.Id, GroupKey = own.GroupKey!, OrderKey = own.Key!, OrderNumber = order.NumberOrId, ShippingNumber = own.Number, Account = account,
        ShippingOrderId = own.Id, Status = own.Status == ShippingOrderStatus.Shipped ? SyncStatus.Shipped : SyncStatus.Synced,
        PayloadHash = own.Status == ShippingOrderStatus.Shipped ? hash : null
    };
}
