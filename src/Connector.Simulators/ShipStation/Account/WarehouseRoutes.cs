using System.Text.Json;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Warehouses ("ship from locations"): listed, made, changed as a whole, deleted.</summary>
internal static class WarehouseRoutes
{
    public static Response List(ApiCall call) => AccountRoutes.Array(call.Account.Warehouses.All, Write);

    public static Response Get(ApiCall call) => AccountRoutes.One(call.Account.Warehouses.Find(call.Id), Write);

    public static Response Create(ApiCall call)
    {
        if (Read(call, out var name, out var place, out var isDefault) is { } refused) return refused;
        var made = call.Account.Warehouses.Add(name ?? place!.Name, place!, isDefault);
        return AccountRoutes.One(made, Write);
    }

    public static Response Put(ApiCall call)
    {
        if (call.Account.Warehouses.Find(call.Id) is not { } warehouse) return Refusals.NotFound();
        if (Read(call, out var name, out var place, out var isDefault) is { } refused) return refused;
        call.Account.Warehouses.Put(new WarehouseData(call.Id, name ?? place!.Name, isDefault || warehouse.IsDefault, place!));
        return OrderActions.Done("The requested warehouse has been updated.");
    }

    /// <summary>The default one stays.</summary>
    public static Response Delete(ApiCall call)
    {
        if (call.Account.Warehouses.Find(call.Id) is not { } warehouse) return Refusals.NotFound();
        if (warehouse.IsDefault) return Refusals.BadRequest("The default warehouse cannot be deleted.");
        call.Account.Warehouses.Remove(warehouse);
        return OrderActions.Done("The requested warehouse has been deleted.");
    }

    private static Response? Read(ApiCall call, out string? name, out PlaceData? place, out bool isDefault)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        (name, isDefault, place) = (body.Text("warehouseName"), body.Flag("isDefault") ?? false, null);
        var origin = PartsBinder.Address(body.Object("originAddress"));
        _ = PartsBinder.Address(body.Object("returnAddress"));
        if (origin is null) errors.Add("request.originAddress", "The originAddress field is required.");
        if (errors.Any) return Refusals.NotBound(errors);
        if (origin is not { Name.Length: > 0, Street1.Length: > 0, City.Length: > 0, Country.Length: 2 }) return Refusals.BadRequest("originAddress needs a name, a street, a city and a country of two letters.");
        place = new PlaceData(origin.Name, origin.Street1, origin.City, origin.State ?? "", origin.PostalCode ?? "", origin.Country);
        return null;
    }

    private static void Write(Utf8JsonWriter writer, WarehouseData warehouse)
    {
        var place = warehouse.Place;
        var address = new Address
        {
            Name = place.Name, Street1 = place.Street, City = place.City, State = place.State, PostalCode = place.PostalCode, Country = place.Country,
        };
        writer.WriteNumber("warehouseId", warehouse.WarehouseId);
        writer.WriteString("warehouseName", warehouse.Name);
        writer.WriteAddress("originAddress", address, verified: null);
        writer.WriteAddress("returnAddress", address, verified: null);
        writer.WriteFull("createDate", AccountRoutes.SetUp);
        writer.WriteBoolean("isDefault", warehouse.IsDefault);
        writer.WriteNull("sellerIntegrationId");
        writer.WriteNull("extInventoryIdentity");
        writer.WriteNull("registerFedexMeter");
    }
}
