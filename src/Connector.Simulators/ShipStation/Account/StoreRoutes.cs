using System.Text.Json;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>Stores: listed, changed as a whole, switched off and on, refreshed. All of them are manual ones.</summary>
internal static class StoreRoutes
{
    public static Response List(ApiCall call)
    {
        var all = call.Query.Flag("showInactive") ?? false;
        var marketplace = call.Query.Integer("marketplaceId");
        if (call.Query.Errors.Any) return Refusals.NotBound(call.Query.Errors);
        return AccountRoutes.Array(call.Account.Stores.All.Where(store => (all || store.Active) && marketplace is null or 0), Write);
    }

    public static Response Get(ApiCall call) => AccountRoutes.One(call.Account.Stores.Find(call.Id), Write);

    /// <summary>PUT /stores/{id}: the whole store; what is left out is wiped.</summary>
    public static Response Put(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, name, active) = (body.Integer("storeId"), body.Text("storeName"), body.Flag("active"));
        var changed = new StoreData(call.Id, name ?? "", active ?? false)
        {
            CompanyName = body.Text("companyName") ?? "", Phone = body.Text("phone"), PublicEmail = body.Text("publicEmail"), Website = body.Text("website"), AutoRefresh = body.Flag("autoRefresh") ?? false
        };
        if (string.IsNullOrWhiteSpace(name)) errors.Add("request.storeName", "The storeName field is required.");
        if (active is null) errors.Add("request.active", "The active field is required.");
        if (errors.Any) return Refusals.NotBound(errors);
        if (call.Account.Stores.Find(call.Id) is not { } store) return Refusals.NotFound();
        if (id is not null && id != call.Id) return Refusals.BadRequest("storeId is another than that of the path.");
        call.Account.Stores.Change(changed with { RefreshedAt = store.RefreshedAt });
        return Get(call);
    }

    public static Response Deactivate(ApiCall call) => Switch(call, on: false);

    public static Response Reactivate(ApiCall call) => Switch(call, on: true);

    public static Response Marketplaces(ApiCall call) => AccountRoutes.Array<string>(["ShipStation"], static (writer, name) =>
    {
        writer.WriteString("name", name);
        writer.WriteNumber("marketplaceId", 0);
        writer.WriteBoolean("canRefresh", value: false);
        writer.WriteBoolean("supportsCustomMappings", value: false);
        writer.WriteBoolean("supportsCustomStatuses", value: false);
        writer.WriteBoolean("canConfirmShipments", value: false);
    });

    /// <summary>POST /stores/refreshstore: one, or all.</summary>
    public static Response Refresh(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, _) = (body.Integer("storeId"), body.Date("refreshDate"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (id is not null && call.Account.Stores.Find(id) is null) return Refusals.NotFound();
        foreach (var store in call.Account.Stores.All.Where(store => id is null ? store.Active : store.StoreId == id).ToList())
            call.Account.Stores.Change(store with { RefreshedAt = call.Account.Now });
        return OrderActions.Done("A store refresh has been initiated.");
    }

    public static Response RefreshStatus(ApiCall call)
    {
        var id = call.Query.Integer("storeId");
        if (call.Query.Errors.Any) return Refusals.NotBound(call.Query.Errors);
        return id is null ? Refusals.BadRequest("storeId is required.") : AccountRoutes.One(call.Account.Stores.Find(id), static (writer, store) =>
        {
            writer.WriteNumber("storeId", store.StoreId);
            writer.WriteNumber("refreshStatusId", 2);
            writer.WriteString("refreshStatus", "Not Refreshing");
            writer.WriteShort("lastRefreshAttempt", store.RefreshedAt);
            writer.WriteShort("refreshDate", store.RefreshedAt);
        });
    }

    private static Response Switch(ApiCall call, bool on)
    {
        var errors = new BindingErrors();
        var id = call.BodyObject("request", errors).Integer("storeId");
        if (errors.Any) return Refusals.NotBound(errors);
        if (call.Account.Stores.Find(id) is not { } store) return Refusals.NotFound();
        call.Account.Stores.Change(store with { Active = on });
        return OrderActions.Done($"The requested store has been {(on ? "reactivated" : "deactivated")}.");
    }

    private static void Write(Utf8JsonWriter writer, StoreData store)
    {
        writer.WriteNumber("storeId", store.StoreId);
        writer.WriteString("storeName", store.Name);
        writer.WriteNumber("marketplaceId", 0);
        writer.WriteString("marketplaceName", "ShipStation");
        writer.WriteNull("accountName");
        writer.WriteNull("email");
        writer.WriteNull("integrationUrl");
        writer.WriteBoolean("active", store.Active);
        writer.WriteString("companyName", store.CompanyName);
        writer.WriteString("phone", store.Phone);
        writer.WriteString("publicEmail", store.PublicEmail);
        writer.WriteString("website", store.Website);
        writer.WriteShort("refreshDate", store.RefreshedAt);
        writer.WriteShort("lastRefreshAttempt", store.RefreshedAt);
        writer.WriteShort("createDate", AccountRoutes.SetUp);
        writer.WriteShort("modifyDate", AccountRoutes.SetUp);
        writer.WriteBoolean("autoRefresh", store.AutoRefresh);
        writer.WriteNull("statusMappings");
    }
}
