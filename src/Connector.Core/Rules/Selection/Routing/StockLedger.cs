using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>What is left at each location while one order is routed.</summary>
internal sealed class StockLedger
{
    private readonly Dictionary<(string Sku, int Location), long> _available = [];

    public StockLedger(IReadOnlyList<LocationRule> locations, IReadOnlyList<StockEntry> stock)
    {
        foreach (var entry in stock)
        {
            for (var i = 0; i < locations.Count; i++)
            {
                var channel = locations[i].SupplyChannel ?? locations[i].Key;
                if (entry.SupplyChannelKey == channel || entry.SupplyChannelId == channel) Add(entry.Sku, i, Math.Max(entry.Available, 0));
            }
        }
    }

    public long Available(string? sku, int location) =>
        sku is not null && _available.TryGetValue((sku, location), out var units) ? Math.Max(units, 0) : 0;

    /// <summary>May go below zero: a rule that does not ask for stock takes what others counted on.</summary>
    public void Take(string? sku, int location, long units)
    {
        if (sku is not null && _available.Count > 0) Add(sku, location, -units);
    }

    public void Add(string sku, int location, long units)
    {
        var sum = (Int128)_available.GetValueOrDefault((sku, location)) + units;
        _available[(sku, location)] = (long)Int128.Clamp(sum, long.MinValue, long.MaxValue);
    }
}
