using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Core.Model.Messages;

/// <summary>The envelope as a message's body: UTF-8 JSON.</summary>
public static class WorkMessageBody
{
    /// <summary>What an error queue shows as the type of a body that no one can read.</summary>
    public const string UnreadableType = "Unreadable";

    /// <summary>How messages of type <see cref="MessageTypes.WebhookNotification"/> were written before; still read as that type.</summary>
    private const string FormerNotificationType = "ShipNotice";

    /// <summary>A message that was never sent before carries the activity that sends it.</summary>
    public static byte[] Write(WorkMessage message) => JsonSerializer.SerializeToUtf8Bytes(
        message.TraceParent is null && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } sender ? message with { TraceParent = sender.Id } : message, WorkMessageJson.Default.WorkMessage);

    /// <summary>Null with a problem when the body is not an envelope that this version understands. Unknown members are ignored.</summary>
    public static WorkMessage? Read(ReadOnlySpan<byte> body, out string problem)
    {
        problem = "";
        WorkMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(body, WorkMessageJson.Default.WorkMessage);
        }
        catch (JsonException e)
        {
            problem = $"The body is not an envelope: {e.Path ?? "$"} at line {e.LineNumber + 1}.";
            return null;
        }
        if (message?.Type == FormerNotificationType) message = message with { Type = MessageTypes.WebhookNotification };
        problem = message switch
        {
            null => "The body is null.",
            { Schema: < 1 or > WorkMessage.CurrentSchema } => $"schema {message.Schema} is not known; this version reads {WorkMessage.CurrentSchema}.",
            _ when string.IsNullOrWhiteSpace(message.Type) => "type is empty.",
            _ when string.IsNullOrWhiteSpace(message.Id) => "id is empty.",
            // "required" only asks for the member to be there: a null passes, and is left out when the message is written again.
            { CorrelationId: null } => "correlationId is null.",
            { Tracking.Account: null } => "tracking.account is null.",
            { Type: MessageTypes.PushOrder or MessageTypes.RecordShipment or MessageTypes.RecordOrderStatus or MessageTypes.BuyLabel } when !OrderIds.IsOne(message.Id) =>
                "id is not an order id: it may contain letters, digits, dash, underscore and dot.",
            _ => ""
        };
        return problem.Length == 0 ? message : null;
    }

    /// <summary>False when the body is not a whole envelope of a schema that this version knows; unknown members do not matter.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out WorkMessage? message)
    {
        message = Read(body, out _);
        return message is not null;
    }

    /// <summary>
    /// The body with which a dead message goes back to its queue: the same work as a first attempt, which remembers when it first failed and how often people put it back.
    /// What is not an envelope goes back as it is.
    /// </summary>
    /// <param name="firstFailedAt">As the error queue has it; null where that is not known.</param>
    public static byte[] ForReplay(ReadOnlySpan<byte> body, DateTimeOffset? firstFailedAt = null) =>
        TryRead(body, out var message) ? Write(message with { Attempt = 0, FirstFailedAt = message.FirstFailedAt ?? firstFailedAt, Retries = message.Retries + 1 }) : body.ToArray();
}
