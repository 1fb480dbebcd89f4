using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Connector.Tests.Operations.Description;

/// <summary>What the catalog and the docstrings say, put into the document.</summary>
internal static class DocumentText
{
    private const string Bearer = "token";
    private const string Key = "key";
    private static readonly DocStrings s_texts = DocStrings.Read("Connector.Operations", "Connector.Core");
    private static readonly HashSet<Type> s_bodies = [.. ApiCatalog.All.Select(static o => o.Body).OfType<Type>()];

    public static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Operations API of the shipping connector", Version = "1",
            Description = "What the page and the command line call, in both hosts. Instants are UTC; members without a value are written as null, apart from those of problems. Problems are `application/problem+json` (RFC 9457), and their `type` is one of: "
                + string.Join(", ", ProblemKind.All.Select(static kind => $"`{kind.Type}` ({kind.Status})")) + "."
        };
        // Where it runs is not known here.
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Token of an operator. Without operators the host on one machine lets in its own machine." },
            [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = OperatorAccess.KeyHeader, Description = "The same token; in the function app a function key." }
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }, new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }
        ];
    }

    public static void Describe(OpenApiOperation operation, ApiOperation known)
    {
        operation.Deprecated = known.IsDeprecated;
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>()) parameter.Description = known.Name;
        foreach (var parameter in known.Query) operation.Parameters.Add(Parameter(parameter));
        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses)
            if (ProblemKind.All.FirstOrDefault(kind => Text(kind.Status) == status) is { } kind && kind.Status != known.OtherStatus) response.Description = kind.Meaning;
        if (known.Files.Count > 0) AddFiles(operation.Responses, known);
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses.OrderBy(static r => r.Key, StringComparer.Ordinal)) sorted[status] = response;
        operation.Responses = sorted;
    }

    private static void AddFiles(OpenApiResponses responses, ApiOperation known)
    {
        if (!responses.TryGetValue(Text(known.Status), out var success)) responses[Text(known.Status)] = success = new OpenApiResponse { Description = "The file." };
        var content = ((OpenApiResponse)success).Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        // A response that nothing describes is taken for JSON.
        if (known.Result is null) content.Clear();
        foreach (var type in known.Files) content[type] = new OpenApiMediaType { Schema = type == "application/json" ? new OpenApiSchema { Type = JsonSchemaType.Object } : new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
    }

    public static void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo is { } property)
        {
            if (s_texts.Find(property.DeclaringType, property.Name) is { } its) schema.Description = its;
            return;
        }
        if (s_texts.Find(context.JsonTypeInfo.Type) is { } text) schema.Description = text;
        if (schema.Enum is { Count: > 0 }) schema.Type ??= JsonSchemaType.String;
        // What a request leaves out is null; what it misspells is refused.
        if (s_bodies.Contains(context.JsonTypeInfo.Type)) (schema.Required, schema.AdditionalPropertiesAllowed) = (null, false);
        if (context.JsonTypeInfo.Type == typeof(ProblemView)) schema.Required = new HashSet<string>(["type", "title", "status", "traceId"], StringComparer.Ordinal);
    }

    private static OpenApiParameter Parameter(ApiParameter known) => new()
    {
        Name = known.Name, In = ParameterLocation.Query, Description = known.Description, Required = known.IsRequired,
        Schema = known switch
        {
            { Number: { } number } => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = Text(number.Min), Maximum = Text(number.Max), Default = JsonValue.Create(number.Otherwise) },
            { IsFlag: true } => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            { Words: { } words } => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(static word => (JsonNode)JsonValue.Create(word))] },
            _ => new OpenApiSchema { Type = JsonSchemaType.String }
        }
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
