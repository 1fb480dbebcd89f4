using System.Reflection;
using System.Text.Json.Nodes;

namespace Connector.Operations.Description;

/// <summary>The OpenAPI document of the API: made from the routes, kept with the sources, the same in both hosts.</summary>
internal static class ApiDocument
{
    private const string Resource = "openapi.json";

    public static Stream Open() => Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the program.");

    public static JsonObject Read()
    {
        using var document = Open();
        return JsonNode.Parse(document)!.AsObject();
    }
}
