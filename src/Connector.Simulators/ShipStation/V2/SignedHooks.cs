using System.Globalization;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>V2 subscriptions. The same event for the same address twice is refused.</summary>
internal sealed class SignedHooks
{
    private static readonly string[] Events =
    [
        "batch", "carrier_connected", "order_source_refresh_complete", "rate", "report_complete", "sales_orders_imported", "track", "batch_processed_v2",
        "fulfillment_rejected_v2", "fulfillment_shipped_v2", "label_created_v2", "shipment_created_v2", "track_event_v2"
    ];

    private readonly Lock _gate = new();
    private readonly List<SignedHook> _all = [];
    private long _lastId = 500;

    public IReadOnlyList<SignedHook> All
    {
        get { lock (_gate) return [.. _all]; }
    }

    public void Clear()
    {
        lock (_gate) _all.Clear();
    }

    public static Response List(ApiCall call) => Response.Json(writer =>
    {
        writer.WriteStartArray();
        foreach (var hook in call.Account.Webhooks.Signed.All) hook.Write(writer);
        writer.WriteEndArray();
    });

    public static Response Create(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (name, word, target, store) = (body.Text("name"), body.Text("event"), body.Text("url"), body.Integer("store_id"));
        var headers = body.Array("headers", static row => (Name: row.Text("key") ?? "", Value: row.Text("value") ?? ""));
        if (errors.Any) return V2Refusals.Wrong(errors.ByPath.First().Key);
        if (string.IsNullOrEmpty(name)) return V2Refusals.Missing("name");
        if (string.IsNullOrEmpty(word)) return V2Refusals.Missing("event");
        if (!Events.Contains(word)) return V2Refusals.Wrong("event");
        if (!Uri.TryCreate(target, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) return V2Refusals.Wrong("url");
        return call.Account.Webhooks.Signed.Add(word, url, name, store, headers) is { } hook ? Response.Json(hook.Write) : V2Refusals.Conflict();
    }

    public static Response Delete(ApiCall call) => call.Account.Webhooks.Signed.Remove(call.Id) ? Response.Empty(204) : V2Refusals.NotFound();

    private SignedHook? Add(string word, Uri url, string name, long? store, IReadOnlyList<(string Name, string Value)> headers)
    {
        lock (_gate)
        {
            if (_all.Exists(hook => hook.Event == word && hook.Url == url)) return null;
            var made = new SignedHook(++_lastId, word, url, name, store, headers);
            _all.Add(made);
            return made;
        }
    }

    private bool Remove(long id)
    {
        lock (_gate) return _all.RemoveAll(hook => hook.Id == id) > 0;
    }
}

/// <param name="StoreId">Null for all stores.</param>
/// <param name="Headers">Sent along with each delivery.</param>
internal sealed record SignedHook(long Id, string Event, Uri Url, string Name, long? StoreId, IReadOnlyList<(string Name, string Value)> Headers)
{
    public void Write(System.Text.Json.Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("webhook_id", string.Create(CultureInfo.InvariantCulture, $"se-{Id}"));
        writer.WriteString("url", Url.OriginalString);
        writer.WriteString("event", Event);
        writer.WriteStartArray("headers");
        foreach (var (name, value) in Headers)
        {
            writer.WriteStartObject();
            writer.WriteString("key", name);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("name", Name);
        if (StoreId is { } store) writer.WriteNumber("store_id", store);
        else writer.WriteNull("store_id");
        writer.WriteEndObject();
    }
}
