using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Channels: warehouses, outlets, outside systems.</summary>
internal sealed class ChannelKind : ResourceKind
{
    private static readonly string[] Roles = ["InventorySupply", "ProductDistribution", "OrderExport", "OrderImport", "Primary"];

    public override string Path => "channels";
    public override string TypeId => "channel";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_channels", "view_products"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_channels", "manage_products"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["changeKey"] = ("key", true),
        ["changeName"] = ("name", true),
        ["changeDescription"] = ("description", true),
        ["setAddress"] = ("address", false),
        ["setGeoLocation"] = ("geoLocation", false),
        ["setRoles"] = ("roles", true),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.Key(draft, "key", "channel");
        var channel = Take(draft, "key", "roles", "name", "description", "address", "geoLocation", "custom");
        channel["roles"] ??= new JsonArray("InventorySupply");
        Check(channel, project);
        return channel;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        if (name is not ("addRoles" or "removeRoles")) return false;
        RoleList.Change(document, action, add: name == "addRoles");
        return true;
    }

    protected override void Check(JsonObject document, Project project) => RoleList.Check(document, Roles);
}
