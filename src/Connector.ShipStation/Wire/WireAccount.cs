using System.Text.Json.Serialization;

namespace Connector.ShipStation.Wire;

/// <param name="MarketplaceId">0 is a manual store: the kind that orders can be pushed to.</param>
public sealed record StoreEntry(long? StoreId, string? StoreName, int? MarketplaceId, string? MarketplaceName, bool? Active);

public sealed record WarehouseEntry(long? WarehouseId, string? WarehouseName, bool? IsDefault)
{
    /// <summary>Where its parcels leave from.</summary>
    [JsonInclude]
    internal WireAddress? OriginAddress { get; init; }
}

public sealed record CarrierEntry(string? Name, string? Code, string? Nickname, long? ShippingProviderId, bool? Primary);

public sealed record ServiceEntry(string? CarrierCode, string? Code, string? Name, bool? Domestic, bool? International);

public sealed record TagEntry(int? TagId, string? Name, string? Color);

/// <summary>A webhook subscription; ShipStation writes these members in Pascal case.</summary>
public sealed record WebhookEntry
{
    [JsonPropertyName("WebHookID")]
    public long? Id { get; init; }

    [JsonPropertyName("StoreID")]
    public long? StoreId { get; init; }

    /// <summary>The event, such as SHIP_NOTIFY.</summary>
    [JsonPropertyName("HookType")]
    public string? HookType { get; init; }

    /// <summary>Carries our secret: never to be logged or shown.</summary>
    [JsonPropertyName("Url")]
    public string? Url { get; init; }

    [JsonPropertyName("Name")]
    public string? Name { get; init; }

    [JsonPropertyName("Active")]
    public bool? Active { get; init; }
}

internal sealed record WireWebhooks(IReadOnlyList<WebhookEntry?>? Webhooks);

internal sealed record WireSubscription
{
    [JsonPropertyName("target_url")]
    public required string TargetUrl { get; init; }

    [JsonPropertyName("event")]
    public required string Event { get; init; }

    [JsonPropertyName("store_id")]
    public long? StoreId { get; init; }

    [JsonPropertyName("friendly_name")]
    public string? FriendlyName { get; init; }
}
