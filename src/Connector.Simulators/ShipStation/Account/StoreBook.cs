namespace Connector.Simulators.ShipStation.Account;

/// <summary>The account's stores as calls left them. Stores are made in the pages only.</summary>
internal sealed class StoreBook
{
    private readonly Dictionary<long, StoreData> _changed = [];

    public IEnumerable<StoreData> All => AccountData.Stores.Select(store => _changed.GetValueOrDefault(store.StoreId, store));

    /// <summary>Where orders go that name no store; null while none is active.</summary>
    public StoreData? Default => All.FirstOrDefault(static store => store.Active);

    public StoreData? Find(long? id) => All.FirstOrDefault(store => store.StoreId == id);

    public void Change(StoreData store) => _changed[store.StoreId] = store;

    public void Clear() => _changed.Clear();
}
