using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Engine.Alerts;

/// <summary>What alerts have said, and what waits to be sent. Kept over restarts.</summary>
public sealed record AlertState
{
    public static AlertState Empty { get; } = new();

    /// <summary>By the key of the cause.</summary>
    public IReadOnlyDictionary<string, AlertMemory> Causes { get; init; } = new Dictionary<string, AlertMemory>();

    /// <summary>Oldest first; one for each channel.</summary>
    public IReadOnlyList<WaitingAlert> Waiting { get; init; } = [];

    public string Write() => JsonSerializer.Serialize(this, AlertJson.Default.AlertState);

    /// <summary>What cannot be read is forgotten: then everything that is so is said once more.</summary>
    public static AlertState Read(string? written)
    {
        if (string.IsNullOrEmpty(written)) return Empty;
        try
        {
            return JsonSerializer.Deserialize(written, AlertJson.Default.AlertState) ?? Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }
}

/// <param name="Text">As it was last.</param>
/// <param name="IsActive">It is so.</param>
/// <param name="IsAnnounced">It was said that it is so, and not yet that it is over.</param>
/// <param name="AnnouncedAt">When something was last said about it; null when never.</param>
/// <param name="Changes">How often it began or ended since then.</param>
public sealed record AlertMemory(string Text, DateTimeOffset Since, bool IsActive, bool IsAnnounced, DateTimeOffset? AnnouncedAt, int Changes);

/// <param name="Channel">Name of the channel.</param>
/// <param name="Attempts">That failed.</param>
/// <param name="DueAt">Not before.</param>
public sealed record WaitingAlert(AlertMessage Message, string Channel, int Attempts, DateTimeOffset DueAt);

/// <param name="Id">The same in every attempt, so that a receiver knows a repetition.</param>
public sealed record AlertMessage(string Id, DateTimeOffset At, IReadOnlyList<AlertLine> Lines)
{
    /// <summary>One sentence.</summary>
    [JsonIgnore]
    public string Title => Lines is [var only] ? $"Connector: {only.Sentence}" : $"Connector: {Lines.Count(static l => l.Kind != AlertKind.Recovered)} causes, {Lines.Count(static l => l.Kind == AlertKind.Recovered)} over";
}

/// <param name="Changes">How often it began or ended since the last message, where that is more than once.</param>
public sealed record AlertLine(AlertKind Kind, string Cause, string Text, DateTimeOffset Since, int Changes)
{
    [JsonIgnore]
    public string Sentence => Kind switch
    {
        AlertKind.Raised => Text,
        AlertKind.Still => $"still: {Text}",
        AlertKind.Test => Text,
        _ => $"over: {Text}"
    } + (Changes > 2 ? $" (changed {Changes} times)" : "");
}

public enum AlertKind { Raised, Still, Recovered, Test }

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AlertState))]
internal sealed partial class AlertJson : JsonSerializerContext;
