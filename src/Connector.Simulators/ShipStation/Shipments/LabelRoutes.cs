using System.Text;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Labels and prices by API. Labels without an order are not offered.</summary>
internal static class LabelRoutes
{
    /// <summary>POST /orders/createlabelfororder.</summary>
    public static Response CreateForOrder(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, shipDate, testLabel) = (body.Integer("orderId"), body.Day("shipDate"), body.Flag("testLabel"));
        var request = new LabelRequest
        {
            CarrierCode = body.Text("carrierCode"),
            ServiceCode = body.Text("serviceCode"),
            PackageCode = body.Text("packageCode"),
            Confirmation = body.Text("confirmation"),
            ShipDate = shipDate,
            Weight = PartsBinder.Weight(body.Object("weight")),
            Dimensions = PartsBinder.Dimensions(body.Object("dimensions")),
            Insurance = body.Object("insuranceOptions").IsMissing ? null : PartsBinder.Insurance(body.Object("insuranceOptions")),
        };
        if (errors.Any) return Refusals.NotBound(errors);
        // As reported of the real service: no message, a null reference.
        if (request.CarrierCode is null || request.Confirmation is null) return Refusals.Exception();
        if (request.ServiceCode is null) return Refusals.BadRequest("Invalid serviceCode");
        if (shipDate is null) return Refusals.BadRequest("shipDate is required.");
        if (testLabel is null) return Refusals.BadRequest("testLabel is required.");
        if (id is null || call.Account.Orders.Find(id.Value) is not { } order) return Refusals.NotFound();
        if (request.Weight is null && order.Weight.Value <= 0) return Refusals.BadRequest("A weight is required.");
        return Buy(call, order, request);
    }

    /// <summary>POST /shipments/createlabel.</summary>
    public static Response CreateLabel(ApiCall call) => Refusals.BadRequest("This simulator makes labels for orders only: use /orders/createlabelfororder.");

    /// <summary>POST /shipments/getrates.</summary>
    public static Response GetRates(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (code, service, country) = (body.Text("carrierCode"), body.Text("serviceCode"), body.Text("toCountry"));
        var (from, to, state) = (body.Text("fromPostalCode"), body.Text("toPostalCode"), body.Text("toState"));
        var weight = PartsBinder.Weight(body.Object("weight"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (from is null || to is null || country is null || weight is null || weight.Value <= 0) return Refusals.BadRequest("fromPostalCode, toPostalCode, toCountry and weight are required.");
        if (AccountData.Carrier(code) is not { } carrier) return Refusals.BadRequest("Invalid carrierCode");
        if (carrier.Code == "ups_walleted" && state is null) return Refusals.BadRequest("toState is required.");
        var domestic = string.Equals(country, "US", StringComparison.OrdinalIgnoreCase);
        return Response.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var offer in carrier.Services.Where(any => any.Domestic == domestic && (service is null || any.Code == service)))
            {
                writer.WriteStartObject();
                writer.WriteString("serviceName", offer.Name);
                writer.WriteString("serviceCode", offer.Code);
                writer.WriteNumber("shipmentCost", Rates.Cost(offer.Code, weight));
                writer.WriteNumber("otherCost", 0.0m);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static Response Buy(ApiCall call, OrderRecord order, LabelRequest request)
    {
        var (shipment, error) = call.Account.Labels.Buy(order, request, call.Account.Shipments.NextBatchId());
        if (shipment is null) return Refusals.BadRequest(error!);
        call.Account.Webhooks.LabelsMade(shipment.BatchId, [order.StoreId]);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("shipmentId", shipment.ShipmentId);
            writer.WriteNumber("shipmentCost", shipment.ShipmentCost);
            writer.WriteNumber("insuranceCost", PartsJson.Fraction(shipment.InsuranceCost));
            writer.WriteString("trackingNumber", shipment.TrackingNumber);
            writer.WriteString("labelData", Convert.ToBase64String(Encoding.ASCII.GetBytes($"%PDF-1.4\n% label {shipment.TrackingNumber}\n%%EOF\n")));
            writer.WriteNull("formData");
            writer.WriteEndObject();
        });
    }
}
