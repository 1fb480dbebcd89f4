using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>
/// What the service does to orders by itself as time passes: the second look some seconds after a write, and the end of a hold. Nothing ticks; whoever
/// reads or writes first catches up, and changes carry the time at which they were due.
/// </summary>
internal sealed class OrderMaintenance(ShipStationAccount account, TimeSpan lookAgainAfter)
{
    private readonly PriorityQueue<OrderRecord, DateTimeOffset> _looks = new();
    private readonly PriorityQueue<OrderRecord, DateTimeOffset> _releases = new();

    /// <summary>Notes what is due for an order that was just written.</summary>
    public void Expect(OrderRecord order)
    {
        var due = account.Clock.GetUtcNow() + lookAgainAfter;
        order.LookAgainAt = due;
        _looks.Enqueue(order, due);
        if (order is { Status: OrderStatus.OnHold, HoldUntilDate: { } until }) ExpectRelease(order, until);
    }

    /// <summary>A date that has passed already ends the hold at once.</summary>
    public void ExpectRelease(OrderRecord order, DateOnly until)
    {
        var due = PacificTime.StartOf(until);
        var now = account.Clock.GetUtcNow();
        _releases.Enqueue(order, due > now ? due : now);
    }

    /// <summary>Does all that is due by now.</summary>
    public void CatchUp()
    {
        var now = account.Clock.GetUtcNow();
        while (_looks.TryPeek(out var order, out var due) && due <= now)
        {
            _looks.Dequeue();
            if (order.LookAgainAt == due) Look(order, PacificTime.FromUtc(due));
        }
        while (_releases.TryPeek(out var order, out var due) && due <= now)
        {
            _releases.Dequeue();
            Release(order, due);
        }
    }

    /// <summary>Takes the second look at every order that waits for one, whatever the time.</summary>
    /// <returns>How many.</returns>
    public int Settle()
    {
        CatchUp();
        var settled = 0;
        while (_looks.TryDequeue(out var order, out var due))
        {
            if (order.LookAgainAt != due) continue;
            Look(order, account.Now);
            settled++;
        }
        return settled;
    }

    /// <summary>The second look, now: a label cannot be bought for an address that was never looked at.</summary>
    public void LookNow(OrderRecord order)
    {
        if (order.LookAgainAt is not null) Look(order, account.Now);
    }

    public void Clear()
    {
        _looks.Clear();
        _releases.Clear();
    }

    private void Look(OrderRecord order, DateTime when)
    {
        order.LookAgainAt = null;
        if (order.Departure is not null) return;
        var changed = !order.WasLookedAt;
        order.WasLookedAt = true;
        changed |= Products(order);
        // What is closed is left as it is.
        if (OrderStatus.IsOpen(order.Status)) changed |= Improve(order);
        if (changed) account.Orders.Touch(order, when);
    }

    private bool Products(OrderRecord order)
    {
        var changed = false;
        for (var i = 0; i < order.Items.Count; i++)
        {
            var item = order.Items[i];
            if (item.Draft.Adjustment || string.IsNullOrEmpty(item.Draft.Sku)) continue;
            var productId = account.Products.Learn(item.Draft, account.Now);
            if (item.ProductId == productId) continue;
            order.Items[i] = item with { ProductId = productId };
            changed = true;
        }
        return changed;
    }

    private bool Improve(OrderRecord order)
    {
        var changed = false;
        if (order.AddressVerified == AddressCheck.NotYet)
        {
            (order.ShipTo, order.AddressVerified) = AddressCheck.Run(order.ShipTo);
            changed = order.AddressVerified != AddressCheck.NotYet;
        }
        if (order.WarehouseId is null)
        {
            order.WarehouseId = account.Warehouses.Default.WarehouseId;
            changed = true;
        }
        if (order.ItemWeight() is { } sum && sum != order.Weight)
        {
            order.Weight = sum;
            changed = true;
        }
        return changed;
    }

    private void Release(OrderRecord order, DateTimeOffset due)
    {
        var isStillHeld = order is { Departure: null, Status: OrderStatus.OnHold, HoldUntilDate: { } until } && PacificTime.StartOf(until) <= due;
        if (!isStillHeld) return;
        order.Status = OrderStatus.AwaitingShipment;
        order.HoldUntilDate = null;
        account.Orders.Touch(order, PacificTime.FromUtc(due));
    }
}
