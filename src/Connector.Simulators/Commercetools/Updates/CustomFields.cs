using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>The one Type of a resource and the values of its fields.</summary>
internal static class CustomFields
{
    /// <summary>A draft {type, fields} as it is stored; null when there is none.</summary>
    public static JsonObject? Read(Project project, JsonNode? given, string resourceTypeId)
    {
        if (given is null) return null;
        if (given is not JsonObject draft) throw Refusal.InvalidJson("custom: expected an object");
        var type = project.Resolve(draft["type"], "type", "custom -> type");
        if (!type.Root.GetProperty("resourceTypeIds").EnumerateArray().Any(id => id.ValueEquals(resourceTypeId)))
        {
            throw Refusal.InvalidInput($"The Type '{type.Key}' cannot be used for '{resourceTypeId}'.");
        }
        var definitions = type.ToObject()["fieldDefinitions"]!.AsArray().Select(f => f!.AsObject()).ToList();
        var fields = new JsonObject();
        foreach (var (name, value) in Shape.OptionalObject(draft, "fields", "custom") ?? [])
        {
            if (value is null) continue;
            FieldValues.Check(Definition(definitions, name, value), value);
            fields[name] = value.DeepClone();
        }
        foreach (var required in definitions.Where(d => (bool?)d["required"] == true))
        {
            if (!fields.ContainsKey((string)required["name"]!)) throw Refusal.RequiredField((string)required["name"]!);
        }
        return new JsonObject { ["type"] = new JsonObject { ["typeId"] = "type", ["id"] = type.Id }, ["fields"] = fields };
    }

    /// <summary>Replaces Type and values; without a type both go.</summary>
    public static bool SetType(UpdateContext context, JsonObject owner, JsonObject action, string resourceTypeId, string member = "custom")
    {
        if (action["type"] is null) return UpdateContext.Set(owner, member, null);
        var draft = new JsonObject { ["type"] = action["type"]!.DeepClone(), ["fields"] = action["fields"]?.DeepClone() };
        return UpdateContext.Set(owner, member, Read(context.Project, draft, resourceTypeId));
    }

    /// <summary>Sets one value, or removes it with null. Needs a Type that has the field.</summary>
    public static bool SetField(UpdateContext context, JsonObject owner, JsonObject action, string member = "custom")
    {
        var name = Shape.Text(action, "name", "setCustomField");
        if (owner[member] is not JsonObject custom) throw Refusal.InvalidOperation("This resource has no custom type set: no custom field can be set.");
        var typeId = (string?)custom["type"]?["id"];
        var type = (typeId is null ? null : context.Project.Find("type", typeId)) ?? throw Refusal.ReferenceMissing("type", typeId, null);
        var value = action["value"];
        var definition = Definition(type.ToObject()["fieldDefinitions"]!.AsArray().Select(f => f!.AsObject()), name, value);
        if (custom["fields"] is not JsonObject fields) custom["fields"] = fields = [];
        if (value is null)
        {
            if ((bool?)definition["required"] == true) throw Refusal.RequiredField(name);
            return fields.Remove(name) ? true : throw Refusal.InvalidOperation($"The custom field '{name}' cannot be removed: it has no value.");
        }
        FieldValues.Check(definition, value);
        return UpdateContext.Set(fields, name, value.DeepClone());
    }

    private static JsonObject Definition(IEnumerable<JsonObject> definitions, string name, JsonNode? value) =>
        definitions.FirstOrDefault(d => (string?)d["name"] == name)
        ?? throw Refusal.InvalidField(name, value, $"The Type has no field definition with the name '{name}'.");
}
