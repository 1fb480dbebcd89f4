using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Pull;

/// <summary>How far the pull has come: the last order seen by (last change, id). Taken from what the shop said, never from our clock.</summary>
internal sealed record PullCursor(DateTimeOffset LastModifiedAt, string Id)
{
    /// <summary>True when nothing up to here can become visible any longer: the next pull begins behind it.</summary>
    public bool Settled { get; init; }

    [JsonIgnore]
    public PagePosition Position => new(LastModifiedAt, Id);

    public bool IsBefore(DateTimeOffset modifiedAt, string id) =>
        LastModifiedAt < modifiedAt || (LastModifiedAt == modifiedAt && string.CompareOrdinal(Id, id) < 0);

    public string Write() => JsonSerializer.Serialize(this, PullCursorJson.Default.PullCursor);
    public static PullCursor? Read(string value) => JsonSerializer.Deserialize(value, PullCursorJson.Default.PullCursor);
}

[JsonSerializable(typeof(PullCursor))]
internal sealed partial class PullCursorJson : JsonSerializerContext;
