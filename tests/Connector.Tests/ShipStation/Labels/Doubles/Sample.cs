using System.Text;
using System.Text.Json.Nodes;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.ShipStation.Labels.Doubles;

/// <summary>Requests and responses about labels, composed by the shapes that the vendor documents.</summary>
internal static class Sample
{
    public const string Tracking = "9400100000000000000450";
    public const string Link = "https://api.shipstation.com/v2/downloads/12/Tk3nSecretToken/label-455100777.pdf";
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    public static readonly string PdfText = Convert.ToBase64String(Pdf);

    public static readonly string V1Label =
        $$"""{ "shipmentId": 455100777, "shipmentCost": 6.84, "insuranceCost": 0.5, "trackingNumber": "{{Tracking}}", "labelData": "{{PdfText}}", "formData": null }""";

    public const string V2Label =
        $$"""
        { "label_id": "se-455100777", "status": "completed", "shipment_id": "se-812000451", "external_shipment_id": "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001-main", "external_order_id": "CT-100045",
          "ship_date": "2026-03-04T08:00:00Z", "created_at": "2026-03-04T17:21:02.118Z", "shipment_cost": { "currency": "usd", "amount": 6.84 }, "insurance_cost": { "currency": "usd", "amount": 0.5 },
          "tracking_number": "{{Tracking}}", "is_return_label": false, "batch_id": "", "carrier_id": "se-880018", "carrier_code": "stamps_com",
          "service_code": "usps_ground_advantage", "package_code": "package", "voided": false, "voided_at": null, "label_format": "pdf", "trackable": true,
          "carrier_weight": { "value": 7.2, "unit": "pound" },
          "label_download": { "href": "{{Link}}", "pdf": "{{Link}}", "png": null, "zpl": null }, "form_download": null,
          "packages": [ { "package_id": 3300451, "package_code": "package", "weight": { "value": 21.0, "unit": "ounce" }, "dimensions": { "unit": "inch", "length": 9.0, "width": 6.0, "height": 4.0 },
              "tracking_number": "{{Tracking}}", "sequence": 1 } ] }
        """;

    public static PurchaseRequest Purchase(PurchaseRoute route = PurchaseRoute.ByOrder) => new()
    {
        Route = route,
        ShippingOrderId = 812000451,
        OrderKey = A.Key(1001),
        RateId = route == PurchaseRoute.ByRate ? "se-9300001" : null,
        CarrierCode = "stamps_com",
        ServiceCode = "usps_ground_advantage",
        PackageCode = "package",
        ShipDate = new DateOnly(2026, 3, 4),
        Weight = new Weight(21, WeightUnit.Ounces),
        Dimensions = new Dimensions(9, 6, 4, LengthUnit.Inches),
        ShipTo = new ShippingAddress { Name = "Ada Quillfeather", Street1 = "12 Alder Way", City = "Portland", State = "OR", PostalCode = "97205", Country = "US" }
    };

    /// <summary>The same members with the same values, none more.</summary>
    public static void IsJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected: {expected}{Environment.NewLine}Actual:   {actual}");
}
