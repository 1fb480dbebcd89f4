using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Labels.Wire;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Labels;

/// <summary>Carriers over V1 (GET /carriers, /carriers/listservices, /carriers/listpackages): a call for each list. Funds are never added from here.</summary>
internal sealed class CarrierAccounts(ShipStationClient api) : ICarrierAccounts
{
    private readonly DayCache<IReadOnlyList<CarrierAccount>> _accounts = new(api.Clock);
    private readonly DayCache<IReadOnlyList<CarrierService>> _services = new(api.Clock);
    private readonly DayCache<IReadOnlyList<CarrierPackage>> _packages = new(api.Clock);

    public Task<IReadOnlyList<CarrierAccount>> ListAsync(CancellationToken cancellationToken) => _accounts.GetAsync("", () => ReadAsync(withBalance: false, cancellationToken));

    public Task<IReadOnlyList<CarrierAccount>> ReadBalancesAsync(CancellationToken cancellationToken) => ReadAsync(withBalance: true, cancellationToken);

    public Task<IReadOnlyList<CarrierService>> ListServicesAsync(string carrierCode, CancellationToken cancellationToken) => _services.GetAsync(carrierCode, async () =>
    {
        var rows = await ListAsync(PathOf("carriers/listservices", carrierCode), WireJson.Default.IReadOnlyListServiceEntry, cancellationToken);
        return
        [
            .. rows.Where(static row => row is { Code.Length: > 0 })
                .Select(row => new CarrierService(carrierCode, row.Code!, row.Name ?? "", row.Domestic ?? false, row.International ?? false))
        ];
    });

    public Task<IReadOnlyList<CarrierPackage>> ListPackagesAsync(string carrierCode, CancellationToken cancellationToken) => _packages.GetAsync(carrierCode, async () =>
    {
        var rows = await ListAsync(PathOf("carriers/listpackages", carrierCode), WireJson.Default.IReadOnlyListServiceEntry, cancellationToken);
        return [.. rows.Where(static row => row is { Code.Length: > 0 }).Select(row => new CarrierPackage(carrierCode, row.Code!, row.Name ?? ""))];
    });

    private async Task<IReadOnlyList<CarrierAccount>> ReadAsync(bool withBalance, CancellationToken cancellationToken)
    {
        var rows = await ListAsync("carriers", LabelsJson.Default.IReadOnlyListWireCarrier, cancellationToken);
        return [.. rows.Select(row => LabelFromWire.Carrier(row, withBalance)).OfType<CarrierAccount>()];
    }

    private static string PathOf(string list, string carrierCode) => new QueryString(list).Add("carrierCode", carrierCode).ToString();

    private Task<IReadOnlyList<T>> ListAsync<T>(string path, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken) => api.SendAsync(
        new ApiCall<IReadOnlyList<T>>(api, HttpMethod.Get, path, (body, _) =>
        {
            var rows = JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("The response is null.");
            // The numbers of carrier accounts and their balances are nobody's business.
            return new Reading<IReadOnlyList<T>>(rows, Summary: string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows"));
        })
        {
            Lane = RateLane.Preparing
        },
        cancellationToken);
}
