using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Model.Messages;
using Connector.Http;
using Connector.ShipStation.V2;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation;

/// <summary>
/// What is set up in an account besides orders: for checks and set-up, not for flows. Every member is one call with a permit of its own and throws
/// <see cref="ShipStationException"/>. Lists are whole, in no particular order.
/// </summary>
public sealed class ShipStationDirectory
{
    private readonly ShipStationClient _client;

    private readonly ShipStationClient? _v2;

    internal ShipStationDirectory(ShipStationClient client, ShipStationClient? v2 = null) => (_client, _v2) = (client, v2);

    /// <summary>Whether the account has a V2 key; the two calls below need one.</summary>
    public bool HasV2 => _v2 is not null;

    /// <summary>All V2 subscriptions of the account: event and address. Addresses carry secrets.</summary>
    public Task<IReadOnlyList<(string Event, string Url)>> ListSignedWebhooksAsync(CancellationToken cancellationToken) => _v2!.SendAsync(
        new ApiCall<IReadOnlyList<(string, string)>>(_v2!, HttpMethod.Get, "v2/environment/webhooks", (body, _) =>
        {
            var hooks = JsonSerializer.Deserialize(body.Span, V2Json.Default.IReadOnlyListWireHook) ?? throw new JsonException("The response is null.");
            return Counted<(string, string)>([.. hooks.OfType<WireHook>().Select(hook => (hook.Event ?? "", hook.Url ?? ""))], "webhooks");
        }),
        cancellationToken);

    /// <summary>Makes a V2 subscription; one that is there already (409) counts as made.</summary>
    public async Task SubscribeSignedAsync(string url, string eventName, string name, CancellationToken cancellationToken)
    {
        try
        {
            await _v2!.SendAsync(
                new ApiCall<bool>(_v2!, HttpMethod.Post, "v2/environment/webhooks", (_, _) => new Reading<bool>(true, Summary: "subscribed"))
                {
                    BodyType = ApiCall.JsonUtf8,
                    Body = JsonSerializer.SerializeToUtf8Bytes(new WireHook { Name = name, Event = eventName, Url = url }, V2Json.Default.WireHook),
                    RequestIsSecret = true
                },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 409)
        {
            // Someone else was faster.
        }
    }

    public Task<IReadOnlyList<StoreEntry>> ListStoresAsync(CancellationToken cancellationToken) =>
        ListAsync("stores?showInactive=true", WireJson.Default.IReadOnlyListStoreEntry, cancellationToken);

    public Task<IReadOnlyList<WarehouseEntry>> ListWarehousesAsync(CancellationToken cancellationToken) =>
        ListAsync("warehouses", WireJson.Default.IReadOnlyListWarehouseEntry, cancellationToken);

    public Task<IReadOnlyList<CarrierEntry>> ListCarriersAsync(CancellationToken cancellationToken) =>
        ListAsync("carriers", WireJson.Default.IReadOnlyListCarrierEntry, cancellationToken);

    public Task<IReadOnlyList<ServiceEntry>> ListServicesAsync(string carrierCode, CancellationToken cancellationToken) =>
        ListAsync(new QueryString("carriers/listservices").Add("carrierCode", carrierCode).ToString(), WireJson.Default.IReadOnlyListServiceEntry, cancellationToken);

    public Task<IReadOnlyList<ServiceEntry>> ListPackagesAsync(string carrierCode, CancellationToken cancellationToken) =>
        ListAsync(new QueryString("carriers/listpackages").Add("carrierCode", carrierCode).ToString(), WireJson.Default.IReadOnlyListServiceEntry, cancellationToken);

    public Task<IReadOnlyList<TagEntry>> ListTagsAsync(CancellationToken cancellationToken) =>
        ListAsync("accounts/listtags", WireJson.Default.IReadOnlyListTagEntry, cancellationToken);

    /// <summary>All subscriptions of the account, also those of other integrations. Addresses carry secrets.</summary>
    public Task<IReadOnlyList<WebhookEntry>> ListWebhooksAsync(CancellationToken cancellationToken) => _client.SendAsync(
        new ApiCall<IReadOnlyList<WebhookEntry>>(_client, HttpMethod.Get, "webhooks", (body, _) =>
        {
            var response = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireWebhooks);
            var hooks = response?.Webhooks ?? throw new JsonException("The response has no webhooks.");
            return Counted<WebhookEntry>([.. hooks.OfType<WebhookEntry>()], "webhooks");
        }),
        cancellationToken);

    /// <summary>
    /// Makes a subscription. ShipStation makes a second one when the same exists already, so look with <see cref="ListWebhooksAsync"/> first and confirm
    /// with it after: the response's form is not dependable and is not read.
    /// </summary>
    /// <param name="eventName">Such as ITEM_SHIP_NOTIFY.</param>
    /// <param name="storeId">Null for all stores.</param>
    public Task SubscribeAsync(string targetUrl, string eventName, long? storeId, string? name, CancellationToken cancellationToken) => _client.SendAsync(
        new ApiCall<bool>(_client, HttpMethod.Post, "webhooks/subscribe", (_, _) => new Reading<bool>(true, Summary: "subscribed"))
        {
            BodyType = ApiCall.JsonUtf8,
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new WireSubscription { TargetUrl = targetUrl, Event = eventName, StoreId = storeId, FriendlyName = name }, WireJson.Default.WireSubscription),
            RequestIsSecret = true
        },
        cancellationToken);

    public Task UnsubscribeAsync(long webhookId, CancellationToken cancellationToken) => _client.SendAsync(
        new ApiCall<bool>(
            _client, HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"webhooks/{webhookId}"),
            (_, _) => new Reading<bool>(true, Summary: "unsubscribed")),
        cancellationToken);

    private Task<IReadOnlyList<T>> ListAsync<T>(string path, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken) => _client.SendAsync(
        new ApiCall<IReadOnlyList<T>>(
            _client, HttpMethod.Get, path,
            (body, _) =>
            {
                var rows = JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException("The response is null.");
                return Counted([.. rows.Where(row => row is not null)], path);
            }),
        cancellationToken);

    // The journal needs no copy of an account's set-up, and the addresses of webhooks carry secrets.
    private static Reading<IReadOnlyList<T>> Counted<T>(IReadOnlyList<T> rows, string what) =>
        new(rows, Summary: string.Create(CultureInfo.InvariantCulture, $"{rows.Count} {what}"));
}
