using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

internal sealed record WireToken
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; set; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public long? ExpiresIn { get; set; }

    /// <summary>Separated by blanks, each with the project key behind a colon.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; set; }
}

/// <summary>The body of a refusal.</summary>
internal sealed record WireFailure
{
    public int? StatusCode { get; set; }
    public string? Message { get; set; }
    public string? Error { get; set; }
    public List<WireFailureEntry?>? Errors { get; set; }
}

internal sealed record WireFailureEntry
{
    public string? Code { get; set; }
    public string? Message { get; set; }
    public string? Field { get; set; }
    public long? CurrentVersion { get; set; }
}

/// <summary>What a subscription delivers, in the platform's form; the CloudEvents form carries it in its member "data".</summary>
internal sealed record WireNotification
{
    public string? NotificationType { get; set; }
    public WireReference? Resource { get; set; }
    public WireUserProvidedIdentifiers? ResourceUserProvidedIdentifiers { get; set; }
    public string? Type { get; set; }
    public long? Version { get; set; }
    public long? ResourceVersion { get; set; }
    public WirePayloadNotIncluded? PayloadNotIncluded { get; set; }

    [JsonPropertyName("specversion")]
    public string? SpecVersion { get; set; }
    public string? Subject { get; set; }
}

internal sealed record WireUserProvidedIdentifiers
{
    public string? OrderNumber { get; set; }
}

internal sealed record WirePayloadNotIncluded
{
    public string? PayloadType { get; set; }
}
