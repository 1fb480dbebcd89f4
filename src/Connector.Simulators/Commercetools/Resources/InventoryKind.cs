using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Stock of a SKU in a supply channel.</summary>
internal sealed class InventoryKind : ResourceKind
{
    public override string Path => "inventory";
    public override string TypeId => "inventory-entry";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_products"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setKey"] = ("key", false),
        ["setRestockableInDays"] = ("restockableInDays", false),
        ["setExpectedDelivery"] = ("expectedDelivery", false),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.OptionalKey(draft, "key", "inventoryEntry");
        Shape.Text(draft, "sku", "inventoryEntry");
        var entry = Take(draft, "key", "sku", "restockableInDays", "expectedDelivery", "custom");
        if (draft["supplyChannel"] is not null) entry["supplyChannel"] = project.ResolveToReference(draft["supplyChannel"], "channel", "supplyChannel");
        SetQuantity(entry, Shape.Integer(draft, "quantityOnStock", "inventoryEntry"));
        return entry;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        var sign = name switch { "changeQuantity" => 0, "addQuantity" => 1, "removeQuantity" => -1, _ => 2 };
        if (sign == 2) return false;
        var quantity = Shape.Integer(action, "quantity", name);
        SetQuantity(document, sign == 0 ? quantity : (long)document["quantityOnStock"]! + (sign * quantity));
        return true;
    }

    private static void SetQuantity(JsonObject entry, long quantity)
    {
        entry["quantityOnStock"] = quantity;
        entry["availableQuantity"] = quantity;
    }
}
