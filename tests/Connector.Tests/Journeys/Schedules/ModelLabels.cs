using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.TestSupport;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>What the account can do about labels: one carrier, one service, one price.</summary>
internal sealed class ModelLabels(ModelShipStation account, bool hasV2, IPortHost host, TimeProvider clock)
    : ILabelAccounts, ILabelAccount, IRates, ILabelPurchases, ILabelReadings, ILabelVoids, ICarrierAccounts, IOrigins, ILabelDocuments
{
    public const string Carrier = "stamps_com";
    public const string Service = "usps_ground_advantage";
    private const long CarrierId = 7;

    public IReadOnlyList<string> Names { get; } = [A.Account];
    public string Name => A.Account;
    public bool HasV2 => hasV2;
    public TimeSpan LongestCall => account.LongestCall;
    public IRates Rates => field ??= GatedPort.Before<IRates>(this, host);
    public ILabelPurchases Purchases => field ??= GatedPort.Before<ILabelPurchases>(this, host);
    public ILabelReadings Readings => field ??= GatedPort.Before<ILabelReadings>(this, host);
    public ILabelVoids Voids => this;
    public ICarrierAccounts Carriers => this;
    public IOrigins Origins => this;
    public ILabelShipments? Shipments => null;
    public ILabelBatches? Batches => null;
    public ILabelDocuments Documents => this;

    public ILabelAccount Get(string name) => this;

    public Task<RateQuote> QuoteAsync(RateRequest request, CancellationToken cancellationToken) => Task.FromResult(new RateQuote(
        QuoteStatus.Completed,
        [new ShippingRate { CarrierCode = Carrier, CarrierAccountId = hasV2 ? CarrierId : null, ServiceCode = Service, ShippingAmount = ModelShipStation.Price, RateId = hasV2 ? "se-rate-1" : null, Validity = RateValidity.Valid }],
        [], clock.GetUtcNow()));

    public Task<PurchaseResult> BuyAsync(PurchaseRequest request, CancellationToken cancellationToken)
    {
        var label = account.Buy(request.ShippingOrderId, request.CarrierCode, request.ServiceCode);
        return Task.FromResult<PurchaseResult>(new PurchaseResult.Bought(new PurchasedLabel
        {
            Api = hasV2 ? LabelApi.V2 : LabelApi.V1, ShipmentId = label.Id, LabelId = LabelRecords.From(label).LabelId, ShippingOrderId = label.ShippingOrderId, Status = LabelStatus.Completed,
            TrackingNumber = label.TrackingNumber, ShipmentCost = label.ShipmentCost, InsuranceCost = 0m, CreatedAt = label.CreatedAt, CarrierCode = Carrier, ServiceCode = Service
        }));
    }

    public Task<IReadOnlyList<LabelRecord>> ListOfOrderAsync(long shippingOrderId, LabelApi api, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LabelRecord>>([.. account.VisibleLabels().Where(l => l.ShippingOrderId == shippingOrderId).Select(l => LabelRecords.From(l) with { Api = api })]);

    public Task<ShippingPage<LabelRecord>> ListCreatedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult(new ShippingPage<LabelRecord>([.. account.VisibleLabels().Where(l => l.CreatedAt >= window.From).Select(l => LabelRecords.From(l) with { Api = api })], false, []));

    public Task<ShippingPage<LabelRecord>> ListVoidedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken) => Task.FromResult(new ShippingPage<LabelRecord>([], false, []));

    public Task<LabelRecord?> FindAsync(string labelId, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult(account.VisibleLabels().Select(LabelRecords.From).FirstOrDefault(l => l.LabelId == labelId));

    public Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<CarrierAccount>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CarrierAccount>>([Account()]);
    public Task<IReadOnlyList<CarrierAccount>> ReadBalancesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CarrierAccount>>([Account() with { Balance = account.Balance }]);
    public Task<IReadOnlyList<CarrierService>> ListServicesAsync(string carrierCode, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CarrierService>>([]);
    public Task<IReadOnlyList<CarrierPackage>> ListPackagesAsync(string carrierCode, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CarrierPackage>>([]);
    public Task<ShippingAddress?> FindAsync(long? warehouseId, CancellationToken cancellationToken) => Task.FromResult<ShippingAddress?>(null);
    public Task<DocumentResult> DownloadAsync(LabelDocument document, CancellationToken cancellationToken) => Task.FromResult<DocumentResult>(new DocumentResult.NotFound(404));

    private static CarrierAccount Account() => new() { Code = Carrier, AccountId = CarrierId, Name = "Carrier", RequiresFunds = true, IsPrimary = true };
}
