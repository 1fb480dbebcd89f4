using System.Text.Json;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Stores, warehouses, tags and users: plain arrays of fixed data.</summary>
internal static class AccountRoutes
{
    private static readonly DateTime SetUp = new(2024, 2, 5, 8, 30, 15, 70, DateTimeKind.Unspecified);

    public static Response Stores(ApiCall call)
    {
        var all = call.Query.Flag("showInactive") ?? false;
        var marketplace = call.Query.Integer("marketplaceId");
        if (call.Query.Errors.Any) return Refusals.NotBound(call.Query.Errors);
        return Array(AccountData.Stores.Where(store => (all || store.Active) && marketplace is null or 0), WriteStore);
    }

    public static Response Store(ApiCall call) => One(AccountData.Stores.FirstOrDefault(store => store.StoreId == call.Id), WriteStore);

    public static Response Warehouses(ApiCall call) => Array(AccountData.Warehouses, WriteWarehouse);

    public static Response Warehouse(ApiCall call) => One(AccountData.Warehouses.FirstOrDefault(warehouse => warehouse.WarehouseId == call.Id), WriteWarehouse);

    public static Response Tags(ApiCall call) => Array(AccountData.Tags, static (writer, tag) =>
    {
        writer.WriteNumber("tagId", tag.TagId);
        writer.WriteString("name", tag.Name);
        writer.WriteString("color", tag.Color);
    });

    public static Response Users(ApiCall call) => Array(AccountData.Users, static (writer, user) =>
    {
        writer.WriteString("userId", user.UserId);
        writer.WriteString("userName", user.UserName);
        writer.WriteString("name", user.Name);
    });

    /// <summary>An array of objects; the callback writes the members of one.</summary>
    public static Response Array<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> write) => Response.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var row in rows)
        {
            writer.WriteStartObject();
            write(writer, row);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    /// <summary>One object, or 404.</summary>
    public static Response One<T>(T? row, Action<Utf8JsonWriter, T> write)
        where T : class => row is null ? Refusals.NotFound() : Response.Json(writer =>
    {
        writer.WriteStartObject();
        write(writer, row);
        writer.WriteEndObject();
    });

    private static void WriteStore(Utf8JsonWriter writer, StoreData store)
    {
        writer.WriteNumber("storeId", store.StoreId);
        writer.WriteString("storeName", store.Name);
        writer.WriteNumber("marketplaceId", 0);
        writer.WriteString("marketplaceName", "ShipStation");
        writer.WriteNull("accountName");
        writer.WriteNull("email");
        writer.WriteNull("integrationUrl");
        writer.WriteBoolean("active", store.Active);
        writer.WriteString("companyName", "");
        writer.WriteNull("phone");
        writer.WriteNull("publicEmail");
        writer.WriteNull("website");
        writer.WriteNull("refreshDate");
        writer.WriteNull("lastRefreshAttempt");
        writer.WriteShort("createDate", SetUp);
        writer.WriteShort("modifyDate", SetUp);
        writer.WriteBoolean("autoRefresh", value: false);
        writer.WriteNull("statusMappings");
    }

    private static void WriteWarehouse(Utf8JsonWriter writer, WarehouseData warehouse)
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
        writer.WriteFull("createDate", SetUp);
        writer.WriteBoolean("isDefault", warehouse.IsDefault);
        writer.WriteNull("sellerIntegrationId");
        writer.WriteNull("extInventoryIdentity");
        writer.WriteNull("registerFedexMeter");
    }
}
