using System.Text.Json.Nodes;
using Connector.Operations.Api;
using Connector.Operations.Description;

namespace Connector.Operations.Page.Views;

/// <summary>The operations API for readers: what its document says, without a script.</summary>
internal sealed class ApiPage : IPageView
{
    private readonly Lazy<ApiModel> _model = new(static () => ApiModel.From(ApiDocument.Read()));

    public string Path => "api";

    public Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken) => Task.FromResult(PageContent.Create<ApiView>("API", "", _model.Value));
}

/// <param name="Groups">The operations by tag, in the order of the document, without names of before.</param>
/// <param name="Schemas">What bodies and responses hold, by name.</param>
internal sealed record ApiModel(string Title, string Version, IReadOnlyList<(string Tag, IReadOnlyList<ApiOperationView> Operations)> Groups, IReadOnlyList<ApiSchemaView> Schemas)
{
    public static IReadOnlyList<ProblemKind> Problems => ProblemKind.All;

    /// <summary>Pure.</summary>
    public static ApiModel From(JsonObject document)
    {
        var operations = document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(method => (Method: method.Key, Path: path.Key, Operation: method.Value!.AsObject())))
            .Where(static found => (bool?)found.Operation["deprecated"] != true).Select(static found => ApiOperationView.From(found.Method, found.Path, found.Operation)).ToList();
        return new ApiModel(
            (string)document["info"]!["title"]!, (string)document["info"]!["version"]!, [.. operations.GroupBy(static o => o.Tag, StringComparer.Ordinal).Select(static g => (g.Key, (IReadOnlyList<ApiOperationView>)[.. g]))],
            [.. document["components"]!["schemas"]!.AsObject().Select(static s => ApiSchemaView.From(s.Key, s.Value!.AsObject()))]);
    }
}

internal sealed record ApiOperationView(
    string Method, string Path, string Tag, string Summary, string? Remark, IReadOnlyList<ApiValueView> Parameters, ApiTypeView? Body, IReadOnlyList<(string Status, string Description, IReadOnlyList<ApiTypeView> Content)> Responses)
{
    public static ApiOperationView From(string method, string path, JsonObject operation) => new(
        method.ToUpperInvariant(), path, (string?)operation["tags"]?[0] ?? "", (string?)operation["summary"] ?? "", (string?)operation["description"],
        [.. (operation["parameters"]?.AsArray() ?? []).Select(static p => new ApiValueView((string)p!["name"]!, ApiTypeView.From(p["schema"]), (bool?)p["required"] == true, (string?)p["description"]))],
        operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } body ? ApiTypeView.From(body) : null,
        [.. operation["responses"]!.AsObject().Select(static r => (r.Key, (string?)r.Value!["description"] ?? "", (IReadOnlyList<ApiTypeView>)[.. (r.Value["content"]?.AsObject() ?? []).Select(static c => ApiTypeView.From(c.Value!["schema"], c.Key))]))]);
}

/// <summary>A parameter, or a member of an object.</summary>
internal sealed record ApiValueView(string Name, ApiTypeView Type, bool IsRequired, string? Description);

internal sealed record ApiSchemaView(string Name, string? Description, IReadOnlyList<ApiValueView> Members, IReadOnlyList<string> Words)
{
    public static ApiSchemaView From(string name, JsonObject schema)
    {
        var required = (schema["required"]?.AsArray() ?? []).Select(static r => (string)r!).ToHashSet(StringComparer.Ordinal);
        return new ApiSchemaView(
            name, (string?)schema["description"], [.. (schema["properties"]?.AsObject() ?? []).Select(p => new ApiValueView(p.Key, ApiTypeView.From(p.Value), required.Contains(p.Key), (string?)p.Value?["description"]))],
            [.. (schema["enum"]?.AsArray() ?? []).Select(static word => word?.ToString() ?? "null")]);
    }
}

/// <param name="Text">In words: a name, "list of", "or null".</param>
/// <param name="Reference">The schema that it names; null for a plain value.</param>
/// <param name="Media">The content type where it is no JSON.</param>
internal sealed record ApiTypeView(string Text, string? Reference, string? Media = null)
{
    /// <summary>Pure.</summary>
    public static ApiTypeView From(JsonNode? schema, string? media = null)
    {
        var other = media is null or "application/json" or ProblemResult.ContentType ? null : media;
        if (schema is not JsonObject its) return new ApiTypeView("any value", null, other);
        if ((string?)its["$ref"] is { } reference) return Named(reference, other);
        if ((its["oneOf"] ?? its["anyOf"])?.AsArray().OfType<JsonObject>().FirstOrDefault(static one => one.ContainsKey("$ref")) is { } one) return Named((string)one["$ref"]!, other, " or null");
        List<string> types = its["type"] switch { JsonArray several => [.. several.Select(static t => (string)t!)], JsonValue single => [(string)single!], _ => [] };
        var isNull = types.Remove("null");
        var word = types.Count == 0 ? "any value" : string.Join(" or ", types);
        var type = word switch
        {
            "array" when From(its["items"]) is var item => item with { Text = $"list of {item.Text}" },
            "object" when its["additionalProperties"] is JsonObject values && From(values) is var value => value with { Text = $"{value.Text} by name" },
            "integer" when its["minimum"] is not null => new ApiTypeView($"{its["minimum"]} to {its["maximum"]}, {its["default"]} where it is left out", null),
            "string" when its["enum"] is JsonArray words => new ApiTypeView(string.Join(", ", words.Select(static w => w?.ToString())), null),
            "string" when (string?)its["format"] == "date-time" => new ApiTypeView("instant", null),
            _ => new ApiTypeView(word, null)
        };
        return type with { Text = isNull ? type.Text + " or null" : type.Text, Media = other };
    }

    private static ApiTypeView Named(string reference, string? media, string end = "")
    {
        var name = reference.Split('/')[^1];
        return new ApiTypeView(name + end, name, media);
    }
}
