using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// The parts that people split off an order on the shipping side follow it: a new address goes to each, a cancellation too. Which units are in which part is
/// people's business, so a change of lines is left to them. The parts are read from the shipping side when they matter, whatever a poll has seen (docs/adr/0017).
/// Doing it twice changes nothing.
/// </summary>
internal sealed class SplitParts(IShippingAccounts accounts, IShippingStore seen, ForeignOrders foreign, MarkedParts marked)
{
    /// <summary>Listings of one cancellation: parts may be split again while they are cancelled.</summary>
    private const int Rounds = 3;

    /// <summary>A number may have 50 characters; what is split off a longer one has its end cut for the suffix.</summary>
    private const int SurePrefix = 46;

    /// <summary>What the shipping side says of the order itself costs no call; one that is gone may have left parts behind.</summary>
    public static bool MayExist(ShippingOrderSnapshot? there) => there is null or { MergedOrSplit: true };

    /// <summary>The same, or units of it are gone, or a foreign order was read that came from it: another program may have split it, which nothing on it says. Costs no call.</summary>
    public async Task<bool> MayExistAsync(PlannedGroup group, ShippingOrderSnapshot? there, CancellationToken cancellationToken) =>
        MayExist(there) || (group.Row is { } row && (ForeignParts.Missing(row, [there!]).Any(static m => m.Value > 0) || (await foreign.ListAsync(row, cancellationToken)).Count > 0));

    /// <summary>Pure: a row that needs no call by itself, and of which a part was read that is not as it should be.</summary>
    public static bool AreDue(SyncRow row, bool wanted, IEnumerable<ShippingOrderSnapshot> read)
    {
        if (row is not { ShippingOrderId: { } id, Reservation: null }) return false;
        if (!wanted && row.Status == SyncStatus.Cancelled && read.Any(s => PartTree.IsOpen(s.Status) && ForeignParts.IsOf(row, s))) return true;
        var mine = read.Where(s => s.Account == row.Account && s.OrderKey == row.OrderKey).ToList();
        if (mine.TrueForAll(s => s.ParentId is null)) return false;
        var parts = PartTree.From(id, row.OrderKey, mine);
        if (!wanted) return row.Status == SyncStatus.Cancelled && parts.Any(p => PartTree.IsOpen(p.Status));
        return row is { Status: SyncStatus.Synced, Payload: { } sent } && mine.Find(s => s.ShippingOrderId == id) is { } whole
            && DoubledUnits.Find(PayloadJson.Unpack(sent), [whole, .. parts]).Count > 0;
    }

    /// <param name="there">The order that they were split from, as it is now; null where it is gone.</param>
    public async Task<FollowedParts> FollowAsync(PlannedGroup group, ShippingOrderSnapshot? there, CancellationToken cancellationToken)
    {
        if (group.Row is not { } row || (there?.ShippingOrderId ?? group.ShippingOrderId) is not { } rootId) return new(null, there);
        var (cancels, marks) = (group.Wanted is null, group.Action == PushAction.MarkShipped);
        if (group.Action == PushAction.Update && there is { MergedOrSplit: true, MergedIds.Count: 0 } && LinesChanged(group)) return new(Split, there);
        for (var round = 1; ; round++)
        {
            var (parts, copies) = await ReadAsync(group, row, rootId, there, cancellationToken);
            if (parts.Count == 0) return new(cancels ? Copied(copies) : null, there);
            if (!cancels && !marks && there is null) return new(Gone(parts), null);
            if (group.Action == PushAction.Update && LinesChanged(group)) return new(Split, there);
            if (!cancels && !marks && there is { } whole && await UndoubleAsync(group, [whole, .. parts], cancellationToken))
            {
                there = await accounts.Get(group.Account).GetOrderAsync(rootId, RateLane.Normal, cancellationToken);
                (parts, copies) = await ReadAsync(group, row, rootId, there, cancellationToken);
            }
            var (failures, wrote) = (new List<GroupFailure>(), false);
            var merged = parts.Any(p => p.MergedIds.Count > 0) || there is { MergedIds.Count: > 0 };
            foreach (var part in parts.Where(p => p.Status != ShippingOrderStatus.Cancelled))
            {
                var (failure, sent) = await FollowAsync(group, part, merged, cancellationToken);
                if (failure is not null) failures.Add(failure);
                wrote |= sent;
            }
            if (cancels && Copied(copies) is { } copied) failures.Add(copied);
            // The next listing reads each cancelled part back, and finds what was split off meanwhile.
            if (!(cancels || marks) || !wrote) return new(Together(failures), there);
            if (round == Rounds) return new(Together([.. failures, NotConfirmed(parts)]), there);
        }
    }

    /// <summary>The worst of them, with the words of all.</summary>
    public static GroupFailure? Together(IReadOnlyCollection<GroupFailure> failures) => failures.OrderBy(f => f.Final ? 0 : 1).FirstOrDefault() is { } worst
        ? worst with { Text = string.Join(" ", failures.Select(f => f.Text).Distinct(StringComparer.Ordinal)) }
        : null;

    /// <summary>
    /// An open order that somebody made of ours while a call of ours had no known outcome, and whose units stand in ours as well: whether it is a copy, or a part whose units that call put back,
    /// nothing says. Null where there is none. Costs a call for each foreign order that was noted.
    /// </summary>
    public async Task<GroupFailure?> FindAmbiguousAsync(PlannedGroup group, ShippingOrderSnapshot there, CancellationToken cancellationToken)
    {
        if (group.Row is not { Unverified: not null } row || !PartTree.IsOpen(there.Status)) return null;
        var noted = new List<ShippingOrderSnapshot>();
        foreach (var id in await foreign.ListAsync(row, cancellationToken))
            if (await accounts.Get(group.Account).GetOrderAsync(id, LaneOf(group), cancellationToken) is { } read && ForeignParts.MayBeCrossed(row, read)) noted.Add(read);
        return noted.Count > 0 && ForeignParts.Separate(row, [there], noted).Copies is { Count: > 0 } copies
            ? GroupFailure.Crossed($"its units are in {Numbers(copies)} as well. Compare both there.")
            : null;
    }

    /// <summary>
    /// By number, which parts begin with; and what was read before under the key, for a number that people changed. Foreign orders with our lines are parts where their units have
    /// left our order.
    /// </summary>
    private async Task<(IReadOnlyList<ShippingOrderSnapshot> Parts, IReadOnlyList<ShippingOrderSnapshot> Copies)> ReadAsync(
        PlannedGroup group, SyncRow row, long rootId, ShippingOrderSnapshot? there, CancellationToken cancellationToken)
    {
        var (account, lane) = (accounts.Get(group.Account), LaneOf(group));
        var number = there?.OrderNumber is { Length: > 0 } now ? now : row.ShippingNumber;
        IReadOnlyList<ShippingOrderSnapshot> listed = number.Length == 0 ? [] : await ListAsync(account, number.Length > SurePrefix ? number[..SurePrefix] : number, lane, cancellationToken);
        var read = listed.Where(o => o.ShippingOrderId != rootId).ToDictionary(o => o.ShippingOrderId);
        foreach (var known in await seen.GetOrdersAsync([row.OrderKey], cancellationToken))
        {
            if (known.Account != group.Account || known.ParentId is null || read.ContainsKey(known.ShippingOrderId) || known.Status == ShippingOrderStatus.Cancelled) continue;
            if (await account.GetOrderAsync(known.ShippingOrderId, lane, cancellationToken) is { } renumbered) read[renumbered.ShippingOrderId] = renumbered;
        }
        foreach (var id in await foreign.ListAsync(row, cancellationToken))
            if (!read.ContainsKey(id) && await account.GetOrderAsync(id, lane, cancellationToken) is { } noted) read[id] = noted;
        var own = PartTree.From(rootId, row.OrderKey, read.Values);
        var others = read.Values.Where(o => ForeignParts.IsOf(row, o) && own.All(p => p.ShippingOrderId != o.ShippingOrderId)).ToList();
        if (others.Count > 0) there ??= await account.GetOrderAsync(rootId, lane, cancellationToken);
        var (parts, copies) = ForeignParts.Separate(row, there is null ? own : [there, .. own], others);
        return ([.. own, .. parts], copies);
    }

    /// <summary>A copy is people's: whether it is to ship, they know.</summary>
    private static GroupFailure? Copied(IReadOnlyList<ShippingOrderSnapshot> copies) => copies.Where(c => PartTree.IsOpen(c.Status)).ToList() is { Count: > 0 } open
        ? new(FailureKind.Rejected, ErrorCodes.LockedInShipping, $"A copy that somebody made of the order is open in ShipStation ({Numbers(open)}); cancel it there if it is not to ship.", Final: true)
        : null;

    private static async Task<IReadOnlyList<ShippingOrderSnapshot>> ListAsync(IShippingAccount account, string prefix, RateLane lane, CancellationToken cancellationToken)
    {
        try
        {
            return await account.FindOrdersByPrefixAsync(prefix, lane, cancellationToken);
        }
        catch (ConnectorException e) when (e.Code == ErrorCodes.ResponseTooLarge)
        {
            // A short number with which half the account begins: then only what has a suffix.
            return await account.FindOrdersByPrefixAsync(prefix + "-", lane, cancellationToken);
        }
    }

    private async Task<(GroupFailure? Failure, bool Sent)> FollowAsync(PlannedGroup group, ShippingOrderSnapshot part, bool merged, CancellationToken cancellationToken)
    {
        var cancels = group.Wanted is null;
        if (!cancels && part.Status == ShippingOrderStatus.Shipped) return (null, false);
        if (group.Action == PushAction.MarkShipped) return await MarkAsync(group, part, merged, cancellationToken);
        var theirs = part.Content with { ShippingOrderId = part.ShippingOrderId };
        var wanted = group.Wanted is { } ours ? Followed(group, ours.Order, theirs) : theirs with { Status = ShippingOrderStatus.Cancelled };
        if (IsSame(wanted, theirs)) return (null, false);
        if (PushDecision.BlockedBy(part, cancels) is { } blocked) return (new GroupFailure(blocked.Kind, blocked.Code, $"Part {part.OrderNumber}: {blocked.Text}", Final: true), false);
        if (merged && HoldsOthers(group, part)) return (Foreign(part), false);
        return await SendAsync(group, part, wanted, cancellationToken) is { } refused ? (refused, false) : (null, true);
    }

    private async Task<(GroupFailure? Failure, bool Sent)> MarkAsync(PlannedGroup group, ShippingOrderSnapshot part, bool merged, CancellationToken cancellationToken)
    {
        if (!PartTree.IsOpen(part.Status)) return (null, false);
        if (merged && HoldsOthers(group, part)) return (Foreign(part), false);
        await marked.NoteAsync(group.Row!, part.ShippingOrderId, cancellationToken);
        await ShippedMarker.MarkAsync(accounts.Get(group.Account), part.ShippingOrderId, part.OrderKey, cancellationToken);
        return (null, true);
    }

    private static GroupFailure Foreign(ShippingOrderSnapshot part) =>
        new(FailureKind.Rejected, ErrorCodes.LockedInShipping, $"Part {part.OrderNumber} contains goods of another order; change or cancel it in ShipStation.", Final: true);

    /// <summary>Takes units out of an order again that a call of ours put back after they had been split off.</summary>
    /// <returns>True when something was written.</returns>
    private async Task<bool> UndoubleAsync(PlannedGroup group, IReadOnlyCollection<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        if (group.Row?.Payload is not { } lastSent) return false;
        var wrote = false;
        foreach (var part in DoubledUnits.Find(PayloadJson.Unpack(lastSent), orders))
        {
            // What was split off during the call has the address of before as well.
            if (orders.FirstOrDefault(o => o.ShippingOrderId == part.ParentId) is not { } origin || !PartTree.IsOpen(origin.Status)) continue;
            var left = DoubledUnits.Without(origin.Content with { ShippingOrderId = origin.ShippingOrderId }, part.Content);
            if (left is null || await SendAsync(group, origin, left, cancellationToken) is not null) continue;
            wrote = true;
            if (PartTree.IsOpen(part.Status) && part.Content.ShipTo != origin.Content.ShipTo)
                await SendAsync(group, part, part.Content with { ShippingOrderId = part.ShippingOrderId, ShipTo = origin.Content.ShipTo }, cancellationToken);
        }
        return wrote;
    }

    private async Task<GroupFailure?> SendAsync(PlannedGroup group, ShippingOrderSnapshot order, ShippingOrder content, CancellationToken cancellationToken)
    {
        var result = (await accounts.Get(group.Account).UpsertAsync([content], LaneOf(group), cancellationToken)).Single();
        return result.Success ? null : new GroupFailure(FailureKind.Rejected, ErrorCodes.PushRejected, $"Part {order.OrderNumber} could not be updated: {result.Error}", Final: true);
    }

    private static RateLane LaneOf(PlannedGroup group) => group.Wanted is null ? RateLane.Cancel : RateLane.Normal;

    /// <summary>What the shop changed, but for what the split itself decides: number, lines and amounts.</summary>
    private static ShippingOrder Followed(PlannedGroup group, ShippingOrder ours, ShippingOrder theirs)
    {
        if (group.Row?.Payload is not { } lastSent) return theirs;
        var before = PayloadJson.Unpack(lastSent);
        var merged = PayloadMerge.Merge(AsPart(before), AsPart(ours), theirs).Order;
        return merged with
        {
            OrderKey = theirs.OrderKey, OrderNumber = theirs.OrderNumber, StoreId = theirs.StoreId, Items = theirs.Items, AmountPaid = theirs.AmountPaid, TaxAmount = theirs.TaxAmount,
            ShippingAmount = theirs.ShippingAmount, ShippingOrderId = theirs.ShippingOrderId,
            // While the order itself cannot follow, each attempt compares with what was sent before: what the part has is not sent again.
            ShipTo = Plain(merged.ShipTo) == Plain(theirs.ShipTo) ? theirs.ShipTo : merged.ShipTo
        };

        ShippingOrder AsPart(ShippingOrder whole) => whole with { Items = theirs.Items, Weight = theirs.Weight };
    }

    /// <summary>However it is written: the shipping side writes addresses in its own way, and lengthens ZIP codes.</summary>
    private static string Plain(ShippingAddress at) => string.Join('|', new[]
    {
        at.Name, at.Company, at.Street1, at.Street2, at.Street3, at.City, at.State, at.Country, at.Phone, at.Country == "US" ? at.PostalCode?.Split('-')[0] : at.PostalCode
    }.Select(static text => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant()));

    /// <summary>As payloads: two lists of the same content are not equal as records, and a merge leaves out what says nothing.</summary>
    private static bool IsSame(ShippingOrder a, ShippingOrder b) => PayloadMerge.SaysTheSame(PayloadMerge.Node(a), PayloadMerge.Node(b));

    private static bool HoldsOthers(PlannedGroup group, ShippingOrderSnapshot part)
    {
        if (group.Row?.Payload is not { } lastSent) return false;
        var ours = PayloadJson.Unpack(lastSent).Items.Select(i => i.LineItemKey).ToHashSet(StringComparer.Ordinal);
        return part.Content.Items.Any(i => !i.Adjustment && i.LineItemKey.Length > 0 && !ours.Contains(i.LineItemKey));
    }

    private static bool LinesChanged(PlannedGroup group) =>
        group is { Row.Payload: { } lastSent, Wanted: { } wanted } && !Lines(PayloadJson.Unpack(lastSent)).SetEquals(Lines(wanted.Order));

    private static HashSet<(string, int)> Lines(ShippingOrder order) => [.. order.Items.Select(i => (i.LineItemKey, i.Quantity))];

    /// <summary>What is wanted are other lines, and the parts of the order hold them.</summary>
    internal static GroupFailure Split => new(
        FailureKind.Rejected, ErrorCodes.LockedInShipping, "The order was split in ShipStation, so a change of its lines cannot be sent; change the parts in ShipStation.", Final: true);

    private static GroupFailure? Gone(IReadOnlyList<ShippingOrderSnapshot> parts) => parts.Any(p => p.Status != ShippingOrderStatus.Cancelled)
        ? new(FailureKind.Rejected, ErrorCodes.LockedInShipping, $"The order no longer exists in ShipStation, but parts of it do ({Numbers(parts)}); change them in ShipStation.", Final: true)
        : null;

    private static GroupFailure NotConfirmed(IReadOnlyList<ShippingOrderSnapshot> parts) => new(
        FailureKind.Unknown, ErrorCodes.CancelNotConfirmed, $"ShipStation accepted the cancellation of the parts ({Numbers(parts)}) but does not show it.", Final: false);

    private static string Numbers(IReadOnlyList<ShippingOrderSnapshot> parts) => string.Join(", ", parts.Where(p => p.Status != ShippingOrderStatus.Cancelled).Select(p => p.OrderNumber));
}

/// <param name="Failure">Why not all of them could follow; null when they do.</param>
/// <param name="There">The order that they were split from, as it is afterwards.</param>
internal sealed record FollowedParts(GroupFailure? Failure, ShippingOrderSnapshot? There);
