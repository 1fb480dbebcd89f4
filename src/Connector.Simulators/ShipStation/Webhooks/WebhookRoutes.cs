using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Webhooks;

/// <summary>Subscribing, listing (PascalCase, as recorded) and deleting.</summary>
internal static class WebhookRoutes
{
    public static Response List(ApiCall call) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("webhooks");
        foreach (var hook in call.Account.Webhooks.Subscriptions.All)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("IsLabelAPIHook", value: false);
            writer.WriteNumber("WebHookID", hook.Id);
            writer.WriteNumber("SellerID", 2_300_001);
            writer.WriteOptional("StoreID", hook.StoreId);
            writer.WriteString("HookType", hook.Event);
            writer.WriteString("MessageFormat", "Json");
            writer.WriteString("Url", hook.Url.OriginalString);
            writer.WriteString("Name", hook.FriendlyName);
            writer.WriteNull("BulkCopyBatchID");
            writer.WriteNull("BulkCopyRecordID");
            writer.WriteBoolean("Active", value: true);
            writer.WriteStartArray("WebhookLogs");
            writer.WriteEndArray();
            writer.WriteNull("Seller");
            writer.WriteNull("Store");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static Response Subscribe(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (target, name, store, friendly) = (body.Text("target_url"), body.Text("event"), body.Integer("store_id"), body.Text("friendly_name"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return Refusals.BadRequest("target_url is not a valid address.");
        if (!Subscriptions.Events.Contains(name)) return Refusals.BadRequest("event is not known.");
        if (store is not null && call.Account.Stores.Find(store) is null) return Refusals.BadRequest("store_id does not exist.");
        var hook = call.Account.Webhooks.Subscriptions.Add(url, name!, store, friendly);
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", hook.Id);
            writer.WriteEndObject();
        }, 201);
    }

    public static Response Delete(ApiCall call) => call.Account.Webhooks.Subscriptions.Remove(call.Id) ? Response.Empty() : Refusals.NotFound();
}
