using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Published projections of the products. In a modular catalog they come without their variants.</summary>
internal sealed class ProductProjectionKind : ResourceKind
{
    public override string Path => "product-projections";
    public override string TypeId => "product";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_published_products", "view_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = [];

    public override IEnumerable<StoredResource> List(Project project) => base.List(project).Select(one => Projection(one, project));

    public override StoredResource? FindById(Project project, string id) => base.FindById(project, id) is { } found ? Projection(found, project) : null;

    public override StoredResource? FindByKey(Project project, string key) => base.FindByKey(project, key) is { } found ? Projection(found, project) : null;

    public override JsonObject Create(JsonObject draft, Project project) => throw Refusal.NotFound("Product projections cannot be written.");

    internal static StoredResource Projection(StoredResource stored, Project project)
    {
        if (!project.ModularCatalog) return stored;
        var product = stored.ToObject();
        product.Remove("masterVariant");
        product["variants"] = new JsonArray();
        return StoredResource.From(product);
    }
}
