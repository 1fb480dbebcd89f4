using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The response to one action of a transaction, or the one refusal of all of them.</summary>
internal sealed class TransactionResponse(int status, string reason, Dictionary<string, string> headers, byte[] body) : Response
{
    private const string StatusLine = "HTTP/1.1 ";

    public override int Status => status;
    public override string ReasonPhrase => reason;
    public override Stream? ContentStream { get; set; } = new MemoryStream(body);
    public override string ClientRequestId { get; set; } = "";

    public static List<TransactionResponse> ReadAll(Response response)
    {
        var text = response.Content.ToString();
        var responses = new List<TransactionResponse>();
        for (var start = text.IndexOf(StatusLine, StringComparison.Ordinal); start >= 0;)
        {
            var next = text.IndexOf(StatusLine, start + StatusLine.Length, StringComparison.Ordinal);
            responses.Add(Read(next < 0 ? text[start..] : text[start..next]));
            start = next;
        }
        return responses;
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(static h => new HttpHeader(h.Key, h.Value));

    private static TransactionResponse Read(string part)
    {
        using var reader = new StringReader(part);
        var first = reader.ReadLine()!.Split(' ', 3);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        var rest = reader.ReadToEnd();
        var end = rest.LastIndexOf("\n--", StringComparison.Ordinal);
        // Between two responses and after the last stand the lines of the multipart frame.
        var json = rest.IndexOf('{', StringComparison.Ordinal) is var brace and >= 0 ? rest[brace..(rest.LastIndexOf('}') + 1)] : end < 0 ? "" : rest[..end].Trim();
        return new TransactionResponse(int.Parse(first[1], CultureInfo.InvariantCulture), first.Length > 2 ? first[2] : "", headers, Encoding.UTF8.GetBytes(json));
    }
}
