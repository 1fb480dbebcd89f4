using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Products of the seeded catalogue, for reading only. They are stored as their published projection; here they show as products.</summary>
internal sealed class ProductKind : ResourceKind
{
    private static readonly string[] Data = ["name", "slug", "categories", "attributes", "masterVariant", "variants"];

    public override string Path => "products";
    public override string TypeId => "product";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_products", "manage_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = [];

    public override IEnumerable<StoredResource> List(Project project) => base.List(project).Select(one => Whole(one, project));

    public override StoredResource? FindById(Project project, string id) => base.FindById(project, id) is { } found ? Whole(found, project) : null;

    public override StoredResource? FindByKey(Project project, string key) => base.FindByKey(project, key) is { } found ? Whole(found, project) : null;

    public override JsonObject Create(JsonObject draft, Project project) => throw Refusal.NotFound("Products cannot be written.");

    private static StoredResource Whole(StoredResource stored, Project project)
    {
        var projection = ProductProjectionKind.Projection(stored, project).ToObject();
        var product = new JsonObject();
        foreach (var name in (string[])["id", "version", "createdAt", "lastModifiedAt", "key", "productType"]) product[name] = projection[name]?.DeepClone();
        var data = new JsonObject { ["searchKeywords"] = new JsonObject() };
        foreach (var name in Data) data[name] = projection[name]?.DeepClone();
        data["categories"] ??= new JsonArray();
        product["masterData"] = new JsonObject { ["current"] = data, ["staged"] = data.DeepClone(), ["published"] = true, ["hasStagedChanges"] = false };
        return StoredResource.From(product);
    }
}
