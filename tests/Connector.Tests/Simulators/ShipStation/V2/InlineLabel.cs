using System.Text.Json.Nodes;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>A purchase of V2 with its shipment inside.</summary>
internal static class InlineLabel
{
    public static string Body(Action<JsonObject>? change = null, int boxes = 1, string carrier = "se-601101", string service = "usps_ground_advantage")
    {
        var body = JsonNode.Parse($$"""
            { "label_format": "pdf", "shipment": { "carrier_id": "{{carrier}}", "service_code": "{{service}}", "ship_date": "2026-03-04", "confirmation": "none", "warehouse_id": "se-88001",
              "ship_to": { "name": "Mira Holt", "phone": "555-0100", "address_line1": "14 Birch Lane", "city_locality": "Salem", "state_province": "OR", "postal_code": "97301", "country_code": "US",
                "address_residential_indicator": "yes" },
              "packages": [] } }
            """)!.AsObject();
        for (var box = 0; box < boxes; box++)
            body["shipment"]!["packages"]!.AsArray().Add(JsonNode.Parse("""{ "package_code": "package", "weight": { "value": 2, "unit": "pound" }, "dimensions": { "unit": "inch", "length": 9, "width": 6, "height": 4 } }"""));
        change?.Invoke(body);
        return body.ToJsonString();
    }
}
