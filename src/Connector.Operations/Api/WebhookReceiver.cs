using System.Text.Json;
using System.Text.Json.Serialization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>
/// Takes webhook notifications of ShipStation. They carry no signature, so only the secret in the address shows that they are genuine; and they only say where to read,
/// so the work is queued and the response sent at once. The address never reaches a log or a message.
/// </summary>
public sealed partial class WebhookReceiver(IWebhookSecrets secrets, IWorkQueue queue, IIdSource ids, TimeProvider clock, ILogger<WebhookReceiver> log)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxUrl = 2048;
    private const int MaxType = 128;

    /// <summary>200 means that the notification is safe on the queue. A second delivery is harmless: what is read again is not news.</summary>
    internal async Task<IResult> TakeAsync(HttpContext http, string account, string? secret)
    {
        if (!secrets.IsGenuine(account, secret)) return Problems.Nothing();
        if (await BoundedBody.ReadAsync(http.Request, MaxBody, http.RequestAborted) is not { } body)
            return Problems.Create(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaxBody} bytes.");
        var (notification, problem) = Read(body);
        if (notification is null) return problem!;
        var message = new WorkMessage
        {
            Type = MessageTypes.WebhookNotification, Id = ids.New(), Reason = "webhook", CorrelationId = ids.New(), EnqueuedAt = clock.GetUtcNow(), Account = account,
            ResourceUrl = notification.ResourceUrl, ResourceType = notification.ResourceType
        };
        try
        {
            await Promptly.RunAsync(stop => queue.SendAsync(QueueNames.Shipments, [message], null, stop), clock);
        }
        catch (Exception e)
        {
            Log.NotQueued(log, e, account);
            return Problems.Create(StatusCodes.Status503ServiceUnavailable, "The notification could not be queued. Send it again.");
        }
        return TypedResults.Ok();
    }

    private static (ShipStationNotification? Notification, IResult? Problem) Read(byte[] body)
    {
        ShipStationNotification? notification;
        try
        {
            notification = JsonSerializer.Deserialize(new MemoryStream(body), NotificationJson.Default.ShipStationNotification);
        }
        catch (JsonException e)
        {
            return (null, Problems.Field(e.Path is { Length: > 2 } path ? path[2..] : "body", "cannot be read as a webhook notification."));
        }
        return notification switch
        {
            { ResourceUrl: null or "" } or null => (null, Problems.Field("resource_url", "is required.")),
            { ResourceUrl.Length: > MaxUrl } => (null, Problems.Field("resource_url", $"must have at most {MaxUrl} characters.")),
            { ResourceType: null or "" } => (null, Problems.Field("resource_type", "is required.")),
            { ResourceType.Length: > MaxType } => (null, Problems.Field("resource_type", $"must have at most {MaxType} characters.")),
            _ => (notification, null)
        };
    }

    private static partial class Log
    {
        [LoggerMessage(310, LogLevel.Error, "A webhook notification for account {Account} could not be queued")]
        public static partial void NotQueued(ILogger logger, Exception exception, string account);
    }
}

/// <summary>The body of a notification; other members are ignored.</summary>
internal sealed record ShipStationNotification(string? ResourceUrl, string? ResourceType);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ShipStationNotification))]
internal sealed partial class NotificationJson : JsonSerializerContext;
