using System.Globalization;
using Connector.Simulators.ShipStation.Account;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>
/// Splits and merges orders as people do. A part that is split off gets an id of its own, a number suffix and <c>parentId</c>, and shares the key of its
/// origin; money stays with the origin. A merged-away order leaves the lists and cannot be written any more. Nobody is told.
/// </summary>
internal sealed class OrderSplitter(ShipStationAccount account)
{
    /// <summary>Moves these quantities to a new order in the same state.</summary>
    public OrderRecord Split(OrderRecord origin, IReadOnlyList<(OrderItem Item, int Quantity)> moved)
    {
        var now = account.Now;
        var part = new OrderRecord
        {
            OrderId = account.Orders.NextOrderId(),
            OrderKey = origin.OrderKey,
            StoreId = origin.StoreId,
            CreateDate = now,
            ModifyDate = now,
            Sent = origin.Sent with { OrderNumber = NextNumber(origin), AmountPaid = 0m, TaxAmount = 0m, ShippingAmount = 0m },
            Status = origin.Status,
            ShipTo = origin.ShipTo,
            AddressVerified = origin.AddressVerified,
            WarehouseId = origin.WarehouseId,
            HoldUntilDate = origin.HoldUntilDate,
            CustomerId = origin.CustomerId,
            TagIds = origin.TagIds,
            UserId = origin.UserId,
            MergedOrSplit = true,
            ParentId = origin.OrderId,
            WasLookedAt = true,
        };
        foreach (var (item, quantity) in moved)
        {
            part.Items.Add(item with { OrderItemId = account.Orders.NextItemId(), Draft = item.Draft with { Quantity = quantity } });
            Reduce(origin, item, quantity);
        }
        part.Weight = part.ItemWeight() ?? new Weight(0m, "ounces");
        origin.Weight = origin.ItemWeight() ?? origin.Weight;
        origin.MergedOrSplit = true;
        account.Orders.Add(part, ownsKey: false);
        account.Orders.Touch(origin, now);
        if (origin.LookAgainAt is not null) account.Maintenance.Expect(part);
        return part;
    }

    /// <summary>The first order takes over the lines and the money of the others.</summary>
    public void Merge(OrderRecord first, IReadOnlyList<OrderRecord> others)
    {
        foreach (var other in others)
        {
            first.Items.AddRange(other.Items);
            account.Orders.Resend(first, first.Sent with
            {
                AmountPaid = first.Sent.AmountPaid + other.Sent.AmountPaid,
                TaxAmount = first.Sent.TaxAmount + other.Sent.TaxAmount,
                ShippingAmount = first.Sent.ShippingAmount + other.Sent.ShippingAmount,
            });
            account.Orders.Remove(other, Departure.Merged);
        }
        first.MergedIds = [.. first.MergedIds, .. others.Select(other => other.OrderId)];
        first.MergedOrSplit = true;
        first.Weight = first.ItemWeight() ?? first.Weight;
        account.Orders.Touch(first, account.Now);
    }

    private static void Reduce(OrderRecord origin, OrderItem item, int quantity)
    {
        var index = origin.Items.FindIndex(row => row.OrderItemId == item.OrderItemId);
        var left = origin.Items[index].Draft.Quantity - quantity;
        if (left > 0) origin.Items[index] = origin.Items[index] with { Draft = origin.Items[index].Draft with { Quantity = left } };
        else origin.Items.RemoveAt(index);
    }

    private string NextNumber(OrderRecord origin)
    {
        var root = origin;
        while (root.ParentId is { } parent && account.Orders.Find(parent) is { } up) root = up;
        for (var part = 1; ; part++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"-{part}");
            var number = root.OrderNumber.Length + suffix.Length <= OrderRules.LongestNumber ? root.OrderNumber + suffix : root.OrderNumber[..(OrderRules.LongestNumber - suffix.Length)] + suffix;
            if (!account.Orders.StartingWith(number).Any(order => string.Equals(order.OrderNumber, number, StringComparison.OrdinalIgnoreCase))) return number;
        }
    }
}
