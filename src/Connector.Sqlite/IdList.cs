using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Sqlite;

/// <summary>Ids as a JSON array: in a column, and as the one parameter of <c>IN (SELECT value FROM json_each(@ids))</c>, whatever their number.</summary>
internal static class IdList
{
    public static string Write(IReadOnlyCollection<string> ids) => JsonSerializer.Serialize(ids, IdListJson.Default.IReadOnlyCollectionString);

    public static List<string> Read(string json) => JsonSerializer.Deserialize(json, IdListJson.Default.ListString) ?? [];
}

[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class IdListJson : JsonSerializerContext;
