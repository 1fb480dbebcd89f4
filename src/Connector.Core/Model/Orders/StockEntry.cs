namespace Connector.Core.Model.Orders;

/// <summary>What is on stock of a SKU.</summary>
public sealed record StockEntry(string Sku, string? SupplyChannelId, long Available)
{
    /// <summary>The channel's key where it is known; routing rules name channels by key.</summary>
    public string? SupplyChannelKey { get; init; }
}
