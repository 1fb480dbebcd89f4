using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Money;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>
/// Buys labels for calls of either API: price, label, money, violations. It is harsher than the service where money is lost: what may be dangerous is accepted, charged and noted, or refused
/// where the switch for it is on. The checks of carrier, address and customs are the caller's, because their order differs.
/// </summary>
internal sealed class LabelPurchases(ShipStationAccount account)
{
    private const string TestTracking = "9999999999999999999999";

    /// <summary>The details of a label that people bought: listed at once.</summary>
    public LabelDetails ByPeople(string carrierCode)
    {
        var now = account.Clock.GetUtcNow();
        return new() { CarrierId = AccountData.Carrier(carrierCode)!.ProviderId, Buyer = Buyer.People, BoughtAt = now, ListedV1At = now, ListedV2At = now };
    }

    public Price Price(LabelPurchase purchase)
    {
        if (purchase.IsTest) return new(0m, 0m, 0m, 0m);
        var content = ShipmentContent.From(purchase.Order);
        var zone = PriceList.Zone(content.FromPostalCode, content.To.PostalCode, content.To.Country);
        var factor = account.Switches.PriceFactor * account.Switches.PurchasePriceFactor * QuoteMaker.Second(purchase.Carrier);
        return PriceList.Compute(purchase.Carrier.Code, purchase.Service.Code, purchase.Package, zone, purchase.Parcels, purchase.Confirmation, content.IsHome).Times(factor);
    }

    /// <summary>Whether the wallet of the carrier holds the price.</summary>
    public bool CanPay(LabelPurchase purchase) => purchase.ChargeEvent == MoneyDesk.OnAcceptance || account.Money.CanPay(purchase.Carrier, Price(purchase).Total);

    /// <summary>The first violation that the switches refuse; noted. Null when the purchase may go on.</summary>
    public string? Refused(LabelPurchase purchase)
    {
        if (Violated(purchase).FirstOrDefault(account.Switches.Refuses) is not { } kind) return null;
        account.Money.Violate(kind, purchase.Order, refused: true);
        return kind;
    }

    /// <summary>Buys it. Events are the caller's, because one event may be for many.</summary>
    /// <returns>The label, or why it was refused.</returns>
    public (ShipmentRecord? Label, string? Error) Buy(LabelPurchase purchase)
    {
        var violations = Violated(purchase).ToList();
        var order = purchase.Order;
        var price = Price(purchase);
        account.Maintenance.LookNow(order);
        var parcel = purchase.Parcels[0];
        var request = new LabelRequest
        {
            CarrierCode = purchase.Carrier.Code,
            ServiceCode = purchase.Service.Code,
            PackageCode = purchase.Package,
            Confirmation = purchase.Confirmation,
            ShipDate = purchase.ShipDate,
            Weight = parcel.Weight,
            Dimensions = parcel.Dimensions,
            Insurance = parcel.InsuredValue > 0 ? new Insurance("carrier", InsureShipment: true, parcel.InsuredValue) : null,
            TrackingNumber = purchase.IsTest ? TestTracking : null,
            Cost = price.Label,
            InsuranceCost = price.Insurance,
            IsReturn = purchase.IsReturn,
            WithoutLines = !purchase.IsReturn && !purchase.IsTest && account.Shipments.Covers(order),
            LeavesOrder = purchase.IsTest,
            NoItems = order.Items.Count == 0,
            Force = true,
            Details = Details(purchase, price)
        };
        var (label, error) = account.Labels.Buy(order, request, purchase.BatchId ?? account.Shipments.NextBatchId());
        if (label is null) return (null, error);
        foreach (var kind in violations) account.Money.Violate(kind, order, refused: false);
        account.Money.Charge(label);
        if (!purchase.IsTest) account.Voids.Expect(label);
        return (label, null);
    }

    private IEnumerable<string> Violated(LabelPurchase purchase)
    {
        var order = purchase.Order;
        if (purchase.IsTest || purchase.IsReturn) yield break;
        if (purchase.IsOrphan)
        {
            yield return ViolationKind.OrphanLabel;
            yield break;
        }
        var labels = account.Shipments.ListOrder(order.OrderId).Where(static label => !label.IsReturnLabel && !label.Details.IsTest).ToList();
        var isLive = labels.Exists(static label => label.VoidDate is null);
        if (isLive && (order.Status == OrderStatus.Shipped || account.Shipments.Covers(order))) yield return ViolationKind.SecondLiveLabel;
        else if (order.Status is OrderStatus.Shipped or OrderStatus.PendingFulfillment) yield return ViolationKind.OrderClosed;
        if (order.Status == OrderStatus.OnHold) yield return ViolationKind.OrderOnHold;
        if (order.Status == OrderStatus.AwaitingPayment) yield return ViolationKind.OrderUnpaid;
        if (account.Unknown.Contains(order.OrderId)) yield return ViolationKind.RepeatAfterUnknown;
        if (labels.Exists(label => label.VoidDate is { } voided && (order.ReleasedAt is not { } released || released < voided))) yield return ViolationKind.LabelAfterVoid;
    }

    private LabelDetails Details(LabelPurchase purchase, Price price)
    {
        var now = account.Clock.GetUtcNow();
        var switches = account.Switches;
        var weight = purchase.Parcels.Sum(static parcel => parcel.Weight.Ounces) * switches.CarrierWeightFactor;
        return new()
        {
            CarrierId = purchase.Carrier.ProviderId,
            Buyer = purchase.Buyer,
            BoughtAt = now,
            ListedV1At = now.AddSeconds(switches.VisibilitySecondsV1),
            ListedV2At = now.AddSeconds(switches.VisibilitySecondsV2),
            IsTest = purchase.IsTest,
            RateId = purchase.RateId,
            OutboundLabelId = purchase.OutboundLabelId,
            RmaNumber = purchase.RmaNumber,
            ChargeEvent = purchase.ChargeEvent,
            Format = purchase.Format,
            Layout = purchase.Layout,
            DisplayScheme = purchase.DisplayScheme,
            Price = price,
            Parcels = purchase.Parcels,
            CarrierWeight = new Weight(decimal.Round(weight, 2), "ounces"),
            NeedsForm = CustomsZones.Declares(purchase.Carrier.Code, account.Warehouses.Origin(purchase.Order), purchase.Order.ShipTo),
            ProcessingPolls = purchase.Buyer == Buyer.V2 ? switches.ProcessingPolls : 0,
            EndsIn = switches.ProcessingPolls > 0 && purchase.Buyer == Buyer.V2 ? switches.ProcessingEndsIn : null
        };
    }
}
