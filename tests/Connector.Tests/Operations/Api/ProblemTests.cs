using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>Whatever is wrong with a request: every operation of the API responds with problem details (RFC 9457), in a status that its document has.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private const string OperatorsToken = "ada-0123456789-0123456789";
    private const string ViewersToken = "viewer-0123456789-0123456789";
    private const string Unknown = "no-such-thing";
    private static readonly (string, string) s_operator = ("Authorization", "Bearer " + OperatorsToken);
    private static readonly (string, string) s_viewer = ("Authorization", "Bearer " + ViewersToken);

    /// <summary>What the host on one machine adds, and reads of both sides, are called in other tests.</summary>
    private static readonly string[] s_elsewhere = ["/api/doctor"];

    private OperationsHost _host = null!;

    public static TheoryData<string, string> Operations => [.. Rows(static _ => true)];
    public static TheoryData<string, string> Changes => [.. Rows(static o => o.Method == "POST")];
    public static TheoryData<string, string> WithBody => [.. Rows(static o => o.Body is not null)];
    public static TheoryData<string, string> WithName => [.. Rows(static o => o.Name is not null)];

    public static TheoryData<string, string, string> WithQuery => [.. ApiCatalog.All.SelectMany(static o => o.Query.Select(q => (o, q)))
        .Where(static p => p.q.Words is not null || p.q.Number is not null || p.q.Description.Contains("instant", StringComparison.Ordinal)).Where(static p => p.o.Path != "/api/labels/documents" || p.q.Name is "from" or "to")
        .Select(static p => (p.o.Method, p.o.Path, p.q.Name))];

    private static IEnumerable<(string, string)> Rows(Func<ApiOperation, bool> which) => ApiCatalog.All.Where(o => !s_elsewhere.Contains(o.Path, StringComparer.Ordinal) && which(o)).Select(static o => (o.Method, o.Path));

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync(
        null, ("Operations:Operators:0:Name", "Ada"), ("Operations:Operators:0:Role", "Operator"), ("Operations:Operators:0:Token", OperatorsToken), ("Operations:Operators:1:Name", "Vera"), ("Operations:Operators:1:Token", ViewersToken));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Without_a_sign_in(string method, string path)
    {
        var problem = await SendAsync(method, path, HttpStatusCode.Unauthorized, Json("{}"));
        Assert.Null(problem["detail"]);
        Assert.Null(problem["errors"]);
        await SendAsync(method, path, HttpStatusCode.Unauthorized, Json("{}"), ("Authorization", "Bearer wrong"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task From_a_sender_who_may_not_know_of_it(string method, string path)
    {
        var hidden = await SendAsync(method, path, HttpStatusCode.NotFound, Json("{}"), s_operator, ("Remote", "203.0.113.7"));
        // Nothing tells it from an address that does not exist.
        var missing = await SendAsync(method, "/api/no/such/address", HttpStatusCode.NotFound, Json("{}"), s_operator);
        foreach (var body in new[] { hidden, missing }) body.Remove("traceId");
        Assert.True(JsonNode.DeepEquals(hidden, missing), $"{hidden} {missing}");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task In_the_wrong_role_or_from_a_foreign_page(string method, string path)
    {
        await SendAsync(method, path, HttpStatusCode.Forbidden, Json("{}"), s_viewer);
        await SendAsync(method, path, HttpStatusCode.Forbidden, Json("{}"), s_operator, ("Origin", "https://evil.example.com"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task In_a_method_that_it_does_not_take(string method, string path)
    {
        var others = ApiCatalog.All.Where(o => o.Path == path).Select(static o => o.Method).ToList();
        foreach (var other in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" }.Except(others, StringComparer.Ordinal))
        {
            // GET /api/errors/retry is the error with the ID "retry".
            var expected = other == "GET" && ApiCatalog.All.Any(o => o.Method == "GET" && o.Path == "/api/errors/{id}" && path.Split('/') is [_, _, "errors", _]) ? HttpStatusCode.NotFound : HttpStatusCode.MethodNotAllowed;
            await SendAsync(other, path, expected, null, s_operator);
        }
    }

    [Theory]
    [MemberData(nameof(WithBody))]
    public async Task With_a_body_that_cannot_be_used(string method, string path)
    {
        var isOptional = ApiCatalog.Find(method, path)!.IsBodyOptional;
        var name = path.Contains("/flows/", StringComparison.Ordinal) ? "orders" : Unknown;
        // Whether the order is known is looked at first.
        if (path.Contains("/overrides", StringComparison.Ordinal)) return;
        foreach (var body in new[] { "", "{", "[]", "\"text\"", "{\"noSuchMember\": 1}", "{\"by\": 17}" })
        {
            var problem = await SendAsync(method, path, HttpStatusCode.BadRequest, Json(body), name, s_operator);
            Assert.NotEmpty(problem["errors"]!.AsObject());
        }
        if (!isOptional) await SendAsync(method, path, HttpStatusCode.UnsupportedMediaType, new StringContent("{}", Encoding.UTF8, "text/plain"), name, s_operator);
        await SendAsync(method, path, HttpStatusCode.RequestEntityTooLarge, Json($"{{\"by\": \"{new string('x', 70_000)}\"}}"), name, s_operator);
    }

    [Theory]
    [MemberData(nameof(WithQuery))]
    public async Task With_a_parameter_that_cannot_be_used(string method, string path, string parameter)
    {
        // What is asked for without a format is a file; only csv is another one.
        if ((path, parameter) == ("/api/orders", "format")) return;
        var required = string.Concat(ApiCatalog.Find(method, path)!.Query.Where(static q => q.IsRequired).Select(static q => $"&{q.Name}=x"));
        var problem = await SendAsync(method, $"{path}?{parameter}=%3Cscript%3E{required}", HttpStatusCode.BadRequest, null, s_operator);
        Assert.Equal([parameter], problem["errors"]!.AsObject().Select(static e => e.Key));
    }

    [Theory]
    [MemberData(nameof(WithName))]
    public async Task About_something_that_does_not_exist(string method, string path)
    {
        if (path.EndsWith("/preview", StringComparison.Ordinal) && path.Contains("orders", StringComparison.Ordinal)) return;
        await SendAsync(method, path, HttpStatusCode.NotFound, Json(path.EndsWith("/rewind", StringComparison.Ordinal) ? "{\"to\": \"2020-01-01T00:00:00Z\"}" : "{}"), s_operator);
        var tooLong = await SendAsync(method, path, null, Json("{\"to\": \"2020-01-01T00:00:00Z\"}"), new string('x', 300), s_operator);
        Assert.True((int)tooLong["status"]! is 400 or 404);
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/orders/1/no-such-view")]
    [InlineData("POST", "/api/labels/frame")]
    [InlineData("GET", "/api/orders/%00/trace")]
    [InlineData("GET", "/api/labels/show?id=no/such")]
    [InlineData("GET", "/api/labels/show")]
    [InlineData("GET", "/no/such/address")]
    public async Task At_an_address_that_does_not_exist(string method, string path) => await SendAsync(method, path, HttpStatusCode.NotFound, null, s_operator);

    [Fact]
    public async Task After_too_many_wrong_tokens()
    {
        for (var i = 0; i < 10; i++) await SendAsync("GET", "/api/health", HttpStatusCode.Unauthorized, null, ("Authorization", "Bearer wrong-" + i));
        await SendAsync("GET", "/api/health", HttpStatusCode.TooManyRequests, null, ("Authorization", "Bearer wrong"));
    }

    private Task<JsonObject> SendAsync(string method, string path, HttpStatusCode? expected, HttpContent? content, params (string Name, string Value)[] headers) => SendAsync(method, path, expected, content, Unknown, headers);

    private async Task<JsonObject> SendAsync(string method, string path, HttpStatusCode? expected, HttpContent? content, string name, params (string Name, string Value)[] headers)
    {
        var address = string.Join('/', path.Split('/').Select(part => part is ['{', ..] ? name : part));
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = method == "GET" ? null : content };
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header == "Remote" ? "X-Test-Remote" : header, value);
        using var response = await _host.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == ProblemResult.ContentType, $"{method} {address}: {(int)response.StatusCode} {response.Content.Headers.ContentType} {text}");
        Assert.True(expected is null || expected == response.StatusCode, $"{method} {address}: {(int)response.StatusCode} {text}");
        Assert.True(response.Headers.CacheControl?.NoStore);

        var problem = JsonNode.Parse(text)!.AsObject();
        var kind = Assert.Single(ProblemKind.All, kind => kind.Status == (int)response.StatusCode);
        Assert.Equal((kind.Type, kind.Title, kind.Status), ((string?)problem["type"], (string?)problem["title"], (int?)problem["status"]));
        Assert.NotEmpty((string?)problem["traceId"] ?? "");
        Assert.True((string?)problem["detail"] is null or { Length: > 5 }, text);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        if (ApiCatalog.Find(method, path.Split('?')[0]) is { } operation) Assert.Contains((int)response.StatusCode, operation.Problems);
        return problem;
    }

    private static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));
}
