using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Customers as they arise from orders that carry a user name.</summary>
internal sealed class CustomerBook
{
    private readonly Dictionary<string, CustomerRecord> _byName = new(StringComparer.OrdinalIgnoreCase);
    private long _lastId = 71_000_000;

    public IEnumerable<CustomerRecord> All => _byName.Values.OrderBy(customer => customer.CustomerId);

    /// <summary>Null for an order without a user name: no profile is made.</summary>
    public long? IdFor(OrderDraft order, DateTime now)
    {
        if (string.IsNullOrWhiteSpace(order.CustomerUsername)) return null;
        var isKnown = _byName.TryGetValue(order.CustomerUsername, out var known);
        if (isKnown && known!.Address == order.BillTo && known.Email == order.CustomerEmail) return known.CustomerId;
        var customer = new CustomerRecord(known?.CustomerId ?? ++_lastId, order.CustomerUsername, order.CustomerEmail, order.BillTo!, known?.CreateDate ?? now, now);
        _byName[order.CustomerUsername] = customer;
        return customer.CustomerId;
    }

    public void Clear() => _byName.Clear();
}

internal sealed record CustomerRecord(long CustomerId, string Username, string? Email, Address Address, DateTime CreateDate, DateTime ModifyDate);
