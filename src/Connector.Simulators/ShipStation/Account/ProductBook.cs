using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Products as they arise from the SKUs of orders, some seconds after the first order that has one.</summary>
internal sealed class ProductBook
{
    private readonly Dictionary<string, ProductRecord> _bySku = new(StringComparer.OrdinalIgnoreCase);
    private long _lastId = 3_100_000;

    public IEnumerable<ProductRecord> All => _bySku.Values.OrderBy(product => product.ProductId);

    /// <summary>The service's own id; null while the SKU is unknown.</summary>
    public long? IdOf(string? sku) => !string.IsNullOrEmpty(sku) && _bySku.TryGetValue(sku, out var product) ? product.ProductId : null;

    /// <summary>The id of the item's SKU, which becomes a product if it is none yet.</summary>
    public long Learn(ItemDraft item, DateTime now)
    {
        if (_bySku.TryGetValue(item.Sku!, out var known)) return known.ProductId;
        var product = new ProductRecord(++_lastId, item.Sku!, item.Name, item.UnitPrice, item.Weight?.Ounces, now);
        _bySku.Add(product.Sku, product);
        return product.ProductId;
    }

    public ProductRecord? Find(long id) => _bySku.Values.FirstOrDefault(product => product.ProductId == id);

    /// <summary>Its SKU stays what it is.</summary>
    public void Change(ProductRecord product) => _bySku[product.Sku] = product;

    public void Clear() => _bySku.Clear();
}

internal sealed record ProductRecord(long ProductId, string Sku, string? Name, decimal? Price, decimal? WeightOunces, DateTime CreateDate)
{
    public DateTime? ModifyDate { get; init; }
    public bool Active { get; init; } = true;

    /// <summary>What else people or programs have set, by the name of the member.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, decimal> Numbers { get; init; } = new Dictionary<string, decimal>();
    public bool NoCustoms { get; init; }
}
