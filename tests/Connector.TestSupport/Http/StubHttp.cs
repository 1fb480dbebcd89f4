using System.Net;
using System.Text;

namespace Connector.TestSupport.Http;

/// <summary>
/// Stands where the network begins and notes what was sent. Responds in turn (<c>Then</c>), else by method and path (<c>On</c>), else to everything alike
/// (<c>Always</c>); a request without a response fails the test.
/// </summary>
public sealed class StubHttp : HttpMessageHandler, IHttpClientFactory
{
    private const string TokenPath = "/oauth/token";

    private readonly Lock _gate = new();
    private readonly List<SentRequest> _requests = [];
    private readonly Queue<Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>> _turns = new();
    private readonly Dictionary<string, Func<SentRequest, HttpResponseMessage>> _routes = new(StringComparer.Ordinal);

    /// <summary>Everything that was sent, in order.</summary>
    public IReadOnlyList<SentRequest> Requests
    {
        get { lock (_gate) return [.. _requests]; }
    }

    /// <summary>Without the token requests.</summary>
    public IReadOnlyList<SentRequest> Calls => [.. Requests.Where(static sent => sent.Path != TokenPath)];
    public IReadOnlyList<SentRequest> TokenCalls => [.. Requests.Where(static sent => sent.Path == TokenPath)];

    public Func<SentRequest, HttpResponseMessage>? Always { get; set; }

    /// <summary>Forgets what was sent so far.</summary>
    public void Forget()
    {
        lock (_gate) _requests.Clear();
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public StubHttp Then(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => Then(_ => Response(status, body, headers));

    public StubHttp Then(Func<SentRequest, HttpResponseMessage> response) => ThenAsync((request, _) => Task.FromResult(response(request)));

    public StubHttp ThenAsync(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> response)
    {
        lock (_gate) _turns.Enqueue(response);
        return this;
    }

    /// <summary>The latest response for a method and path wins.</summary>
    public StubHttp On(string methodAndPath, Func<SentRequest, HttpResponseMessage> response)
    {
        lock (_gate) _routes[methodAndPath] = response;
        return this;
    }

    public StubHttp On(string methodAndPath, string json) => On(methodAndPath, _ => Json(json));

    /// <summary>Responds in turn; the last one stays.</summary>
    public StubHttp OnInTurn(string methodAndPath, params Func<HttpResponseMessage>[] responses)
    {
        var next = 0;
        return On(methodAndPath, _ => responses[Math.Min(next++, responses.Length - 1)]());
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) => Response(status, json);

    public static HttpResponseMessage Response(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, body.StartsWith('<') ? "text/html" : "application/json") };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await SentRequest.FromAsync(request, cancellationToken);
        Func<SentRequest, CancellationToken, Task<HttpResponseMessage>>? turn;
        Func<SentRequest, HttpResponseMessage>? route;
        lock (_gate)
        {
            _requests.Add(sent);
            _turns.TryDequeue(out turn);
            route = _routes.GetValueOrDefault($"{sent.Method} {sent.Path}") ?? Always;
        }
        if (turn is not null) return await turn(sent, cancellationToken);
        return route?.Invoke(sent) ?? throw new InvalidOperationException($"Nothing responds to {sent.Method} {sent.PathAndQuery}.");
    }
}
