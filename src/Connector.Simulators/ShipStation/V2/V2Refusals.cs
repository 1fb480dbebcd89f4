using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The error body of V2: an id of the request and a list.</summary>
internal static class V2Refusals
{
    public static Response Unauthorized() => Refuse(401, "security", "unauthorized", "The API key is not valid.");

    public static Response TooManyRequests() => Refuse(429, "system", "rate_limit_exceeded", "Too many requests.");

    public static Response NotFound() => Refuse(404, "validation", "unspecified", "The resource does not exist.");

    public static Response BadId() => Refuse(400, "validation", "invalid_identifier", "The identifier is not valid.");

    public static Response Missing(string field) => Refuse(400, "validation", "field_value_required", $"{field} is required.");

    public static Response Wrong(string field) => Refuse(400, "validation", "invalid_field_value", $"{field} is not valid.");

    public static Response Conflict() => Refuse(409, "business_rules", "webhook_event_type_conflict", "The webhook exists already.");

    private static Response Refuse(int status, string type, string code, string message) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("request_id", Guid.NewGuid());
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("error_source", "ShipStation");
        writer.WriteString("error_type", type);
        writer.WriteString("error_code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }, status);
}
