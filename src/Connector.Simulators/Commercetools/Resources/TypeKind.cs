using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Types: which custom fields a resource may carry.</summary>
internal sealed partial class TypeKind : ResourceKind
{
    private static readonly string[] FieldTypes =
    [
        "Boolean", "String", "LocalizedString", "Enum", "LocalizedEnum", "Number", "Money", "Date", "Time", "DateTime", "Reference", "Set",
    ];

    /// <summary>Those in reach of orders, and some more.</summary>
    private static readonly string[] s_resources =
    [
        "order", "line-item", "custom-line-item", "order-delivery", "order-parcel", "order-return-item", "order-edit", "shipping", "shipping-method", "address", "channel", "store", "payment",
        "payment-interface-interaction", "transaction", "customer", "customer-group", "category", "product-price", "asset", "cart-discount", "discount-code", "inventory-entry", "review", "shopping-list",
        "shopping-list-text-line-item", "product-selection", "quote", "business-unit", "approval-flow", "recurring-order", "product-tailoring", "associate-role"
    ];

    public override string Path => "types";
    public override string TypeId => "type";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_types"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_types"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["changeKey"] = ("key", true),
        ["changeName"] = ("name", true),
        ["setDescription"] = ("description", false),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.Key(draft, "key", "type");
        Shape.Object(draft, "name", "type");
        var resources = Shape.Array(draft, "resourceTypeIds", "type");
        if (resources.Count == 0) throw Refusal.InvalidInput("'resourceTypeIds' should not be empty.");
        foreach (var resource in resources)
            if (resource is not JsonValue value || !value.TryGetValue<string>(out var id) || !s_resources.Contains(id)) throw Refusal.InvalidField("resourceTypeIds", resource, "There are no custom fields on such a resource.", s_resources);
        var type = Take(draft, "key", "name", "description", "resourceTypeIds");
        var fields = new JsonArray();
        type["fieldDefinitions"] = fields;
        foreach (var field in Shape.Objects(Shape.OptionalArray(draft, "fieldDefinitions", "type") ?? [], "fieldDefinitions")) Add(type, fields, field, project);
        return type;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        var fields = document["fieldDefinitions"]!.AsArray();
        switch (name)
        {
            case "addFieldDefinition":
                Add(document, fields, Shape.Object(action, "fieldDefinition", name), project);
                return true;
            case "removeFieldDefinition":
                fields.Remove(Field(fields, action, name));
                return true;
            case "changeLabel":
                Field(fields, action, name)["label"] = Shape.Object(action, "label", name).DeepClone();
                return true;
            case "changeInputHint":
                Field(fields, action, name)["inputHint"] = Shape.Text(action, "inputHint", name);
                return true;
            case "addEnumValue":
                AddEnumValue(Field(fields, action, name), Shape.Object(action, "value", name));
                return true;
            default:
                return false;
        }
    }

    private static JsonObject Field(JsonArray fields, JsonObject action, string where)
    {
        var name = Shape.Text(action, "fieldName", where);
        return fields.Select(f => f!.AsObject()).FirstOrDefault(f => (string?)f["name"] == name)
            ?? throw Refusal.InvalidInput($"There is no field definition with the name '{name}'.");
    }

    private static void AddEnumValue(JsonObject field, JsonObject value)
    {
        var type = field["type"]!.AsObject();
        if ((string?)type["name"] == "Set") type = type["elementType"]!.AsObject();
        if (type["values"] is not JsonArray values) throw Refusal.InvalidOperation($"The field '{(string?)field["name"]}' is no Enum.");
        var key = Shape.Text(value, "key", "value");
        if (values.Any(v => (string?)v!["key"] == key)) throw Refusal.Duplicate("key", key);
        values.Add(value.DeepClone());
    }

    private static void Add(JsonObject owner, JsonArray fields, JsonObject definition, Project project)
    {
        var name = Shape.Text(definition, "name", "fieldDefinition");
        if (!NamePattern().IsMatch(name))
        {
            throw Refusal.InvalidField("name", name, $"Invalid field name '{name}': only letters, digits, underscores and hyphens are allowed, 2 to 36 of them.");
        }
        Shape.Object(definition, "label", "fieldDefinition");
        CheckType(Shape.Object(definition, "type", "fieldDefinition"));
        if (fields.Any(f => (string?)f!["name"] == name)) throw Refusal.Duplicate("fieldDefinitions.name", name);
        CheckSameInOtherTypes(owner, name, definition["type"]!, project);
        var field = Take(definition, "name", "label", "type", "inputHint");
        field["required"] = Shape.OptionalFlag(definition, "required", "fieldDefinition") ?? false;
        field["inputHint"] ??= "SingleLine";
        fields.Add(field);
    }

    private static void CheckType(JsonObject type)
    {
        var name = Shape.Choice(type, "name", "type", FieldTypes);
        if (name == "Set") CheckType(Shape.Object(type, "elementType", "type"));
        if (name is "Enum" or "LocalizedEnum") Shape.Array(type, "values", "type");
        if (name == "Reference") Shape.Text(type, "referenceTypeId", "type");
    }

    /// <summary>A field name means the same in all Types of a resource.</summary>
    private static void CheckSameInOtherTypes(JsonObject owner, string field, JsonNode type, Project project)
    {
        var resources = owner["resourceTypeIds"]!.AsArray().Select(r => (string?)r).ToHashSet(StringComparer.Ordinal);
        foreach (var other in project.Resources("type").All())
        {
            if ((string?)owner["id"] == other.Id) continue;
            var document = other.ToObject();
            if (!document["resourceTypeIds"]!.AsArray().Any(r => resources.Contains((string?)r))) continue;
            var same = document["fieldDefinitions"]!.AsArray().FirstOrDefault(f => (string?)f!["name"] == field);
            if (same is not null && (string?)same["type"]!["name"] != (string?)type["name"])
            {
                throw Refusal.InvalidInput($"The field '{field}' has another type in the Type '{other.Key}'.");
            }
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{2,36}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
