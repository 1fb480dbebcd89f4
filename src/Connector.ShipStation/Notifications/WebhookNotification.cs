using System.Text.Json;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Notifications;

/// <summary>What a webhook says: where to look, and for what. Neither is to be believed before it is read from ShipStation.</summary>
/// <param name="ResourceType">ORDER_NOTIFY, SHIP_NOTIFY and so on; words of the future come through as they are.</param>
public sealed record WebhookNotification(string ResourceUrl, string ResourceType);

/// <summary>Either a notification or the reason why there is none; the reason repeats nothing of the body.</summary>
public sealed record WebhookNotificationResult(WebhookNotification? Notification, string? Refusal);

/// <summary>Reads the body of a delivered webhook.</summary>
public static class WebhookNotificationBody
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxText = 2048;

    /// <summary>Never throws for what is in the body: a body that is too long, no JSON or without its two members is refused with a reason.</summary>
    public static async Task<WebhookNotificationResult> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBytes ? Refused("The body is larger than 64 KB.") : Read(buffer.AsSpan(0, length));
    }

    public static WebhookNotificationResult Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBytes) return Refused("The body is larger than 64 KB.");
        WireNotification? notification;
        try
        {
            notification = JsonSerializer.Deserialize(body, WireJson.Default.WireNotification);
        }
        catch (JsonException)
        {
            return Refused("The body is not a JSON object with resource_url and resource_type.");
        }
        if (string.IsNullOrWhiteSpace(notification?.ResourceUrl)) return Refused("resource_url is missing.");
        if (string.IsNullOrWhiteSpace(notification.ResourceType)) return Refused("resource_type is missing.");
        if (notification.ResourceUrl.Length > MaxText) return Refused("resource_url is too long.");
        if (notification.ResourceType.Length > 100) return Refused("resource_type is too long.");
        return new WebhookNotificationResult(new WebhookNotification(notification.ResourceUrl, notification.ResourceType), null);
    }

    private static WebhookNotificationResult Refused(string reason) => new(null, reason);
}
