using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Documents;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>Labels by V1. What is refused, and in which order, is a table in docs/shipstation-simulator.md.</summary>
internal static class V1LabelRoutes
{
    /// <summary>POST /orders/createlabelfororder.</summary>
    public static Response CreateForOrder(ApiCall call)
    {
        if (Read(call, forOrder: true, out var body) is { } unreadable) return unreadable;
        if (call.Account.Orders.Find(body.OrderId!.Value) is not { } order) return Refusals.Message(404, "Order not found.");
        if (order.Status == OrderStatus.Cancelled) return Exception("The label cannot be created: the order is cancelled.");
        if (Freshness(call.Account, order) is { } fresh) return fresh;
        call.Account.Maintenance.LookNow(order);
        var dimensions = call.Account.Switches.IgnoreBodyDimensions ? order.Sent.Dimensions : body.Dimensions ?? order.Sent.Dimensions;
        var insurance = body.Insurance ?? order.Sent.Insurance;
        var parcel = new Parcel(body.Weight ?? order.Weight, dimensions, insurance.InsureShipment ? insurance.InsuredValue : 0m);
        return Buy(call, body, order, parcel, body.International ?? order.Sent.International, isOrphan: false);
    }

    /// <summary>POST /shipments/createlabel: a label that belongs to no order, each time a new one.</summary>
    public static Response CreateLabel(ApiCall call)
    {
        if (Read(call, forOrder: false, out var body) is { } unreadable) return unreadable;
        var insurance = body.Insurance ?? Insurance.None;
        var parcel = new Parcel(body.Weight!, body.Dimensions, insurance.InsureShipment ? insurance.InsuredValue : 0m);
        var draft = new OrphanDraft
        {
            ShipTo = body.ShipTo!, ShipFrom = body.ShipFrom, Parcels = [parcel], Confirmation = body.Confirmation!, International = body.International ?? International.None,
            CarrierCode = body.CarrierCode, ServiceCode = body.ServiceCode, PackageCode = body.PackageCode
        };
        return Buy(call, body, OrphanOrders.Create(call.Account, draft, isListed: false), parcel, draft.International, isOrphan: true);
    }

    /// <summary>POST /shipments/voidlabel.</summary>
    public static Response VoidLabel(ApiCall call)
    {
        var errors = new BindingErrors();
        var id = call.BodyObject("request", errors).Integer("shipmentId");
        if (errors.Any) return Refusals.NotBound(errors);
        if (id is null || call.Account.Shipments.Find(id.Value) is not { } shipment) return Refusals.NotFound();
        var outcome = call.Account.Voids.Void(shipment);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("approved", outcome.Approved);
            writer.WriteString("message", outcome.Message);
            writer.WriteEndObject();
        });
    }

    private static Response? Read(ApiCall call, bool forOrder, out V1LabelBody body)
    {
        var errors = new BindingErrors();
        body = V1LabelBody.Read(call.BodyObject("request", errors), errors);
        if (errors.Any) return Refusals.NotBound(errors);
        // As reported of the real service: no message, a null reference.
        if (string.IsNullOrEmpty(body.CarrierCode) || body.Confirmation is null || forOrder && !call.Account.Switches.ManualStore) return Refusals.Exception();
        body.Require(errors, forOrder);
        return errors.Any ? Refusals.NotBound(errors) : null;
    }

    /// <summary>An order whose address is still being normalised.</summary>
    private static Response? Freshness(ShipStationAccount account, OrderRecord order)
    {
        if (account.Switches.AddressSettlingSeconds <= 0 || account.Now >= order.ModifyDate.AddSeconds(account.Switches.AddressSettlingSeconds)) return null;
        var errors = new BindingErrors();
        errors.Add("request.shipTo", "The address is not valid.");
        return Refusals.NotBound(errors);
    }

    private static Response Buy(ApiCall call, V1LabelBody body, OrderRecord order, Parcel parcel, International declared, bool isOrphan)
    {
        var account = call.Account;
        var carrier = account.Carriers.All.FirstOrDefault(any => any.Code == body.CarrierCode);
        var purchase = new LabelPurchase
        {
            Order = order, Buyer = Buyer.V1, Carrier = carrier ?? AccountData.Carriers[0], Service = carrier?.Service(body.ServiceCode) ?? AccountData.Carriers[0].Services[0],
            Package = body.PackageCode ?? "", Confirmation = body.Confirmation!, ShipDate = body.ShipDate!.Value, Parcels = [parcel], IsTest = body.IsTest, IsOrphan = isOrphan
        };
        if (account.Purchases.Refused(purchase) is { } kind) return Exception($"The label cannot be created: {kind.Replace('_', ' ')}.");
        if (carrier?.Service(body.ServiceCode) is not { } service || !ServiceOffer.Goes(carrier, service, order.ShipTo.Country)) return Exception(RateRoutes.NoServices);
        if (body.PackageCode is null || !carrier.Packages.Contains(body.PackageCode)) return Exception("Invalid packageCode");
        if (body.IsTest && carrier.Code != "stamps_com") return Exception("Test labels are not supported for this carrier.");
        if (LabelRules.Measures(carrier.Code, service.Code, [parcel]) is { } heavy) return Exception(heavy);
        if (LabelRules.Address(carrier.Code, order.ShipTo) is { } wrong) return Exception(wrong);
        if (body.Confirmation == "direct_signature" && carrier.Code != "fedex") return Exception("A shipping carrier error occurred: the confirmation is not supported.");
        if (!account.Switches.AutoCustoms && LabelRules.Customs(carrier.Code, account.Warehouses.Origin(order), order.ShipTo, declared) is { } undeclared) return Exception(undeclared);
        if (!account.Purchases.CanPay(purchase)) return NoFunds(account);
        // Not a word of the reason, as when the carrier does not respond.
        if (account.Carriers.IsDown(carrier)) return Refusals.Message(500, "An error has occurred.");
        var (label, error) = account.Purchases.Buy(purchase);
        if (label is null) return Exception(error!);
        account.Webhooks.LabelsMade(label.BatchId, [order.StoreId]);
        return Show(label, isOrphan);
    }

    private static Response NoFunds(ShipStationAccount account)
    {
        const string Text = "Insufficient funds: the balance does not cover this label.";
        return account.Switches.FundsAsException ? Exception(Text) : Refusals.BadRequest(Text);
    }

    private static Response Exception(string message) => Refusals.Exception(message, "System.Exception");

    private static Response Show(ShipmentRecord label, bool isOrphan)
    {
        var document = Convert.ToBase64String(LabelDocument.Write([label], "pdf", "4x6", 1));
        var form = label.Details.NeedsForm ? Convert.ToBase64String(LabelDocument.Form(label)) : null;
        return Response.Json(writer =>
        {
            if (isOrphan)
            {
                ShipmentJson.Write(writer, label, items: true, document, form);
                return;
            }
            writer.WriteStartObject();
            writer.WriteNumber("shipmentId", label.ShipmentId);
            writer.WriteNumber("shipmentCost", label.ShipmentCost);
            writer.WriteNumber("insuranceCost", PartsJson.Fraction(label.InsuranceCost));
            writer.WriteString("trackingNumber", label.TrackingNumber);
            writer.WriteString("labelData", document);
            writer.WriteString("formData", form);
            writer.WriteEndObject();
        });
    }
}
