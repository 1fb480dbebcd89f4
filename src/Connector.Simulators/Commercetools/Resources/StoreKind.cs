using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Stores; their key never changes.</summary>
internal sealed class StoreKind : ResourceKind
{
    public override string Path => "stores";
    public override string TypeId => "store";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_stores"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_stores"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setName"] = ("name", false),
        ["setLanguages"] = ("languages", false),
        ["setCountries"] = ("countries", false),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.Key(draft, "key", "store");
        var store = Take(draft, "key", "name", "languages", "countries", "custom");
        foreach (var member in (ReadOnlySpan<string>)["languages", "countries", "productSelections"]) store[member] ??= new JsonArray();
        foreach (var member in (ReadOnlySpan<string>)["distributionChannels", "supplyChannels"]) store[member] = Channels(draft, member, project);
        return store;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        var member = name switch { "setDistributionChannels" => "distributionChannels", "setSupplyChannels" => "supplyChannels", _ => null };
        if (member is null) return false;
        document[member] = Channels(action, member, project);
        return true;
    }

    private static JsonArray Channels(JsonObject parent, string member, Project project) =>
        new([.. (Shape.OptionalArray(parent, member, "store") ?? []).Select(c => project.ResolveToReference(c, "channel", member))]);
}
