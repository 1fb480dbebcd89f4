using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Labels;

/// <summary>Addresses of the warehouses over V1 (GET /warehouses): one call a day.</summary>
internal sealed class Origins(ShipStationClient api) : IOrigins
{
    private readonly DayCache<IReadOnlyList<WarehouseEntry>> _warehouses = new(api.Clock);

    public async Task<ShippingAddress?> FindAsync(long? warehouseId, CancellationToken cancellationToken)
    {
        var all = await _warehouses.GetAsync("", () => ReadAsync(cancellationToken));
        var found = warehouseId is null ? all.FirstOrDefault(static w => w.IsDefault == true) ?? (all.Count == 1 ? all[0] : null) : all.FirstOrDefault(w => w.WarehouseId == warehouseId);
        return found?.OriginAddress is { } address ? WireReader.Address(address) : null;
    }

    private Task<IReadOnlyList<WarehouseEntry>> ReadAsync(CancellationToken cancellationToken) => api.SendAsync(
        new ApiCall<IReadOnlyList<WarehouseEntry>>(api, HttpMethod.Get, "warehouses", static (body, _) =>
        {
            var rows = JsonSerializer.Deserialize(body.Span, WireJson.Default.IReadOnlyListWarehouseEntry) ?? throw new JsonException("The response is null.");
            return new Reading<IReadOnlyList<WarehouseEntry>>(rows, Summary: string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows"));
        })
        {
            Lane = RateLane.Preparing
        },
        cancellationToken);
}
