using System.Text.Json.Nodes;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>Order bodies that the service would take: two mugs, one tea, a coupon.</summary>
internal static class SampleOrder
{
    public static JsonObject Of(string number, string? key = null, string status = "awaiting_shipment", Action<JsonObject>? change = null)
    {
        var order = JsonNode.Parse(
            """
            {
              "orderDate": "2026-03-03T09:10:00.0000000", "paymentDate": "2026-03-03T09:11:12.0000000",
              "customerUsername": "mira@example.com", "customerEmail": "mira@example.com",
              "billTo": { "name": "Mira Holt", "country": "US" },
              "shipTo": { "name": "Mira Holt", "company": "Holt Studio", "street1": "14 Birch Lane", "street2": "Unit 3", "city": "Salem", "state": "OR", "postalCode": "97301", "country": "US",
                "phone": "555-0100", "residential": true },
              "items": [
                { "lineItemKey": "line-mug", "sku": "MUG-RED", "name": "Mug, red", "quantity": 2, "unitPrice": 11.95, "weight": { "value": 12, "units": "ounces" } },
                { "lineItemKey": "line-tea", "sku": "TEA-50", "name": "Tea, 50 g", "quantity": 1, "unitPrice": 8.50, "weight": { "value": 4, "units": "ounces" },
                  "options": [{ "name": "Blend", "value": "Dusk" }] },
                { "lineItemKey": "coupon", "name": "WELCOME", "quantity": 1, "unitPrice": -3.24, "adjustment": true }
              ],
              "amountPaid": 38.00, "taxAmount": 2.11, "shippingAmount": 5.00,
              "advancedOptions": { "storeId": 410001, "source": "shop", "customField1": "ref-1" }
            }
            """)!.AsObject();
        order["orderNumber"] = number;
        order["orderStatus"] = status;
        if (key is not null) order["orderKey"] = key;
        change?.Invoke(order);
        return order;
    }

    public static JsonArray Many(params JsonObject?[] orders) => new([.. orders]);
}
