using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>Whatever is wrong with a request: every operation of the host on one machine responds with problem details (RFC 9457), in a status that its document has.</summary>
public sealed class ProblemTests(ProblemHost host) : IClassFixture<ProblemHost>
{
    private const string Unknown = "no-such-thing";
    private static readonly (string, string) s_operator = ("Authorization", "Bearer " + ProblemHost.OperatorsToken);
    private static readonly (string, string) s_viewer = ("Authorization", "Bearer " + ProblemHost.ViewersToken);
    private static readonly (string, string) s_stranger = ("Host", "connector.example.com");

    [Fact]
    public Task Without_a_sign_in() => ForEachAsync(static _ => true, async operation =>
    {
        var problem = await SendAsync(operation, HttpStatusCode.Unauthorized, "{}");
        Assert.Null(problem["detail"]);
        Assert.Null(problem["errors"]);
    });

    [Fact]
    public async Task From_a_sender_who_may_not_know_of_it()
    {
        // Nothing tells it from an address that does not exist.
        var missing = await SendAsync("POST", "/api/no/such/address", HttpStatusCode.NotFound, "{}", Unknown, s_operator);
        await ForEachAsync(static _ => true, async operation =>
        {
            var hidden = await SendAsync(operation, HttpStatusCode.NotFound, "{}", s_operator, s_stranger);
            hidden["traceId"] = missing["traceId"]!.DeepClone();
            Assert.True(JsonNode.DeepEquals(hidden, missing), $"{hidden} {missing}");
        });
    }

    [Fact]
    public Task In_the_wrong_role_or_from_a_foreign_page() => ForEachAsync(static o => o.Method == "POST", async operation =>
    {
        await SendAsync(operation, HttpStatusCode.Forbidden, "{}", s_viewer);
        await SendAsync(operation, HttpStatusCode.Forbidden, "{}", s_operator, ("Origin", "https://evil.example.com"));
    });

    [Fact]
    public Task In_a_method_that_it_does_not_take() => ForEachAsync(static _ => true, async operation =>
    {
        var taken = ApiCatalog.All.Where(o => o.Path == operation.Path).Select(static o => o.Method);
        foreach (var other in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }.Except(taken, StringComparer.Ordinal))
        {
            // GET /api/errors/retry asks for the error with the ID "retry".
            var isName = other == "GET" && operation.Path.Split('/') is [_, _, "errors", not "groups" and not "closed"];
            await SendAsync(other, operation.Path, isName ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed, null, Unknown, s_operator);
        }
    });

    [Fact]
    public Task With_a_body_that_cannot_be_used() => ForEachAsync(static o => o.Body is not null, async operation =>
    {
        var name = operation.Path.Contains("/flows/", StringComparison.Ordinal) ? "orders" : host.Order;
        foreach (var body in new[] { "", "{", "[]", "\"text\"", "{\"noSuchMember\": 1}", "{\"by\": 17}" })
        {
            var problem = await SendAsync(operation.Method, operation.Path, HttpStatusCode.BadRequest, body, name, s_operator);
            Assert.NotEmpty(problem["errors"]!.AsObject());
        }
        if (!operation.IsBodyOptional) await SendAsync(operation.Method, operation.Path, HttpStatusCode.UnsupportedMediaType, "text", name, s_operator);
        await SendAsync(operation.Method, operation.Path, HttpStatusCode.RequestEntityTooLarge, $"{{\"by\": \"{new string('x', 70_000)}\"}}", name, s_operator);
    });

    [Fact]
    public Task With_a_parameter_that_cannot_be_used() => ForEachAsync(static o => o.Query.Count > 0, async operation =>
    {
        var required = string.Concat(operation.Query.Where(static q => q.IsRequired).Select(static q => $"&{q.Name}=x"));
        foreach (var parameter in operation.Query.Where(static q => q.Words is not null || q.Number is not null || q.Description.Contains("instant", StringComparison.Ordinal)))
        {
            var problem = await SendAsync(operation.Method, $"{operation.Path}?{parameter.Name}=%3Cscript%3E{required}", HttpStatusCode.BadRequest, null, host.Order, s_operator);
            Assert.Equal([parameter.Name], problem["errors"]!.AsObject().Select(static e => e.Key));
        }
        foreach (var parameter in operation.Query.Where(static q => q is { Words: null, Number: null, IsFlag: false }))
            await SendAsync(operation.Method, $"{operation.Path}?{parameter.Name}={new string('x', 300)}", HttpStatusCode.BadRequest, null, host.Order, s_operator);
    });

    [Fact]
    public Task About_something_that_does_not_exist() => ForEachAsync(static o => o.Name is not null, async operation =>
    {
        const string body = "{\"to\": \"2020-01-01T00:00:00Z\"}";
        var content = operation.Body == typeof(RewindWish) ? body : "{}";
        await SendAsync(operation.Method, operation.Path, HttpStatusCode.NotFound, content, Unknown, s_operator);
        var tooLong = await SendAsync(operation.Method, operation.Path, null, content, new string('x', 300), s_operator);
        Assert.True((int)tooLong["status"]! is 400 or 404, $"{tooLong}");
    });

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/orders/1/no-such-view")]
    [InlineData("POST", "/api/labels/frame")]
    [InlineData("GET", "/api/labels/show?id=no/such")]
    [InlineData("GET", "/api/labels/document?id=no/such")]
    [InlineData("GET", "/no/such/address")]
    public Task At_an_address_that_does_not_exist(string method, string path) => SendAsync(method, path, HttpStatusCode.NotFound, null, Unknown, s_operator);

    [Fact]
    public async Task After_too_many_wrong_tokens()
    {
        await using var own = await OperationsHost.StartAsync(null, ("Operations:Operators:0:Name", "Ada"), ("Operations:Operators:0:Token", ProblemHost.OperatorsToken));
        for (var i = 0; i < 10; i++) await SendAsync(own.Http, "GET", "/api/health", HttpStatusCode.Unauthorized, null, Unknown, ("Authorization", "Bearer wrong-" + i));
        await SendAsync(own.Http, "GET", "/api/health", HttpStatusCode.TooManyRequests, null, Unknown, ("Authorization", "Bearer wrong"));
    }

    private static async Task ForEachAsync(Func<ApiOperation, bool> which, Func<ApiOperation, Task> check)
    {
        var failures = new List<string>();
        foreach (var operation in ApiCatalog.All.Where(which))
        {
            try
            {
                await check(operation);
            }
            catch (Exception e)
            {
                failures.Add($"{operation.Method} {operation.Path}: {e.Message}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private Task<JsonObject> SendAsync(ApiOperation operation, HttpStatusCode expected, string? content, params (string Name, string Value)[] headers) =>
        SendAsync(operation.Method, operation.Path, expected, content, Unknown, headers);

    private Task<JsonObject> SendAsync(string method, string path, HttpStatusCode? expected, string? content, string name, params (string Name, string Value)[] headers) =>
        SendAsync(host.Http, method, path, expected, content, name, headers);

    /// <param name="name">What stands in the address for {names}.</param>
    private static async Task<JsonObject> SendAsync(HttpClient http, string method, string path, HttpStatusCode? expected, string? content, string name, params (string Name, string Value)[] headers)
    {
        var address = string.Join('/', path.Split('/').Select(part => part is ['{', ..] ? name : part));
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (content is not null && method != "GET") request.Content = new StringContent(content, Encoding.UTF8, new MediaTypeHeaderValue(content == "text" ? "text/plain" : "application/json"));
        foreach (var (header, value) in headers)
        {
            if (header == "Host") request.Headers.Host = value;
            else request.Headers.TryAddWithoutValidation(header, value);
        }
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var shown = $"{method} {address[..Math.Min(address.Length, 80)]}: {(int)response.StatusCode} {response.Content.Headers.ContentType} {text[..Math.Min(text.Length, 300)]}";
        Assert.True(response.Content.Headers.ContentType?.MediaType == ProblemResult.ContentType, shown);
        Assert.True(expected is null || expected == response.StatusCode, shown);
        Assert.True(response.Headers.CacheControl?.NoStore, shown);

        var problem = JsonNode.Parse(text)!.AsObject();
        var kind = Assert.Single(ProblemKind.All, kind => kind.Status == (int)response.StatusCode);
        Assert.Equal((kind.Type, kind.Title, kind.Status), ((string?)problem["type"], (string?)problem["title"], (int?)problem["status"]));
        Assert.NotEmpty((string?)problem["traceId"] ?? "");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.True(ApiCatalog.Find(method, path.Split('?')[0]) is not { } operation || operation.Problems.Contains((int)response.StatusCode), $"not in the document: {shown}");
        return problem;
    }
}
