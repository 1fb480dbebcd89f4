using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Moq;

namespace Connector.Tests.Operations.Description;

/// <summary>The OpenAPI document as the routes of the host on one machine make it.</summary>
/// <param name="Routes">Method and pattern of every route below /api that is for operators.</param>
internal sealed record GeneratedDocument(string Json, IReadOnlyList<(string Method, string Path)> Routes)
{
    private static readonly JsonSerializerOptions s_writing = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<GeneratedDocument> CreateAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        builder.Services.AddInMemoryStores();
        builder.Services.AddSingleton(Mock.Of<IShippingAccounts>());
        builder.Services.AddOperations();
        builder.Services.ConfigureHttpJsonOptions(static options => Configure(options.SerializerOptions));
        builder.Services.AddOpenApi(static options => Configure(options));
        await using var app = builder.Build();
        var routes = app.MapGroup("");
        // On the host itself it would refuse other types before anyone is asked to sign in.
        ((IEndpointConventionBuilder)routes).Finally(static endpoint =>
        {
            if (endpoint.Metadata.OfType<ApiOperation>().FirstOrDefault() is { Body: { } body } operation) endpoint.Metadata.Add(new AcceptsMetadata(["application/json"], body, operation.IsBodyOptional));
        });
        routes.MapOperations();
        routes.MapDoctor(new ConfigurationBuilder().Build());
        await app.StartAsync();
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
        var json = JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1))!.ToJsonString(s_writing) + "\n";
        var mapped = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(static e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(static e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (method, e.RoutePattern.RawText!))).ToList();
        await app.StopAsync();
        return new GeneratedDocument(json, mapped);
    }

    /// <summary>As the API writes.</summary>
    private static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter());
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(OperationsJson.Default, new DefaultJsonTypeInfoResolver());
        options.RespectNullableAnnotations = true;
    }

    private static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            DocumentText.Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().FirstOrDefault() is { } known) DocumentText.Describe(operation, known);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            DocumentText.Describe(schema, context);
            return Task.CompletedTask;
        });
    }
}
