using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>POST /shipments/getrates: the prices of one carrier. Nothing is kept, and nothing of it can be bought by itself.</summary>
internal static class RateRoutes
{
    public const string NoServices = "No applicable services were available for the configured shipment.";

    public static Response GetRates(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (code, service, package) = (body.Text("carrierCode"), body.Text("serviceCode"), body.Text("packageCode"));
        var (country, from, to, state) = (body.Text("toCountry"), body.Text("fromPostalCode"), body.Text("toPostalCode"), body.Text("toState"));
        _ = (body.Text("fromCity"), body.Text("fromState"), body.Integer("fromWarehouseId"), body.Text("toCity"));
        var parcel = new Parcel(PartsBinder.Weight(body.Object("weight")) ?? new Weight(0m, "ounces"), PartsBinder.Dimensions(body.Object("dimensions")));
        var confirmation = body.Text("confirmation") ?? "none";
        // As documented: without a word a home is priced as a business.
        var isHome = body.Flag("residential") ?? false;
        foreach (var (name, value) in new[] { ("carrierCode", code), ("fromPostalCode", from), ("toCountry", country), ("toPostalCode", to) })
            if (string.IsNullOrWhiteSpace(value)) errors.Add("request." + name, $"The {name} field is required.");
        if (body.Object("weight").IsMissing) errors.Add("request.weight", "The weight field is required.");
        if (errors.Any) return Refusals.NotBound(errors);

        if (call.Account.Carriers.All.FirstOrDefault(any => any.Code == code) is not { } carrier || call.Account.Carriers.IsDown(carrier)) return Refused(NoServices);
        if (carrier.Code == "ups_walleted" && string.IsNullOrWhiteSpace(state)) return Refused("A shipping carrier error occurred: the state code is missing.");
        var offers = carrier.Services.Where(any => (service is null || any.Code == service) && ServiceOffer.Goes(carrier, any, country)).ToList();
        if (offers.Count == 0) return Refused(NoServices);
        if (package is not null && !carrier.Packages.Contains(package)) return Refused("Invalid packageCode");
        if (offers.TrueForAll(any => LabelRules.Measures(carrier.Code, any.Code, [parcel]) is not null)) return Refused(LabelRules.Measures(carrier.Code, offers[0].Code, [parcel])!);
        var zone = PriceList.Zone(from, to, country);
        return AccountRoutes.Array(
            from offer in offers
            where LabelRules.Measures(carrier.Code, offer.Code, [parcel]) is null
            from box in package is null ? carrier.Packages : [package]
            where ServiceOffer.Fits(offer.Code, box)
            select (offer, box, Price: PriceList.Compute(carrier.Code, offer.Code, box, zone, [parcel], confirmation, isHome).Times(call.Account.Switches.PriceFactor)),
            (writer, row) =>
            {
                writer.WriteString("serviceName", package is null ? $"{row.offer.Name} - {row.box.Replace('_', ' ')}" : row.offer.Name);
                writer.WriteString("serviceCode", row.offer.Code);
                writer.WriteNumber("shipmentCost", row.Price.Shipping + row.Price.Confirmation);
                writer.WriteNumber("otherCost", PartsJson.Fraction(row.Price.Other));
            });
    }

    private static Response Refused(string message) => Refusals.Exception(message, "System.Exception");
}
