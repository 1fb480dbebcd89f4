using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The error body of V2: an id of the request and a list.</summary>
internal static class V2Refusals
{
    private const string Validation = "validation";
    private const string Rules = "business_rules";

    public static Response Unauthorized() => From(401, new("security", "unauthorized", "Access denied.") { Source = "shipengine" });

    public static Response Forbidden(string message) => From(403, new("security", "forbidden", message));

    public static Response TooManyRequests() => From(429, new("system", "rate_limit_exceeded", "Too many requests."));

    public static Response NotFound() => From(404, new(Validation, "unspecified", "The resource does not exist."));

    public static Response BadId() => From(400, new(Validation, "invalid_identifier", "The identifier is not valid."));

    public static Response StaleRate(string message) => From(400, new(Validation, "invalid_identifier", message));

    public static Response NoBody() => From(400, new(Validation, "request_body_required", "A request body is required."));

    public static Response Missing(string field) => From(400, new(Validation, "field_value_required", $"{field} is required.") { Field = field });

    public static Response Wrong(string field) => From(400, new(Validation, "invalid_field_value", $"{field} is not valid.") { Field = field });

    public static Response Wrong(string field, string message) => From(400, new(Validation, "invalid_field_value", message) { Field = field });

    public static Response Clash(string field) => From(400, new(Validation, "field_conflict", $"{field} is not allowed here.") { Field = field });

    public static Response Conflict() => From(409, new(Rules, "webhook_event_type_conflict", "The webhook exists already."));

    public static Response NoService() => From(400, new(Rules, "service_not_determined", "No carrier and service could be determined."));

    public static Response WrongStatus(string message) => From(400, new(Rules, "invalid_status", message));

    public static Response Rule(string code, string message) => From(400, new(Rules, code, message));

    /// <summary>What the carrier said.</summary>
    public static Response ByCarrier(CarrierData carrier, string code, string message) => From(400, new(Rules, code, message) { Source = "carrier", Carrier = carrier });

    public static Response NoFunds(CarrierData carrier) =>
        From(400, new("account_status", "insufficient_funds", "The balance does not cover this label.") { Source = "carrier", Carrier = carrier });

    /// <summary>The body that a status usually has, for faults that name only a status.</summary>
    public static Response Usual(int status) => status switch
    {
        400 => Wrong("request"),
        401 => Unauthorized(),
        404 => NotFound(),
        429 => TooManyRequests(),
        500 => From(500, new("system", "unspecified", "An unexpected error occurred.")),
        _ => Refusals.Usual(status)
    };

    /// <summary>The sentence inside of a refusal.</summary>
    public static string MessageOf(Response refusal)
    {
        using var body = System.Text.Json.JsonDocument.Parse(refusal.Body);
        return body.RootElement.GetProperty("errors")[0].GetProperty("message").GetString()!;
    }

    public static Response From(int status, V2Error error)
    {
        var id = Guid.NewGuid();
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("request_id", id);
            writer.WriteStartArray("errors");
            error.Write(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }, status, id.ToString());
    }
}
