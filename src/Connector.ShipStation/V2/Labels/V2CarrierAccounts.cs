using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Labels.Wire;

namespace Connector.ShipStation.V2.Labels;

/// <summary>Carriers over V2 (GET /v2/carriers): one response brings accounts, services and packages.</summary>
internal sealed class V2CarrierAccounts(ShipStationClient api) : ICarrierAccounts
{
    private readonly DayCache<IReadOnlyList<WireV2Carrier>> _carriers = new(api.Clock);

    public async Task<IReadOnlyList<CarrierAccount>> ListAsync(CancellationToken cancellationToken) => CarriersFromV2.Accounts(await KeptAsync(cancellationToken), withBalance: false);

    public async Task<IReadOnlyList<CarrierAccount>> ReadBalancesAsync(CancellationToken cancellationToken) =>
        CarriersFromV2.Accounts(await ReadAsync(cancellationToken), withBalance: true);

    public async Task<IReadOnlyList<CarrierService>> ListServicesAsync(string carrierCode, CancellationToken cancellationToken) =>
        CarriersFromV2.Services(await KeptAsync(cancellationToken), carrierCode);

    public async Task<IReadOnlyList<CarrierPackage>> ListPackagesAsync(string carrierCode, CancellationToken cancellationToken) =>
        CarriersFromV2.Packages(await KeptAsync(cancellationToken), carrierCode);

    private Task<IReadOnlyList<WireV2Carrier>> KeptAsync(CancellationToken cancellationToken) => _carriers.GetAsync("", () => ReadAsync(cancellationToken));

    private Task<IReadOnlyList<WireV2Carrier>> ReadAsync(CancellationToken cancellationToken) => api.SendAsync(
        new ApiCall<IReadOnlyList<WireV2Carrier>>(api, HttpMethod.Get, "v2/carriers", static (body, _) =>
        {
            var rows = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Carriers)?.Carriers ?? throw new JsonException("The response has no carriers.");
            IReadOnlyList<WireV2Carrier> carriers = [.. rows.OfType<WireV2Carrier>().Where(static row => !string.IsNullOrEmpty(row.CarrierCode))];
            return new Reading<IReadOnlyList<WireV2Carrier>>(carriers, Summary: string.Create(CultureInfo.InvariantCulture, $"{carriers.Count} carriers"));
        })
        {
            Lane = RateLane.Preparing
        },
        cancellationToken);
}
