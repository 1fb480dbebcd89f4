using System.Text.Json;
using Connector.WorkerProtocol;

namespace Connector.WorkerHost;

/// <summary>A function as the worker indexed it: its name and its one trigger.</summary>
public sealed record FunctionInfo(string Id, string Name, string TriggerType, string Parameter, JsonElement Trigger)
{
    /// <summary>A text of the trigger's binding; null when it has none.</summary>
    public string? Text(string property) => Trigger.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list of texts of the trigger's binding.</summary>
    public IReadOnlyList<string> Texts(string property) =>
        Trigger.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(static v => v.GetString()!)] : [];

    internal static FunctionInfo From(RpcFunctionMetadata metadata)
    {
        var trigger = metadata.RawBindings.Select(Read).Single(static b => Value(b, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        return new FunctionInfo(metadata.FunctionId, metadata.Name, Value(trigger, "type"), Value(trigger, "name"), trigger);
    }

    /// <summary>As the host writes them: from the raw bindings.</summary>
    internal static void FillBindings(RpcFunctionMetadata metadata)
    {
        metadata.Bindings.Clear();
        foreach (var binding in metadata.RawBindings.Select(Read))
        {
            var info = new BindingInfo { Type = Value(binding, "type"), Direction = Enum.Parse<BindingInfo.Types.Direction>(Value(binding, "direction"), ignoreCase: true) };
            if (binding.TryGetProperty("properties", out var properties))
                foreach (var property in properties.EnumerateObject()) info.Properties[property.Name] = property.Value.ToString();
            metadata.Bindings[Value(binding, "name")] = info;
        }
    }

    private static JsonElement Read(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static string Value(JsonElement binding, string property) => binding.GetProperty(property).GetString()!;
}
