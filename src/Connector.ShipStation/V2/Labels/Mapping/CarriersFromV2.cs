using Connector.Core.Model.Labels;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>The carriers of an account with their services and packages, as one response brings them.</summary>
internal static class CarriersFromV2
{
    /// <param name="withBalance">False for what is kept: a balance that is old misleads.</param>
    public static IReadOnlyList<CarrierAccount> Accounts(IReadOnlyList<WireV2Carrier> rows, bool withBalance) =>
    [
        .. rows.Select(row => new CarrierAccount
        {
            Code = row.CarrierCode!,
            AccountId = V2Ids.Read(row.CarrierId),
            Name = row.FriendlyName ?? "",
            Nickname = WireReader.Text(row.Nickname),
            RequiresFunds = row.RequiresFundedAmount ?? false,
            Balance = withBalance && row.RequiresFundedAmount == true ? row.Balance : null,
            IsPrimary = row.Primary ?? false,
            IsDisabled = row.DisabledByBillingPlan ?? false
        })
    ];

    public static IReadOnlyList<CarrierService> Services(IReadOnlyList<WireV2Carrier> rows, string carrierCode) =>
    [
        .. rows.Where(row => row.CarrierCode == carrierCode).SelectMany(static row => row.Services ?? []).OfType<WireV2Service>()
            .Where(static s => !string.IsNullOrEmpty(s.ServiceCode)).DistinctBy(static s => s.ServiceCode, StringComparer.Ordinal)
            .Select(s => new CarrierService(carrierCode, s.ServiceCode!, s.Name ?? "", s.Domestic ?? false, s.International ?? false, s.IsMultiPackageSupported))
    ];

    public static IReadOnlyList<CarrierPackage> Packages(IReadOnlyList<WireV2Carrier> rows, string carrierCode) =>
    [
        .. rows.Where(row => row.CarrierCode == carrierCode).SelectMany(static row => row.Packages ?? []).OfType<WireV2CarrierPackage>()
            .Where(static p => !string.IsNullOrEmpty(p.PackageCode)).DistinctBy(static p => p.PackageCode, StringComparer.Ordinal)
            .Select(p => new CarrierPackage(carrierCode, p.PackageCode!, p.Name ?? ""))
    ];
}
