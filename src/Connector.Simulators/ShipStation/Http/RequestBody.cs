using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>The body of a request, read once however often it is asked for.</summary>
/// <param name="Value">Undefined when none was sent, or when it could not be read.</param>
internal sealed record RequestBody(JsonElement Value, Func<Response>? Refusal)
{
    private static readonly object s_key = new();

    public static async Task<RequestBody> ReadAsync(HttpContext context, bool anyType)
    {
        if (context.Items.TryGetValue(s_key, out var known)) return (RequestBody)known!;
        var body = await ParseAsync(context, anyType);
        context.Items[s_key] = body;
        return body;
    }

    private static async Task<RequestBody> ParseAsync(HttpContext context, bool anyType)
    {
        if (!IsThere(context)) return new(default, Refusal: null);
        var type = context.Request.ContentType;
        if (!anyType && !context.Request.HasJsonContentType())
            return new(default, () => Refusals.Message(415, $"The request entity's media type '{type}' is not supported for this resource."));
        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            context.Response.RegisterForDispose(document);
            return new(document.RootElement, Refusal: null);
        }
        catch (JsonException unreadable)
        {
            return new(default, () =>
            {
                var errors = new BindingErrors();
                errors.Add("", $"The body is not JSON: {unreadable.Message}");
                return Refusals.NotBound(errors);
            });
        }
    }

    private static bool IsThere(HttpContext context) =>
        context.Request.ContentLength is not 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };
}
