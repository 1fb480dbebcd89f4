using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>Takes requests apart as they stand on the wire: a slash inside an order number stays part of it.</summary>
internal static class RequestReader
{
    public static (IReadOnlyList<string> Segments, IReadOnlyList<KeyValuePair<string, string>> Query) ReadTarget(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/";
        if (!target.StartsWith('/')) target = context.Request.Path + context.Request.QueryString.ToString();
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString);
        return ([.. segments], ReadForm(mark < 0 ? "" : target[(mark + 1)..]));
    }

    /// <summary>Pairs of a query string or a form, in their order.</summary>
    public static List<KeyValuePair<string, string>> ReadForm(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? new(Decode(part), "") : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }
        return pairs;
    }

    /// <summary>The whole body; null when it is larger than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength is 0) return ReadOnlyMemory<byte>.Empty;
        if (context.Request.ContentLength > maxBytes) return null;
        var reader = context.Request.BodyReader;
        var body = new ArrayBufferWriter<byte>((int)(context.Request.ContentLength ?? 4096));
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (body.WrittenCount + result.Buffer.Length > maxBytes) return null;
            foreach (var part in result.Buffer) body.Write(part.Span);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted) return body.WrittenMemory;
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
