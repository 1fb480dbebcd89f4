using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>The account's warehouses as calls left them. There is always one default.</summary>
internal sealed class WarehouseBook
{
    private List<WarehouseData> _all = [.. AccountData.Warehouses];
    private long _lastId = AccountData.Warehouses.Max(static warehouse => warehouse.WarehouseId);

    public IReadOnlyList<WarehouseData> All => _all;

    public WarehouseData Default => _all.First(static warehouse => warehouse.IsDefault);

    public WarehouseData? Find(long? id) => _all.Find(warehouse => warehouse.WarehouseId == id);

    /// <summary>Where an order leaves from.</summary>
    public Address Origin(OrderRecord order)
    {
        var place = (Find(order.WarehouseId) ?? Default).Place;
        return order.ShipFrom ?? new Address { Name = place.Name, Street1 = place.Street, City = place.City, State = place.State, PostalCode = place.PostalCode, Country = place.Country };
    }

    public WarehouseData Add(string name, PlaceData place, bool isDefault)
    {
        var made = new WarehouseData(++_lastId, name, isDefault, place);
        Put(made);
        return made;
    }

    public void Put(WarehouseData warehouse)
    {
        if (warehouse.IsDefault) _all = _all.ConvertAll(static other => other with { IsDefault = false });
        var at = _all.FindIndex(other => other.WarehouseId == warehouse.WarehouseId);
        if (at < 0) _all.Add(warehouse);
        else _all[at] = warehouse;
    }

    public void Remove(WarehouseData warehouse) => _all.RemoveAll(other => other.WarehouseId == warehouse.WarehouseId);

    public void Clear() => _all = [.. AccountData.Warehouses];
}
