using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.Control;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.Commercetools.Answering;

/// <summary>Writes answers, and spoils them where a fault says so.</summary>
internal static class FaultyAnswers
{
    private const int PadChunk = 64 * 1024;
    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', PadChunk)];

    public static async Task WriteAsync(HttpContext context, ApiAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Body.Count == 0 || HttpMethods.IsHead(context.Request.Method)) return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Length;
        foreach (var part in answer.Body) response.BodyWriter.Write(part.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>What a fault answers instead of the truth; without a body of its own, an error in commercetools' shape.</summary>
    public static ApiAnswer Of(Fault fault)
    {
        var status = fault.Status!.Value;
        if (fault.Body is not null) return new ApiAnswer(status, [Encoding.UTF8.GetBytes(fault.Body)], fault.ContentType);
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
        if (status is 401 or 403) return Refusal.Oauth(status, code, message).ToAnswer();
        return ApiAnswer.Json(status, new JsonObject
        {
            ["statusCode"] = status, ["message"] = message, ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
        });
    }

    /// <summary>The true answer cut short, or blown up with trailing blanks.</summary>
    public static ApiAnswer Distort(Fault fault, ApiAnswer answer)
    {
        if (fault.TruncateAt is { } length) answer = answer with { Body = Cut(answer.Body, length) };
        if (fault.PadTo is not { } target) return answer;
        List<ReadOnlyMemory<byte>> parts = [.. answer.Body];
        for (var missing = target - answer.Length; missing > 0; missing -= PadChunk) parts.Add(Blanks.AsMemory(0, (int)Math.Min(missing, PadChunk)));
        return answer with { Body = parts };
    }

    /// <summary>Breaks the connection: at once, or after the first bytes of the answer where the fault gives a length.</summary>
    public static async Task BreakAsync(HttpContext context, Fault fault, ApiAnswer answer)
    {
        if (fault.TruncateAt is { } length)
        {
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            context.Response.ContentLength = answer.Length;
            foreach (var part in Cut(answer.Body, length)) await context.Response.BodyWriter.WriteAsync(part, context.RequestAborted);
        }
        context.Abort();
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
