using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The four ways to buy a label by V2. What is refused, and in which order, is a table in docs/shipstation-simulator.md.</summary>
internal static class V2PurchaseRoutes
{
    /// <summary>POST /v2/labels/rates/{id}: shipment, carrier, service and package are those of the rate.</summary>
    public static Response ByRate(ApiCall call)
    {
        if (call.Account.Quotes.Find(call.Id) is not { } quote) return V2Refusals.NotFound();
        var (body, refusal) = V2Body.Read(call, V2LabelOptions.Members);
        if (refusal is not null) return refusal;
        var options = V2LabelOptions.Read(body);
        if (V2PurchaseChecks.Rate(call.Account, quote) is { } stale) return stale;
        return Buy(call, V2PurchaseChecks.FromRate(call.Account, quote, Buyer.V2), options, quote.Order!.Sent.International);
    }

    /// <summary>POST /v2/labels/shipment/{id}: carrier and service are those stored on the shipment.</summary>
    public static Response ByShipment(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is not { } order) return V2Refusals.NotFound();
        var (body, refusal) = V2Body.Read(call, V2LabelOptions.Members);
        if (refusal is not null) return refusal;
        var options = V2LabelOptions.Read(body);
        var (purchase, wrong) = V2PurchaseChecks.FromShipment(call.Account, order, Buyer.V2);
        return purchase is null ? wrong! : Buy(call, purchase, options, order.Sent.International);
    }

    /// <summary>POST /v2/labels: makes a shipment of its own, each time a new one.</summary>
    public static Response Inline(ApiCall call)
    {
        var (body, refusal) = V2Body.Read(call, V2LabelOptions.InlineMembers);
        if (refusal is not null) return refusal;
        if (body.Has("shipment_id")) return V2Refusals.Clash("shipment_id");
        if (!body.Has("shipment")) return V2Refusals.Missing("shipment");
        var inside = body.Part("shipment");
        if (inside.Has("shipment_id")) return V2Refusals.Clash("shipment.shipment_id");
        if (inside.Has("carrier_id") && !inside.Has("service_code")) return V2Refusals.Missing("service_code");
        if (!inside.Has("carrier_id")) return V2Refusals.NoService();
        var options = V2LabelOptions.Read(body);
        var view = body.View;
        var (isReturn, isTest) = (view.Flag("is_return_label") ?? false, view.Flag("test_label") ?? false);
        var (rma, outbound) = (view.Text("rma_number"), V2Routes.ReadId(view.Text("outbound_label_id")));
        if (body.Unreadable is { } unreadable) return unreadable;
        var (shipment, wrong) = V2InlineShipment.Read(call, inside);
        if (shipment is null) return wrong!;
        var carrier = shipment.Carrier!;
        if (carrier.Service(shipment.Draft.ServiceCode) is not { } service) return V2Refusals.NoService();
        var purchase = new LabelPurchase
        {
            Order = OrphanOrders.Create(call.Account, shipment.Draft, isListed: false), Buyer = Buyer.V2, Carrier = carrier, Service = service, Package = shipment.Draft.PackageCode!,
            Confirmation = shipment.Draft.Confirmation, ShipDate = shipment.ShipDate ?? call.Account.Today, Parcels = shipment.Draft.Parcels, IsTest = isTest, IsReturn = isReturn,
            IsOrphan = true, RmaNumber = rma, OutboundLabelId = outbound, ChargeEvent = options.ChargeEvent
        };
        return Buy(call, purchase, options, shipment.Draft.International);
    }

    /// <summary>POST /v2/labels/{id}/return: all items back, within the country.</summary>
    public static Response Return(ApiCall call)
    {
        if (call.Account.Shipments.Find(call.Id) is not { } outbound) return V2Refusals.NotFound();
        var (body, refusal) = V2Body.Read(call, V2LabelOptions.ReturnMembers);
        if (refusal is not null) return refusal;
        var options = V2LabelOptions.Read(body);
        var carrier = CarrierBook.ById(outbound.Details.CarrierId)!;
        if (outbound.IsReturnLabel || outbound.Details.NeedsForm || !ServiceOffer.IsDomestic(carrier.Code, outbound.ShipTo.Country))
            return V2Refusals.Rule("return_label_not_supported", "A return label is not supported for this label.");
        if (options.ChargeEvent == "on_creation" && !carrier.RequiresFundedAccount) return V2Refusals.Rule("invalid_charge_event", "The charge event is not valid for this carrier.");
        var purchase = new LabelPurchase
        {
            Order = outbound.Order, Buyer = Buyer.V2, Carrier = carrier, Service = carrier.Service(outbound.ServiceCode)!, Package = outbound.PackageCode, Confirmation = "none",
            ShipDate = call.Account.Today, Parcels = outbound.Details.Parcels.Count > 0 ? outbound.Details.Parcels : [new Parcel(outbound.Weight, outbound.Dimensions)], IsReturn = true,
            OutboundLabelId = outbound.ShipmentId, ChargeEvent = ChargeEvent(options.ChargeEvent, carrier)
        };
        return Buy(call, purchase, options, International.None);
    }

    /// <summary>Wallets pay at creation, most others when the carrier takes the parcel.</summary>
    private static string ChargeEvent(string? asked, CarrierData carrier) => asked is null or "carrier_default" ? carrier.RequiresFundedAccount ? "on_creation" : "on_carrier_acceptance" : asked;

    private static Response Buy(ApiCall call, LabelPurchase purchase, V2LabelOptions options, International declared)
    {
        var account = call.Account;
        purchase = purchase with { Format = options.Format, Layout = options.Layout, DisplayScheme = options.DisplayScheme };
        if (V2PurchaseChecks.State(account, purchase) is { } closed) return closed;
        if (options.Refusal is { } sheet) return sheet;
        if (V2PurchaseChecks.Carrier(account, purchase, declared) is { } refused) return refused;
        if (purchase.IsOrphan) OrphanOrders.List(account, purchase.Order);
        var (label, error) = account.Purchases.Buy(purchase);
        if (label is null) return V2Refusals.ByCarrier(purchase.Carrier, "unspecified", error!);
        Report(account, label);
        return Response.Json(writer => V2LabelJson.Write(account, writer, label, options.Inline));
    }

    /// <summary>Returns are no business of V1.</summary>
    private static void Report(ShipStationAccount account, ShipmentRecord label)
    {
        if (label.IsReturnLabel) account.Webhooks.LabelsMadeByV2(label.BatchId, [label.Order.StoreId]);
        else account.Webhooks.LabelsMade(label.BatchId, [label.Order.StoreId]);
    }
}
