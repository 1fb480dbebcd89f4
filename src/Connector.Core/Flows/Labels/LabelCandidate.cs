using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels.Times;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: what it means for the label of a part that its order went through the push.</summary>
internal static class LabelCandidate
{
    /// <summary>The row to write; null where nothing is to be done.</summary>
    /// <param name="rows">The labels of this part that are known; empty when there are none.</param>
    /// <param name="location">Key of the location; empty where none are configured.</param>
    public static LabelRow? Decide(SettledOrder order, SettledGroup group, IReadOnlyList<LabelRow> rows, string location, LabelCalendar calendar, DateTimeOffset now)
    {
        var isWanted = group.Planned.Wanted is not null && order.Planned is { Cancelled: false, HasEnded: false };
        if (rows.Count == 0) return isWanted && group.Failure is null && group.Row is { } row && IsLabelled(row) ? Create(row, location, calendar, now) : null;
        var last = rows.MaxBy(static label => Number(label.Id))!;
        var isNews = !isWanted || group.Planned.Action != PushAction.None;
        var isConcerned = last.State is LabelState.Waiting or LabelState.Proposed or LabelState.Approved || (last.State == LabelState.Bought && order.Planned.Cancelled);
        return isNews && isConcerned ? last with { DueAt = now } : null;
    }

    /// <summary>Whether a part is where labels are bought.</summary>
    public static bool IsLabelled(SyncRow row) => row is { Status: SyncStatus.Synced, ShippingOrderId: not null, PayloadHash: not null };

    /// <summary>The first label of a part; due at once, or at the next cut-off.</summary>
    public static LabelRow Create(SyncRow row, string location, LabelCalendar calendar, DateTimeOffset now) => new()
    {
        Id = row.OrderKey + Separator + "1", OrderId = row.OrderId, OrderNumber = row.OrderNumber, OrderKey = row.OrderKey, Account = row.Account,
        ShippingOrderId = row.ShippingOrderId ?? 0, ShippingNumber = row.ShippingNumber, Location = location, State = LabelState.Waiting,
        DueAt = calendar.NextCutOff(now) ?? now, WaitsSince = now, CreatedAt = now, UpdatedAt = now
    };

    /// <summary>Another label of the same part, because somebody asked for it.</summary>
    public static string NextId(string id) => FormattableString.Invariant($"{id[..id.LastIndexOf(Separator)]}{Separator}{Number(id) + 1}");

    /// <summary>The first label of a part is number 1.</summary>
    public static int Number(string id) => int.Parse(id.AsSpan(id.LastIndexOf(Separator) + 1), System.Globalization.CultureInfo.InvariantCulture);

    private const char Separator = '/';

    /// <summary>As a label's row names it: empty where no locations are configured.</summary>
    public static string Location(string orderKey, OrderRouter router) => router.HasLocations ? LocationKey(orderKey, router.LocationKeys) : "";

    /// <summary>Key of the location that a part leaves from.</summary>
    public static string LocationKey(string orderKey, IEnumerable<string> locations) =>
        OrderKeys.TryParse(orderKey, out _, out var group) ? locations.FirstOrDefault(key => OrderKeys.GroupKey(key) == group) ?? group : "";
}
