using System.Net;
using System.Text;

namespace Connector.Tests.Commercetools.Doubles;

/// <summary>Answers requests from a list of rules and notes them. A request that no rule knows fails the test.</summary>
internal sealed class StubServer : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<(Func<Seen, bool> Matches, Func<Seen, HttpResponseMessage> Response)> _rules = [];

    public List<Seen> All { get; } = [];

    /// <summary>Without the token requests.</summary>
    public IReadOnlyList<Seen> Calls => [.. All.Where(seen => seen.Path != "/oauth/token")];
    public IReadOnlyList<Seen> TokenCalls => [.. All.Where(seen => seen.Path == "/oauth/token")];

    /// <summary>The latest rule that matches wins.</summary>
    public StubServer On(string methodAndPath, Func<Seen, HttpResponseMessage> response)
    {
        _rules.Add((seen => $"{seen.Method} {seen.Path}" == methodAndPath, response));
        return this;
    }

    public StubServer On(string methodAndPath, string json) => On(methodAndPath, _ => Json(json));

    /// <summary>Answers in turn; the last one stays.</summary>
    public StubServer OnInTurn(string methodAndPath, params Func<HttpResponseMessage>[] responses)
    {
        var next = 0;
        return On(methodAndPath, _ => responses[Math.Min(next++, responses.Length - 1)]());
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(int status, string code, string more = "") => Json(
        $$"""{"statusCode":{{status}},"message":"It went wrong.","errors":[{"code":"{{code}}","message":"It went wrong."{{more}}}]}""", (HttpStatusCode)status);

    public static HttpResponseMessage Page(IEnumerable<string> results, long? total = null)
    {
        var list = results.ToList();
        var reported = total is null ? "" : $"\"total\":{total},";
        return Json($$"""{"limit":500,"offset":0,{{reported}}"count":{{list.Count}},"results":[{{string.Join(',', list)}}]}""");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .ToDictionary(header => header.Key, header => string.Join(' ', header.Value), StringComparer.OrdinalIgnoreCase);
        var seen = new Seen(request.Method.Method, request.RequestUri!, body, headers);
        Func<Seen, HttpResponseMessage>? response;
        lock (_gate)
        {
            All.Add(seen);
            response = _rules.FindLast(rule => rule.Matches(seen)).Response;
        }

        return response is null ? throw new InvalidOperationException($"Nothing answers {seen.Method} {seen.Path}") : response(seen);
    }
}

internal sealed record Seen(string Method, Uri Address, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Uri.UnescapeDataString(Address.AbsolutePath);

    /// <summary>The values of this parameter, in order.</summary>
    public IReadOnlyList<string> Query(string name) =>
    [
        .. Address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2))
            .Where(part => part[0] == name).Select(part => Uri.UnescapeDataString(part[1]))
    ];
}
