using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>Ship-from locations as V2 shows them.</summary>
internal static class V2WarehouseRoutes
{
    public static Response List(ApiCall call) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("warehouses");
        foreach (var warehouse in call.Account.Warehouses.All) Write(writer, warehouse);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static Response Get(ApiCall call) =>
        call.Account.Warehouses.Find(call.Id) is { } warehouse ? Response.Json(writer => Write(writer, warehouse)) : V2Refusals.NotFound();

    /// <summary>Where a warehouse is; it has a phone so that labels can be made.</summary>
    public static Address Place(WarehouseData warehouse) => new()
    {
        Name = warehouse.Place.Name, Company = warehouse.Place.Name, Street1 = warehouse.Place.Street, City = warehouse.Place.City, State = warehouse.Place.State,
        PostalCode = warehouse.Place.PostalCode, Country = warehouse.Place.Country, Phone = "555-0199", Residential = false
    };

    private static void Write(Utf8JsonWriter writer, WarehouseData warehouse)
    {
        writer.WriteStartObject();
        writer.WriteId("warehouse_id", warehouse.WarehouseId);
        writer.WriteBoolean("is_default", warehouse.IsDefault);
        writer.WriteString("name", warehouse.Name);
        writer.WriteString("created_at", "2024-02-05T16:30:15.070Z");
        writer.WritePlace("origin_address", Place(warehouse));
        writer.WritePlace("return_address", Place(warehouse));
        writer.WriteEndObject();
    }
}
