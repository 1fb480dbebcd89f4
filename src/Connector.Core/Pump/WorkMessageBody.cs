using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Connector.Core.Pump;

/// <summary>The envelope as it stands in a message's body: UTF-8 JSON.</summary>
public static class WorkMessageBody
{
    /// <summary>What an error queue shows as the type of a body that no one can read.</summary>
    public const string UnreadableType = "Unreadable";

    public static byte[] Write(WorkMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, WorkMessageJson.Default.WorkMessage);

    /// <summary>False when the body is not an envelope of a schema that this version knows; unknown members do not matter.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out WorkMessage? message)
    {
        try
        {
            message = JsonSerializer.Deserialize(body, WorkMessageJson.Default.WorkMessage);
        }
        catch (JsonException)
        {
            message = null;
        }
        // "required" only asks for the member to be there: a null passes.
        if (message is { Schema: >= 1 and <= WorkMessage.CurrentSchema, Type.Length: > 0, Id.Length: > 0, CorrelationId: not null }) return true;
        message = null;
        return false;
    }

    /// <summary>
    /// The body with which a dead message goes back to its queue: the same work as a first attempt. What is not an envelope goes back as it is.
    /// </summary>
    public static byte[] ForReplay(ReadOnlySpan<byte> body) =>
        TryRead(body, out var message) ? Write(message with { Attempt = 0, FirstFailedAt = null }) : body.ToArray();
}
