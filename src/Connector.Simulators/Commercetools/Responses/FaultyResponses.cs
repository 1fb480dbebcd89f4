using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.Control;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>Writes answers, and spoils them where a fault says so.</summary>
internal static class FaultyResponses
{
    private const int PadChunk = 64 * 1024;
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', PadChunk)];

    public static async Task WriteAsync(HttpContext context, ApiResponse page)
    {
        var response = context.Response;
        response.StatusCode = page.Status;
        if (page.Body.Count == 0 || HttpMethods.IsHead(context.Request.Method)) return;
        response.ContentType = page.ContentType;
        response.ContentLength = page.Length;
        foreach (var part in page.Body) response.BodyWriter.Write(part.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>What a fault answers instead of the truth; without a body of its own, an error in commercetools' shape.</summary>
    public static ApiResponse From(Fault fault)
    {
        var status = fault.Status!.Value;
        if (fault.Body is not null) return new ApiResponse(status, [Encoding.UTF8.GetBytes(fault.Body)], fault.ContentType);
        var (code, message) = status switch
        {
            401 => ("invalid_token", "invalid_token"),
            403 => ("insufficient_scope", "Insufficient scope."),
            404 => ("ResourceNotFound", "The Resource was not found."),
            409 => ("ConcurrentModification", "Object has a different version than expected."),
            429 => ("TooManyRequests", "Too many requests."),
            502 => ("BadGateway", "Bad gateway."),
            503 => ("OverCapacity", "The service is over capacity."),
            504 => ("GatewayTimeout", "Gateway timeout."),
            >= 500 => ("General", "Internal server error."),
            _ => ("InvalidInput", "Invalid input."),
        };
        if (status is 401 or 403) return Refusal.Oauth(status, code, message).ToResponse();
        return ApiResponse.Json(status, new JsonObject
        {
            ["statusCode"] = status, ["message"] = message, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        });
    }

    /// <summary>The true answer cut short, or blown up with trailing blanks.</summary>
    public static ApiResponse Distort(Fault fault, ApiResponse page)
    {
        if (fault.TruncateAt is { } length) page = page with { Body = Cut(page.Body, length) };
        if (fault.PadTo is not { } target) return page;
        List<ReadOnlyMemory<byte>> parts = [.. page.Body];
        for (var missing = target - page.Length; missing > 0; missing -= PadChunk) parts.Add(Blanks.AsMemory(0, (int)Math.Min(missing, PadChunk)));
        return page with { Body = parts };
    }

    /// <summary>Breaks the connection: at once, or after the first bytes of the answer where the fault gives a length.</summary>
    public static async Task BreakAsync(HttpContext context, Fault fault, ApiResponse page)
    {
        if (fault.TruncateAt is { } length && page.Length > 0)
        {
            context.Response.StatusCode = page.Status;
            context.Response.ContentType = page.ContentType;
            context.Response.ContentLength = page.Length;
            foreach (var part in Cut(page.Body, (int)Math.Min(length, page.Length - 1))) await context.Response.BodyWriter.WriteAsync(part, context.RequestAborted);
            // A body that ends before its announced length closes the connection behind what was written.
            return;
        }
        context.Abort();
    }

    /// <summary>The true answer, byte by byte.</summary>
    public static Task DripAsync(HttpContext context, ApiResponse page, FaultPlan faults, int milliseconds)
    {
        var response = context.Response;
        response.StatusCode = page.Status;
        response.ContentType = page.ContentType;
        response.ContentLength = page.Length;
        return faults.DripAsync(response.BodyWriter, page.Body, milliseconds, context.RequestAborted);
    }

    private static List<ReadOnlyMemory<byte>> Cut(IReadOnlyList<ReadOnlyMemory<byte>> body, int length)
    {
        var cut = new List<ReadOnlyMemory<byte>>();
        foreach (var part in body)
        {
            if (length <= 0) break;
            cut.Add(part[..Math.Min(part.Length, length)]);
            length -= part.Length;
        }
        return cut;
    }
}
