using System.Net;
using System.Text;

namespace Connector.Tests.ShipStation.Doubles;

/// <summary>What left the client.</summary>
internal sealed record SentRequest(string Method, Uri Address, string? Authorization, string? ContentType, string Body)
{
    public string PathAndQuery => Address.PathAndQuery;

    public string? Query(string name) => Address.Query.TrimStart('?').Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)).Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..])).SingleOrDefault();
}

/// <summary>Answers requests by a function, or in turn; a request that nobody answers fails the test.</summary>
internal sealed class StubHttp : HttpMessageHandler, IHttpClientFactory
{
    private readonly Queue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _responses = new();

    public List<SentRequest> Requests { get; } = [];

    public System.Net.Http.Headers.HttpRequestHeaders? LastHeaders { get; private set; }

    public Func<SentRequest, HttpResponseMessage>? Always { get; set; }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public StubHttp Then(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => Then(_ => Response(status, body, headers));

    public StubHttp Then(Func<SentRequest, HttpResponseMessage> response)
    {
        _responses.Enqueue((request, _) => Task.FromResult(response(request)));
        return this;
    }

    public StubHttp ThenAsync(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> response)
    {
        _responses.Enqueue(response);
        return this;
    }

    public static HttpResponseMessage Response(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "text/html" : "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = new SentRequest(
            request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), request.Content?.Headers.ContentType?.ToString(),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Requests.Add(sent);
        LastHeaders = request.Headers;
        if (_responses.TryDequeue(out var response)) return await response(sent, cancellationToken);
        return Always?.Invoke(sent) ?? throw new InvalidOperationException($"Nobody answers {sent.Method} {sent.PathAndQuery}.");
    }
}
