using Connector.Simulators.ShipStation.Account;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>What became of one order that was sent.</summary>
/// <param name="Order">Null on failure.</param>
/// <param name="Notifies">True when it was created in, or moved to, a state that ORDER_NOTIFY tells of.</param>
/// <param name="Status">HTTP status of the single call.</param>
internal sealed record WriteResult(OrderRecord? Order, string? Error, bool Notifies, int Status)
{
    public static WriteResult Refused(string error, int status = 400) => new(null, error, Notifies: false, status);
}

/// <summary>
/// Creates or replaces orders. <c>orderId</c> finds one, else <c>orderKey</c>; without either a new one is made every time. A replacement wipes what it
/// leaves out, except tags (added, never removed), the store and the key (fixed at creation). The same key twice in one bulk call: the second replaces the first.
/// </summary>
internal sealed class OrderWriter(ShipStationAccount account)
{
    public WriteResult Write(OrderDraft draft)
    {
        if (OrderRules.Check(draft, account) is { } wrong) return WriteResult.Refused(wrong);
        if (draft.Advanced.StoreId is null && account.Stores.Default is null) return WriteResult.Refused("The account has no active store.");
        if (AddressRules.Check(draft.ShipTo!) is { } incomplete) return WriteResult.Refused(incomplete, 500);
        draft = draft with { OrderNumber = Cut(draft.OrderNumber!), Status = OrderStatus.Known(draft.Status) };
        if (draft.OrderId is { } id)
            return account.Orders.Find(id) is { } known ? Replace(known, draft) : WriteResult.Refused("The requested resource was not found.", 404);
        return !string.IsNullOrEmpty(draft.OrderKey) && account.Orders.FindByKey(draft.OrderKey) is { } found ? Replace(found, draft) : Create(draft);
    }

    /// <summary>Gives lines their ids and dates. A line that is there already, by key or else by SKU and price, keeps its id and its date of creation.</summary>
    public List<OrderItem> Lines(ItemDraft[] drafts, List<OrderItem> before)
    {
        var left = new List<OrderItem>(before);
        var lines = new List<OrderItem>(drafts.Length);
        foreach (var draft in drafts)
        {
            var productId = draft.Adjustment ? null : account.Products.IdOf(draft.Sku);
            if (Match(draft, left) is { } same)
            {
                left.Remove(same);
                lines.Add(same with { Draft = draft, ProductId = productId, ModifyDate = draft.SameAs(same.Draft) ? same.ModifyDate : account.Now });
            }
            else
            {
                lines.Add(new OrderItem(account.Orders.NextItemId(), draft, productId, account.Now, account.Now));
            }
        }
        return lines;
    }

    private WriteResult Create(OrderDraft draft)
    {
        var now = account.Now;
        var order = new OrderRecord
        {
            OrderId = account.Orders.NextOrderId(),
            OrderKey = string.IsNullOrEmpty(draft.OrderKey) ? Guid.NewGuid().ToString("N") : draft.OrderKey,
            StoreId = draft.Advanced.StoreId ?? account.Stores.Default!.StoreId,
            CreateDate = now,
            ModifyDate = now,
            Sent = draft with { Items = [] },
            Status = draft.Status!,
            ShipTo = draft.ShipTo!,
            CustomerId = account.Customers.IdFor(draft, now),
            TagIds = [.. (draft.TagIds ?? []).Distinct()],
        };
        Fill(order, draft);
        account.Orders.Add(order);
        account.Maintenance.Expect(order);
        return new WriteResult(order, null, Notifies: order.Status != OrderStatus.AwaitingPayment, 200);
    }

    private WriteResult Replace(OrderRecord order, OrderDraft draft)
    {
        if (order.Departure is not null) return WriteResult.Refused("The order was merged into another and cannot be changed.");
        if (!OrderStatus.IsOpen(order.Status)) return WriteResult.Refused($"The order is {order.Status} and cannot be changed.");
        if (draft.Status == OrderStatus.Shipped) return WriteResult.Refused("An order can be shipped on creation only; mark it as shipped instead.");

        // An address that was normalised stays so until another one is sent.
        if (draft.ShipTo != order.Sent.ShipTo && draft.ShipTo != order.ShipTo)
        {
            order.ShipTo = draft.ShipTo!;
            order.AddressVerified = AddressCheck.NotYet;
        }
        var leavesPayment = order.Status == OrderStatus.AwaitingPayment && draft.Status is not (OrderStatus.AwaitingPayment or OrderStatus.Cancelled);
        order.Status = draft.Status!;
        order.CustomerId = account.Customers.IdFor(draft, account.Now);
        order.TagIds = [.. order.TagIds.Union(draft.TagIds ?? [])];
        account.Orders.Resend(order, draft);
        Fill(order, draft);
        account.Orders.Touch(order, account.Now);
        account.Maintenance.Expect(order);
        return new WriteResult(order, null, Notifies: leavesPayment, 200);
    }

    private void Fill(OrderRecord order, OrderDraft draft)
    {
        order.Items = Lines(draft.Items, order.Items);
        order.WarehouseId = draft.Advanced.WarehouseId;
        order.Weight = draft.Weight ?? order.ItemWeight() ?? new Weight(0m, "ounces");
        order.HoldUntilDate = draft.HoldUntilDate;
        // V1 knows one box.
        order.Boxes = null;
    }

    private static OrderItem? Match(ItemDraft draft, List<OrderItem> left) =>
        (draft.LineItemKey is { } key ? left.Find(item => item.Draft.LineItemKey == key) : null)
        ?? left.Find(item => item.Draft.Sku == draft.Sku && item.Draft.UnitPrice == draft.UnitPrice && (draft.LineItemKey is null || item.Draft.LineItemKey is null));

    private static string Cut(string number) => number.Length <= OrderRules.LongestNumber ? number : number[..OrderRules.LongestNumber];
}
