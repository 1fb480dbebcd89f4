using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Product projections of the seeded catalogue; for reading only.</summary>
internal sealed class ProductKind : ResourceKind
{
    public override string Path => "product-projections";
    public override string TypeId => "product";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_published_products", "view_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = [];

    public override JsonObject Create(JsonObject draft, Project project) => throw Refusal.NotFound("Product projections cannot be written.");
}
