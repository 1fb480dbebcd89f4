using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Many errors that are retried together, some at a time: what was asked for and how far it has come. Kept as a note in the store, so that it outlives the page that began it, a restart, and the
/// instance that worked on it.
/// </summary>
public sealed record RetryOperation
{
    public required string Id { get; init; }
    public required RetrySelection Selection { get; init; }
    public RetryState State { get; init; }

    /// <summary>Who began it; null where nobody said.</summary>
    public string? By { get; init; }

    /// <summary>What came into the error queue later is left for the next time.</summary>
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many it concerned when it began.</summary>
    public int Total { get; init; }
    public int PutBack { get; init; }
    public int Succeeded { get; init; }
    public int FailedAgain { get; init; }

    /// <summary>Put back, and without an outcome for a long time: the order is not due yet, or its flow is paused.</summary>
    public int StillWaiting { get; init; }

    /// <summary>Why they failed again, the most frequent first.</summary>
    public IReadOnlyList<RetryReason> Reasons { get; init; } = [];

    /// <summary>Put back last, and without an outcome yet.</summary>
    public IReadOnlyList<RetriedEntry> InFlight { get; init; } = [];
    public DateTimeOffset? PutBackAt { get; init; }

    public bool IsOver => State is RetryState.Finished or RetryState.Cancelled;

    /// <summary>"187 put back: 150 sent, 37 failed again".</summary>
    public string Describe()
    {
        List<string> parts = [$"{Succeeded} succeeded"];
        if (FailedAgain > 0) parts.Add($"{FailedAgain} failed again");
        if (InFlight.Count > 0) parts.Add($"{InFlight.Count} under way");
        if (StillWaiting > 0) parts.Add($"{StillWaiting} wait");
        return $"{PutBack} of {Total} put back: {string.Join(", ", parts)}";
    }

    internal static IReadOnlyList<RetryOperation> Read(string? written) => written is null ? [] : JsonSerializer.Deserialize(written, RetryJson.Default.IReadOnlyListRetryOperation) ?? [];
    internal static string Write(IReadOnlyList<RetryOperation> operations) => JsonSerializer.Serialize(operations, RetryJson.Default.IReadOnlyListRetryOperation);
}

/// <summary>Stored by name.</summary>
public enum RetryState
{
    Running,

    /// <summary>Somebody cancelled it; what is under way gets its outcome.</summary>
    Stopping,
    Finished,
    Cancelled
}

/// <summary>What is to be retried: these entries, or all that match the rest.</summary>
/// <param name="Group">A key of <see cref="ErrorReview.GroupAsync"/>.</param>
/// <param name="Before">Errors that are older.</param>
/// <param name="PerMinute">At most so many in a minute; null: as fast as they get an outcome.</param>
public sealed record RetrySelection(
    IReadOnlyList<string>? Ids = null, string? Group = null, FailureKind? Kind = null, string? Code = null, string? Order = null, DateTimeOffset? Before = null, int? PerMinute = null);

/// <param name="Id">In the error queue.</param>
/// <param name="Key">Of its <see cref="ErrorCase"/>.</param>
public sealed record RetriedEntry(string Id, string Key);

/// <param name="Sample">What one of them says.</param>
/// <param name="Order">Number of the order of that one.</param>
public sealed record RetryReason(FailureKind Kind, string Code, int Count, string Sample, string? Order);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<RetryOperation>))]
internal sealed partial class RetryJson : JsonSerializerContext;
