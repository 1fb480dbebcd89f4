using System.Text.Json;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>The error bodies, each in the shape that is documented or recorded for its status; where the real body is unknown, a plain <c>Message</c>.</summary>
internal static class Refusals
{
    public static Response Unauthorized(bool empty) =>
        empty ? Response.Empty(401) : Response.Text(401, """{"message": "Invalid API credentials"}""", "application/json; charset=utf-8");

    public static Response TooManyRequests() => Response.Text(429, """{"message": "Too Many Requests"}""", "application/json; charset=utf-8");

    public static Response NotFound() => Message(404, "The requested resource was not found.");

    public static Response WrongVerb(string verb) => Message(405, $"The requested resource does not support http method '{verb}'.");

    public static Response BadRequest(string message) => Message(400, message);

    public static Response Message(int status, string message) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Message", message);
        writer.WriteEndObject();
    }, status);

    /// <summary>What an unhandled exception of the service looks like.</summary>
    public static Response Exception(string message = "Object reference not set to an instance of an object.", string type = "System.NullReferenceException") =>
        Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("Message", "An error has occurred.");
            writer.WriteString("ExceptionMessage", message);
            writer.WriteString("ExceptionType", type);
            writer.WriteEndObject();
        }, 500);

    public static Response NotBound(BindingErrors errors) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("Message", "The request is invalid.");
        writer.WriteStartObject("ModelState");
        foreach (var (path, messages) in errors.ByPath)
        {
            writer.WriteStartArray(path);
            foreach (var message in messages) writer.WriteStringValue(message);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }, 400);

    /// <summary>The body that a status usually has, for faults that name only a status.</summary>
    public static Response Usual(int status) => status switch
    {
        401 => Unauthorized(empty: false),
        429 => TooManyRequests(),
        404 => NotFound(),
        500 => Exception(),
        502 or 503 or 504 => Response.Text(status, $"<html><head><title>{status}</title></head><body><h1>Gateway error</h1></body></html>", "text/html"),
        >= 400 and < 500 => Message(status, "The request is invalid."),
        _ => Response.Empty(status),
    };
}
