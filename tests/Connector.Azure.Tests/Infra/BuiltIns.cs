namespace Connector.Azure.Tests.Infra;

/// <summary>Words of the Bicep language that our templates may use.</summary>
internal static class BuiltIns
{
    public static readonly IReadOnlySet<string> Functions = new HashSet<string>(StringComparer.Ordinal)
    {
        "any", "array", "base64", "bool", "concat", "contains", "deployment", "empty", "endsWith", "environment", "filter", "first", "flatten", "format", "guid", "indexOf", "int",
        "intersection", "items", "join", "json", "last", "lastIndexOf", "length", "listKeys", "loadFileAsBase64", "loadJsonContent", "loadTextContent", "managementGroup", "map",
        "max", "min", "padLeft", "pickZones", "range", "readEnvironmentVariable", "reduce", "replace", "resourceGroup", "resourceId", "skip", "sort", "split", "startsWith", "string",
        "subscription", "subscriptionResourceId", "substring", "take", "tenant", "tenantResourceId", "toLower", "toObject", "toUpper", "trim", "union", "uniqueString", "uri"
    };

    public static readonly IReadOnlySet<string> Decorators = new HashSet<string>(StringComparer.Ordinal)
    {
        "allowed", "batchSize", "description", "discriminator", "export", "maxLength", "maxValue", "metadata", "minLength", "minValue", "sealed", "secure"
    };

    public static readonly IReadOnlySet<string> Namespaces = new HashSet<string>(StringComparer.Ordinal) { "az", "sys" };
}
