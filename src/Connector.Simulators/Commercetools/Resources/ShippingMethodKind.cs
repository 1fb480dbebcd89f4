using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Shipping methods; their rates are kept as given.</summary>
internal sealed class ShippingMethodKind : ResourceKind
{
    public override string Path => "shipping-methods";
    public override string TypeId => "shipping-method";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_shipping_methods", "view_orders"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_shipping_methods"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setKey"] = ("key", false),
        ["changeName"] = ("name", true),
        ["setLocalizedName"] = ("localizedName", false),
        ["setLocalizedDescription"] = ("localizedDescription", false),
        ["setDescription"] = ("description", false),
        ["changeIsDefault"] = ("isDefault", true),
        ["changeActive"] = ("active", true),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.OptionalKey(draft, "key", "shippingMethod");
        var name = Shape.Text(draft, "name", "shippingMethod");
        if (project.Resources(TypeId).All().Any(m => m.Root.GetProperty("name").GetString() == name)) throw Refusal.Duplicate("name", name);
        var method = Take(draft, "key", "name", "localizedName", "description", "localizedDescription", "taxCategory", "zoneRates", "predicate", "custom");
        method["zoneRates"] ??= new JsonArray();
        method["isDefault"] = Shape.OptionalFlag(draft, "isDefault", "shippingMethod") ?? false;
        method["active"] = Shape.OptionalFlag(draft, "active", "shippingMethod") ?? true;
        method["stores"] = new JsonArray();
        return method;
    }
}
