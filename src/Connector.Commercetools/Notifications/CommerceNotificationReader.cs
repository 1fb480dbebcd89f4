using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;

namespace Connector.Commercetools.Notifications;

/// <summary>Reads the body of a delivery, in the Platform or the CloudEvents form.</summary>
public static class CommerceNotificationReader
{
    private const int MaxBytes = 1024 * 1024;
    private const int MaxWordLength = 64;
    private const string CloudEventTypePrefix = "com.commercetools.";

    /// <summary>Never throws because of the content. <paramref name="utf8"/> is one delivery; a byte order mark is allowed.</summary>
    public static CommerceNotification Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxBytes) return new CommerceNotification.Unreadable("body: larger than 1 MB");
        if (utf8.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) utf8 = utf8[3..];
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ReadForm(document.RootElement)
                : new CommerceNotification.Unreadable("body: not a JSON object");
        }
        catch (JsonException wrong)
        {
            var path = wrong.Path is { Length: > 2 } given ? given[2..] : "body";
            return new CommerceNotification.Unreadable(path == "body" ? "body: not JSON" : $"{path}: unexpected type or value");
        }
        catch (InvalidOperationException)
        {
            return new CommerceNotification.Unreadable("body: text that is no valid Unicode");
        }
    }

    private static CommerceNotification ReadForm(JsonElement body)
    {
        if (FieldsFromWire.Member(body, "specversion") is null) return ReadPlatform(body, body);
        if (FieldsFromWire.Member(body, "data") is { ValueKind: JsonValueKind.Object } data) return ReadPlatform(data, body);
        return ReadEnvelope(body);
    }

    private static CommerceNotification ReadPlatform(JsonElement payload, JsonElement body)
    {
        var wire = payload.Deserialize(WireJson.Default.WireNotification)!;
        if (wire.NotificationType == "Event") return new CommerceNotification.Ignored($"event {Word(wire.Type)}");
        if (wire.Resource is null) return new CommerceNotification.Unreadable("resource: missing");
        if (wire.Resource.TypeId == "subscription") return new CommerceNotification.Ignored("test notification of a subscription");
        if (string.IsNullOrWhiteSpace(wire.Resource.TypeId)) return new CommerceNotification.Unreadable("resource.typeId: missing");
        if (wire.Resource.TypeId != "order") return new CommerceNotification.Ignored($"concerns {Word(wire.Resource.TypeId)}");
        if (Blank.ToNull(wire.Resource.Id) is not { } id) return new CommerceNotification.Unreadable("resource.id: missing");
        var number = Blank.ToNull(wire.ResourceUserProvidedIdentifiers?.OrderNumber) ?? NumberInPayload(payload);
        var isChange = wire.NotificationType is { } kind && kind.StartsWith("Resource", StringComparison.Ordinal);
        var type = wire.Type ?? wire.PayloadNotIncluded?.PayloadType ?? TypeOfEnvelope(payload, body) ?? wire.NotificationType;
        return new CommerceNotification.Order(id, number, isChange ? wire.Version : wire.ResourceVersion, Word(isChange ? wire.NotificationType : type));
    }

    // A CloudEvent may come without its data; then type and subject say enough: com.commercetools.order.message.OrderCreated, <order id>.
    private static CommerceNotification ReadEnvelope(JsonElement body)
    {
        var wire = body.Deserialize(WireJson.Default.WireNotification)!;
        if (wire.Type is null || !wire.Type.StartsWith(CloudEventTypePrefix, StringComparison.Ordinal))
        {
            return new CommerceNotification.Unreadable("type: not one of commercetools");
        }

        var parts = wire.Type[CloudEventTypePrefix.Length..].Split('.');
        if (parts[0] != "order") return new CommerceNotification.Ignored($"concerns {Word(parts[0])}");
        return Blank.ToNull(wire.Subject) is { } id
            ? new CommerceNotification.Order(id, OrderNumber: null, ResourceVersion: null, Word(parts[^1]))
            : new CommerceNotification.Unreadable("subject: missing");
    }

    private static string? TypeOfEnvelope(JsonElement payload, JsonElement body) =>
        FieldsFromWire.Member(payload, "specversion") is not null ? null : FieldsFromWire.Text(body, "type")?.Split('.')[^1];

    private static string? NumberInPayload(JsonElement payload) =>
        FieldsFromWire.Member(payload, "order") is { } order ? Blank.ToNull(FieldsFromWire.Text(order, "orderNumber")) : null;

    private static string Word(string? word) => word is null or "" ? "Message" : word.Length <= MaxWordLength ? word : word[..MaxWordLength];
}
