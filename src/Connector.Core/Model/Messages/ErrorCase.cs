using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Model.Messages;

/// <summary>
/// What people and retries did about one error: kept beside the error queue, because an entry of that has an id only as long as it is in it. One for each work of an order. No
/// personal data but what people write into a note.
/// </summary>
public sealed record ErrorCase
{
    /// <summary>Names the work and the order (<see cref="KeyOf"/>); the same when it fails again.</summary>
    public required string Key { get; init; }
    public ErrorCaseState State { get; init; }

    /// <summary>Type of the message.</summary>
    public required string Work { get; init; }
    public string? OrderId { get; init; }
    public string? OrderNumber { get; init; }
    public FailureKind Kind { get; init; }
    public string Code { get; init; } = "";
    public string Description { get; init; } = "";

    /// <summary>Kept over all retries.</summary>
    public DateTimeOffset FirstFailedAt { get; init; }
    public DateTimeOffset LastFailedAt { get; init; }

    /// <summary>How often it went to the error queue.</summary>
    public int Failures { get; init; } = 1;

    /// <summary>How often people retried it.</summary>
    public int Retries { get; init; }
    public DateTimeOffset? LastRetriedAt { get; init; }

    /// <summary>Not shown among the open ones before.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }
    public string? Note { get; init; }
    public string? Assignee { get; init; }

    /// <summary>When it was resolved or dismissed; null while it is neither.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Why it was dismissed.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did the last thing to it; null for the connector.</summary>
    public string? By { get; init; }

    /// <summary>Where a dismissed message came from, and what it was, so that it can be put back.</summary>
    public string? Queue { get; init; }
    public string? Body { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The same for an error that comes again; an error without an order has its own.</summary>
    /// <param name="entryId">Id of the entry in the error queue.</param>
    public static string KeyOf(string work, string? orderId, string entryId) => orderId is null ? $"{work}/entry-{entryId}" : $"{work}/{orderId}";

    public string Write() => JsonSerializer.Serialize(this, ErrorCaseJson.Default.ErrorCase);
    public static ErrorCase Read(string json) => JsonSerializer.Deserialize(json, ErrorCaseJson.Default.ErrorCase) ?? throw new JsonException("The row is null.");
}

/// <summary>Stored by name.</summary>
public enum ErrorCaseState
{
    /// <summary>In the error queue.</summary>
    Open,

    /// <summary>Put back on its queue; what comes of it is not known yet.</summary>
    Retrying,

    /// <summary>It succeeded, by a retry or another way.</summary>
    Resolved,

    /// <summary>Somebody decided that nothing is to be done.</summary>
    Dismissed
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ErrorCase))]
internal sealed partial class ErrorCaseJson : JsonSerializerContext;
