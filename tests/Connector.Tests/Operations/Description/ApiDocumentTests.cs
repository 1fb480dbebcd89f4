using System.Net;
using System.Text.Json.Nodes;
using Connector.Operations.Description;
using Connector.Tests.Core.Rules.Files;
using Connector.Tests.Operations.Api;
using Xunit;

namespace Connector.Tests.Operations.Description;

/// <summary>The document of the API is what its routes make it, and has every one of them.</summary>
public sealed class ApiDocumentTests
{
    private static readonly string s_path = Path.Combine(RepositoryFiles.Root(), "docs", "openapi.json");

    /// <summary>With UPDATE_OPENAPI=1 in the environment the file is written instead: that is how it is made.</summary>
    [Fact]
    public async Task The_document_that_is_kept_is_the_one_that_the_routes_make()
    {
        var made = await GeneratedDocument.CreateAsync();
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1") await File.WriteAllTextAsync(s_path, made.Json);
        Assert.Equal((await File.ReadAllTextAsync(s_path)).ReplaceLineEndings("\n"), made.Json);
    }

    [Fact]
    public async Task Every_route_is_in_the_catalog_and_the_catalog_has_no_other()
    {
        var made = await GeneratedDocument.CreateAsync();
        Assert.Equal(made.Routes.Select(static r => $"{r.Method} {r.Path}").Order(StringComparer.Ordinal), ApiCatalog.All.Select(static o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(ApiCatalog.All.Count, ApiCatalog.All.Select(static o => o.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_operation_stands_in_the_document_with_its_parameters_body_and_responses()
    {
        var paths = ApiDocument.Read()["paths"]!.AsObject();
        Assert.All(ApiCatalog.All, operation =>
        {
            var its = paths[operation.Path]![operation.Method.ToLowerInvariant()]!;
            Assert.Equal(operation.Summary, (string?)its["summary"]);
            var responses = its["responses"]!.AsObject();
            Assert.Equal(
                operation.Problems.Append(operation.Status).Concat(operation.OtherStatus is { } other ? [other] : []).Select(static status => $"{status}").Order(StringComparer.Ordinal),
                responses.Select(static r => r.Key).Order(StringComparer.Ordinal));
            Assert.All(operation.Problems, status => Assert.Equal("#/components/schemas/ProblemView", (string?)responses[$"{status}"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]));
            Assert.Equal(
                operation.Path.Split('/').Where(static part => part.StartsWith('{')).Select(static part => part.Trim('{', '}')).Concat(operation.Query.Select(static q => q.Name)),
                (its["parameters"]?.AsArray() ?? []).Select(static p => (string?)p!["name"]));
            Assert.All(its["parameters"]?.AsArray() ?? [], static p => Assert.NotEmpty((string?)p!["description"] ?? ""));
            Assert.Equal(operation.Body?.Name, ((string?)its["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"])?.Split('/')[^1]);
            Assert.Equal(operation.Body is not null && !operation.IsBodyOptional, (bool?)its["requestBody"]?["required"] == true);
            var content = responses[$"{operation.Status}"]!["content"]!.AsObject().Select(static c => c.Key);
            Assert.Equal(operation.Files.Concat(operation.Result is null ? [] : ["application/json"]).Order(StringComparer.Ordinal), content.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public async Task The_host_gives_the_document_to_operators()
    {
        await using var host = await OperationsHost.StartAsync();
        var (status, body) = await host.GetAsync("/api/openapi.json");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(JsonNode.DeepEquals(ApiDocument.Read(), JsonNode.Parse(body.GetRawText())));
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/api/openapi.json", ("Remote", "203.0.113.7"))).Status);
    }
}
