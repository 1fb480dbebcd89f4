using System.Text.Json.Serialization;

namespace Connector.ShipStation.Wire;

/// <summary>Response of POST /orders/createorders. A 200 may hold failures.</summary>
internal sealed record WireBulkResponse
{
    public bool? HasErrors { get; init; }
    public IReadOnlyList<WireBulkResult?>? Results { get; init; }
}

internal sealed record WireBulkResult
{
    public long? OrderId { get; init; }
    public string? OrderNumber { get; init; }
    public string? OrderKey { get; init; }
    public bool? Success { get; init; }
    public string? ErrorMessage { get; init; }
}

/// <summary>The small responses of calls that change one thing: holds, tags, deletion, voids (<see cref="Approved"/>), markasshipped (<see cref="OrderId"/>).</summary>
internal sealed record WireActionResponse
{
    public bool? Success { get; init; }
    public bool? Approved { get; init; }
    public string? Message { get; init; }
    public long? OrderId { get; init; }
    public string? OrderNumber { get; init; }
}

/// <summary>Body of a delivered webhook.</summary>
internal sealed record WireNotification
{
    [JsonPropertyName("resource_url")]
    public string? ResourceUrl { get; init; }

    [JsonPropertyName("resource_type")]
    public string? ResourceType { get; init; }
}
