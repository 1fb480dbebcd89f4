using Connector.Core.Model.Orders;

namespace Connector.ShipStation.Mapping;

/// <summary>The shop orders behind order keys, for the journal; keys of others (manual orders, other integrations) are passed over.</summary>
internal static class ShopOrderIds
{
    public static IReadOnlyList<string> From(IEnumerable<string?> orderKeys) =>
        [.. orderKeys.Select(static key => OrderKeys.TryParse(key, out var id, out _) ? id : null).OfType<string>().Distinct(StringComparer.Ordinal)];
}
