using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2;

/// <summary>How wire records of API V2 are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientLongConverter), typeof(LenientStringConverter)])]
[JsonSerializable(typeof(WireSignedNotification))]
[JsonSerializable(typeof(WireTracking))]
[JsonSerializable(typeof(WireKeySet))]
[JsonSerializable(typeof(WireHook))]
[JsonSerializable(typeof(IReadOnlyList<WireHook>))]
internal sealed partial class V2Json : JsonSerializerContext;

/// <summary>Body of a signed delivery.</summary>
internal sealed record WireSignedNotification(string? ResourceUrl, string? ResourceType, JsonElement Data);

/// <summary>What GET /v2/labels/{id}/track returns, and what a tracking notification carries.</summary>
internal sealed record WireTracking
{
    public string? TrackingNumber { get; init; }
    public string? StatusCode { get; init; }
    public string? StatusDetailCode { get; init; }
    public string? StatusDescription { get; init; }
    public string? StatusDetailDescription { get; init; }
    public string? EstimatedDeliveryDate { get; init; }
    public string? ActualDeliveryDate { get; init; }
    public string? ExceptionDescription { get; init; }
    public IReadOnlyList<WireTrackingEvent?>? Events { get; init; }
}

internal sealed record WireTrackingEvent
{
    /// <summary>UTC; the carrier's local time beside it wrongly ends in Z as well and is not read.</summary>
    public string? OccurredAt { get; init; }
    public string? Description { get; init; }
    public string? StatusCode { get; init; }
    public string? StatusDetailCode { get; init; }
}

/// <summary>A JSON Web Key Set; keys of other kinds are passed over.</summary>
internal sealed record WireKeySet(IReadOnlyList<WireKey?>? Keys);

/// <param name="N">Modulus, base64url, most significant byte first.</param>
/// <param name="E">Exponent, the same.</param>
internal sealed record WireKey(string? Kty, string? Kid, string? Use, string? N, string? E);

/// <summary>A V2 subscription, as sent and as listed.</summary>
internal sealed record WireHook
{
    public string? WebhookId { get; init; }
    public string? Name { get; init; }
    public string? Event { get; init; }
    public string? Url { get; init; }
}
