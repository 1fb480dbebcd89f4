using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Pure: what the shop order must show of its shipping orders' status and address check. Values that are equal already need no change.
/// </summary>
/// <param name="AddressFailed">The address failed its check and the shop order does not say so yet: hold it and report it as an error.</param>
/// <param name="AddressCleared">The shop order says that the address failed, and now it passes: release it.</param>
/// <param name="AddressNews">The address result is written by these changes.</param>
public sealed record OrderStatusPlan(IReadOnlyList<OrderChange> Changes, bool AddressFailed, bool AddressCleared, bool AddressNews)
{
    public static OrderStatusPlan Make(Order order, IReadOnlyList<ShippingOrderSnapshot> seen, WritebackRules rules, OrderFieldTarget target)
    {
        var wanted = new Dictionary<string, JsonElement?>();
        if (!ShowsShipped(order) && StatusOf(seen) is { } status) wanted[OrderFieldNames.Status] = FieldValues.Text(status);
        var address = AddressFields.From(seen);
        var problem = seen.Any(s => s.AddressCheck is AddressCheck.Failed or AddressCheck.Warning);
        var before = AddressFields.ReadCheck(order);
        // Another address that fails as well is news too.
        var isAddressNews = address.TryGetValue(OrderFieldNames.AddressCheck, out var now)
            && (now?.GetString() != Text(order, OrderFieldNames.AddressCheck) || (problem && address[OrderFieldNames.Address]?.GetString() != Text(order, OrderFieldNames.Address)));
        // A result that got better is written at once too: it ends the error about it.
        if (rules.AddressChecks == AddressCheckScope.All || problem || before is AddressCheck.Failed or AddressCheck.Warning)
            foreach (var field in address) wanted[field.Key] = field.Value;
        var changes = target.Changes(order, wanted);
        if (changes is [OrderChange.SetCustomField or OrderChange.SetCustomType, ..] && address.Count > 0)
        {
            foreach (var field in address) wanted[field.Key] = field.Value;
            changes = target.Changes(order, wanted);
        }
        var failed = seen.Any(s => s.AddressCheck == AddressCheck.Failed);
        return new OrderStatusPlan(changes, isAddressNews && failed, isAddressNews && !failed && before == AddressCheck.Failed, isAddressNews && wanted.ContainsKey(OrderFieldNames.AddressCheck));
    }

    /// <summary>The shop order says that goods have left: holds and cancellations do not take that back (<see cref="DeliveryPlan"/> does).</summary>
    internal static bool ShowsShipped(Order order) => Text(order, OrderFieldNames.Status) is OrderStatusTexts.Shipped or OrderStatusTexts.PartiallyShipped or OrderStatusTexts.Delivered;

    /// <summary>With several groups the one that needs attention speaks.</summary>
    internal static string? StatusOf(IReadOnlyList<ShippingOrderSnapshot> seen)
    {
        var statuses = seen.Select(s => s.Status).ToHashSet();
        if (statuses.Contains(ShippingOrderStatus.RejectedFulfillment)) return OrderStatusTexts.Rejected;
        if (statuses.Contains(ShippingOrderStatus.OnHold)) return OrderStatusTexts.OnHold;
        if (statuses.Count == 1 && statuses.Contains(ShippingOrderStatus.Cancelled)) return OrderStatusTexts.Cancelled;
        return statuses.Select(OrderStatusTexts.Find).FirstOrDefault(t => t is not null and not OrderStatusTexts.Cancelled);
    }

    private static string? Text(Order order, string field) =>
        order.CustomFields.TryGetValue(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
