using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Flows.Intake;

/// <summary>How far a poll of the shipping side has come.</summary>
/// <param name="Frontier">The newest instant seen when a pass last reached the end.</param>
/// <param name="OverlapAt">When the poll last began to look back, to catch what became visible late.</param>
/// <param name="CaughtUpAt">When the last pass that reached the end began; everything before was seen. Written at most once a minute while nothing else changes.</param>
internal sealed record PollCursor(DateTimeOffset Frontier, DateTimeOffset OverlapAt, DateTimeOffset CaughtUpAt)
{
    /// <summary>The pass that is under way; null when the last one reached the end.</summary>
    public PollPosition? Ahead { get; init; }

    /// <summary>The look back that is under way.</summary>
    public PollPosition? Late { get; init; }

    /// <summary>Where the look back that is under way ends.</summary>
    public DateTimeOffset? LateUntil { get; init; }

    /// <summary>Where the next look back begins; null before the first.</summary>
    public DateTimeOffset? LateFrom { get; init; }

    /// <summary>The shipping side's instant at which the look back began.</summary>
    public DateTimeOffset? LateSince { get; init; }

    /// <summary>True when nothing up to the frontier can become visible any longer.</summary>
    public bool Settled { get; init; }

    public string Write() => JsonSerializer.Serialize(this, PollCursorJson.Default.PollCursor);
    public static PollCursor? Read(string value) => JsonSerializer.Deserialize(value, PollCursorJson.Default.PollCursor);

    /// <summary>True when it says something that the stored one does not; that nothing was found is said again once in a minute.</summary>
    public bool IsNews(PollCursor? stored) =>
        stored is null || this != stored with { CaughtUpAt = CaughtUpAt } || (CaughtUpAt - stored.CaughtUpAt).Duration() >= TimeSpan.FromMinutes(1);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PollCursor))]
internal sealed partial class PollCursorJson : JsonSerializerContext;
