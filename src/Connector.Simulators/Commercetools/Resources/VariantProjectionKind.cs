using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Variants that stand alone, with the attributes of their product among their own; none where products hold them.</summary>
internal sealed class VariantProjectionKind : ResourceKind
{
    public override string Path => "variant-projections";
    public override string TypeId => "variant";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_published_products", "view_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = [];

    public override IEnumerable<StoredResource> List(Project project)
    {
        if (!project.ModularCatalog) yield break;
        foreach (var product in project.Resources("product").All().Select(stored => stored.ToObject()))
        {
            foreach (var variant in (IEnumerable<JsonNode?>)[product["masterVariant"], .. product["variants"]!.AsArray()])
            {
                if (variant is not null) yield return Alone(product, variant);
            }
        }
    }

    public override StoredResource? FindById(Project project, string id) => List(project).FirstOrDefault(one => one.Id == id);

    public override StoredResource? FindByKey(Project project, string key) => List(project).FirstOrDefault(one => one.Key == key);

    public override JsonObject Create(JsonObject draft, Project project) => throw Refusal.NotFound("Variant projections cannot be written.");

    private static StoredResource Alone(JsonObject product, JsonNode variant)
    {
        var (productId, sku) = ((string)product["id"]!, (string)variant["sku"]!);
        return StoredResource.From(new JsonObject
        {
            ["id"] = SeedIds.Fixed($"variant/{sku}"), ["version"] = (long)product["version"]!, ["createdAt"] = product["createdAt"]!.DeepClone(), ["staged"] = false,
            ["variantId"] = variant["id"]!.DeepClone(), ["product"] = new JsonObject { ["typeId"] = "product", ["id"] = productId }, ["name"] = product["name"]!.DeepClone(),
            ["slug"] = product["slug"]!.DeepClone(), ["categories"] = new JsonArray(), ["sku"] = sku, ["images"] = new JsonArray(), ["assets"] = new JsonArray(),
            ["attributes"] = new JsonArray([.. product["attributes"]!.AsArray().Concat(variant["attributes"]!.AsArray()).Select(one => one!.DeepClone())]), ["default"] = true,
        });
    }
}
