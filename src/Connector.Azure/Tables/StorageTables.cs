using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>The connector's tables in one storage account.</summary>
/// <param name="prefix">Before every name: keeps several sets of tables in one account apart.</param>
internal sealed class StorageTables(TableServiceClient service, string prefix = "")
{
    public StorageTable SyncRows { get; } = new(service.GetTableClient(prefix + TableNames.SyncRows));
    public StorageTable ShippingOrders { get; } = new(service.GetTableClient(prefix + TableNames.ShippingOrders));
    public StorageTable Shipments { get; } = new(service.GetTableClient(prefix + TableNames.Shipments));
    public StorageTable Parcels { get; } = new(service.GetTableClient(prefix + TableNames.Parcels));
    public StorageTable SeenNotifications { get; } = new(service.GetTableClient(prefix + TableNames.SeenNotifications));
    public StorageTable Lookups { get; } = new(service.GetTableClient(prefix + TableNames.Lookups));
    public StorageTable JournalEntries { get; } = new(service.GetTableClient(prefix + TableNames.JournalEntries));
    public StorageTable Exchanges { get; } = new(service.GetTableClient(prefix + TableNames.Exchanges));
    public StorageTable Labels { get; } = new(service.GetTableClient(prefix + TableNames.Labels));
    public StorageTable LabelSpends { get; } = new(service.GetTableClient(prefix + TableNames.LabelSpends));
    public StorageTable ErrorCases { get; } = new(service.GetTableClient(prefix + TableNames.ErrorCases));
    public StorageTable Overrides { get; } = new(service.GetTableClient(prefix + TableNames.Overrides));
    public StorageTable Orders { get; } = new(service.GetTableClient(prefix + TableNames.Orders));
    public StorageTable Controls { get; } = new(service.GetTableClient(prefix + TableNames.Controls));
}
