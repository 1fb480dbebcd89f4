using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>What V2 refuses at a purchase, once the body is read; for single labels and for batches alike.</summary>
internal static class V2PurchaseChecks
{
    /// <summary>A rate that is too old, or for what the shipment was before.</summary>
    public static Response? Rate(ShipStationAccount account, Quote quote)
    {
        if (quote.Order is not { Departure: null } || quote.Error is not null) return V2Refusals.StaleRate("The rate cannot be bought.");
        if (account.Clock.GetUtcNow() > quote.CreatedAt.AddHours(account.Switches.RateHours)) return V2Refusals.StaleRate("The rate has expired.");
        return ShipmentContent.From(quote.Order).Digest == quote.Content ? null : V2Refusals.StaleRate("The shipment has changed since the rate was made.");
    }

    public static LabelPurchase FromRate(ShipStationAccount account, Quote quote, Buyer buyer)
    {
        var order = quote.Order!;
        return new()
        {
            Order = order, Buyer = buyer, Carrier = quote.Carrier, Service = quote.Service, Package = quote.Package, Confirmation = order.Sent.Confirmation,
            ShipDate = quote.ShipDate > account.Today ? quote.ShipDate : account.Today, Parcels = ShipmentContent.From(order).Parcels, RateId = quote.RateId
        };
    }

    /// <summary>Null with a refusal when the shipment names no carrier and service, or a day that has passed.</summary>
    public static (LabelPurchase? Purchase, Response? Refusal) FromShipment(ShipStationAccount account, OrderRecord order, Buyer buyer)
    {
        account.Maintenance.LookNow(order);
        var sent = order.Sent;
        var carrier = account.Carriers.All.FirstOrDefault(any => any.Code == sent.CarrierCode);
        if (carrier is not null && sent.ServiceCode is null) return (null, V2Refusals.Missing("service_code"));
        if (carrier?.Service(sent.ServiceCode) is not { } service) return (null, V2Refusals.NoService());
        if (sent.ShipDate < account.Today) return (null, V2Refusals.Wrong("ship_date"));
        return (new()
        {
            Order = order, Buyer = buyer, Carrier = carrier, Service = service, Package = sent.PackageCode ?? "package", Confirmation = sent.Confirmation,
            ShipDate = sent.ShipDate ?? account.Today, Parcels = ShipmentContent.From(order).Parcels
        }, null);
    }

    /// <summary>Where the shipment is, and what the switches refuse.</summary>
    public static Response? State(ShipStationAccount account, LabelPurchase purchase)
    {
        if (purchase.Order.Status == OrderStatus.Cancelled) return V2Refusals.WrongStatus("The shipment is cancelled.");
        return account.Purchases.Refused(purchase) is { } kind ? V2Refusals.WrongStatus($"The label cannot be created: {kind.Replace('_', ' ')}.") : null;
    }

    /// <summary>What the carrier says, then the wallet.</summary>
    public static Response? Carrier(ShipStationAccount account, LabelPurchase purchase, International declared)
    {
        var (carrier, service, to) = (purchase.Carrier, purchase.Service, purchase.Order.ShipTo);
        if (!purchase.IsReturn && !ServiceOffer.Goes(carrier, service, to.Country)) return Refused("A shipping carrier error occurred: service not offered to this address.");
        if (!carrier.Packages.Contains(purchase.Package)) return V2Refusals.Wrong("package_code");
        if (purchase.Parcels.Count > 1 && !V2CarrierRoutes.TakesManyBoxes(carrier)) return Refused("A shipping carrier error occurred: the service does not support several packages.");
        if (LabelRules.Measures(carrier.Code, service.Code, purchase.Parcels) is { } heavy) return Refused(heavy);
        if (!purchase.IsReturn && LabelRules.Address(carrier.Code, to) is { } wrong) return V2Refusals.ByCarrier(carrier, "invalid_address", wrong);
        if (!account.Switches.AutoCustoms && !purchase.IsReturn && LabelRules.Customs(carrier.Code, account.Warehouses.Origin(purchase.Order), to, declared) is { } undeclared)
            return V2Refusals.Rule("customs_items_required", undeclared);
        if (purchase.Confirmation == "direct_signature" && carrier.Code != "fedex" || purchase.Confirmation is "delivery_mailed" or "verbal_confirmation")
            return V2Refusals.ByCarrier(carrier, "confirmation_not_supported", "The confirmation is not supported.");
        if (purchase.IsTest && carrier.Code is "dhl_express_worldwide") return Refused("A shipping carrier error occurred: test labels are not supported.");
        if (!account.Purchases.CanPay(purchase)) return V2Refusals.NoFunds(carrier);
        return account.Carriers.IsDown(carrier) ? V2Refusals.Usual(500) : null;

        Response Refused(string message) => V2Refusals.ByCarrier(carrier, "unspecified", message);
    }
}
