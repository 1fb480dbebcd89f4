using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Product types: which attributes their products may have, and which of these are copied into line items.</summary>
internal sealed class ProductTypeKind : ResourceKind
{
    public override string Path => "product-types";
    public override string TypeId => "product-type";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_product_types", "view_products", "manage_product_types", "manage_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_product_types", "manage_products"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setKey"] = ("key", false), ["changeName"] = ("name", true), ["changeDescription"] = ("description", true)
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.OptionalKey(draft, "key", "productType");
        Shape.Text(draft, "name", "productType");
        Shape.Text(draft, "description", "productType");
        var type = Take(draft, "key", "name", "description");
        type["attributes"] = new JsonArray([.. (draft["attributes"] as JsonArray ?? []).Select(Definition)]);
        Check(type, project);
        return type;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        var attributes = document["attributes"]!.AsArray();
        switch (name)
        {
            case "addAttributeDefinition":
                attributes.Add(Definition(action["attribute"]));
                return true;
            case "setSavedToLineItem":
                var attribute = Shape.Text(action, "attributeName", "actions");
                var found = attributes.FirstOrDefault(one => (string?)one!["name"] == attribute) ?? throw Refusal.InvalidInput($"There is no attribute '{attribute}'.");
                found["savedToLineItem"] = action["savedToLineItem"]?.DeepClone() ?? throw Shape.Missing("actions", "savedToLineItem");
                return true;
            default:
                return false;
        }
    }

    /// <summary>Each name once.</summary>
    protected override void Check(JsonObject document, Project project)
    {
        foreach (var same in document["attributes"]!.AsArray().GroupBy(static one => (string?)one!["name"]).Where(static names => names.Count() > 1)) throw Refusal.Duplicate("attributes.name", same.Key!);
    }

    private static JsonObject Definition(JsonNode? given)
    {
        if (given is not JsonObject draft) throw Shape.Missing("productType", "attribute");
        var definition = Take(draft, "name", "label", "type", "isSearchable", "inputHint", "level", "savedToLineItem");
        Shape.Text(draft, "name", "attribute");
        Shape.Object(draft, "type", "attribute");
        definition["isRequired"] = draft["isRequired"]?.DeepClone() ?? false;
        definition["attributeConstraint"] = draft["attributeConstraint"]?.DeepClone() ?? "None";
        definition["level"] ??= "Variant";
        definition["inputHint"] ??= "SingleLine";
        definition["isSearchable"] ??= true;
        definition["savedToLineItem"] ??= true;
        return definition;
    }
}
