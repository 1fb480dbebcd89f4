using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>States of workflows. Absent transitions: no checks; an empty list: nothing comes after.</summary>
internal sealed class StateKind : ResourceKind
{
    private static readonly string[] Types =
    [
        "OrderState", "LineItemState", "RecurringOrderState", "ProductState", "ReviewState", "PaymentState", "QuoteRequestState", "StagedQuoteState", "QuoteState",
    ];

    private static readonly string[] Roles = ["ReviewIncludedInStatistics", "Return"];

    public override string Path => "states";
    public override string TypeId => "state";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_states"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_states"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["changeKey"] = ("key", true),
        ["changeInitial"] = ("initial", true),
        ["changeType"] = ("type", true),
        ["setName"] = ("name", false),
        ["setDescription"] = ("description", false),
        ["setRoles"] = ("roles", true),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.Key(draft, "key", "state");
        Shape.Choice(draft, "type", "state", Types);
        var state = Take(draft, "key", "type", "name", "description", "roles");
        state["initial"] = Shape.OptionalFlag(draft, "initial", "state") ?? true;
        state["builtIn"] = false;
        if (draft["transitions"] is not null) state["transitions"] = Targets(state, Shape.Array(draft, "transitions", "state"), project);
        Check(state, project);
        return state;
    }

    protected override bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project)
    {
        switch (name)
        {
            case "setTransitions":
                JsonNode? targets = action["transitions"] is null ? null : Targets(document, Shape.Array(action, "transitions", name), project);
                if (JsonNode.DeepEquals(document["transitions"], targets)) throw Refusal.InvalidOperation("The transitions are already set to this value.");
                document.Remove("transitions");
                if (targets is not null) document["transitions"] = targets;
                return true;
            case "addRoles" or "removeRoles":
                RoleList.Change(document, action, add: name == "addRoles");
                return true;
            default:
                return false;
        }
    }

    protected override void Check(JsonObject document, Project project)
    {
        Shape.Choice(document, "type", "state", Types);
        RoleList.Check(document, Roles);
    }

    private static JsonArray Targets(JsonObject state, JsonArray given, Project project)
    {
        var targets = new JsonArray();
        foreach (var identifier in given)
        {
            var target = project.Resolve(identifier, "state", "transitions");
            if (target.Root.GetProperty("type").GetString() != (string?)state["type"])
            {
                throw Refusal.InvalidInput($"The state '{target.Key}' is of another type than '{(string?)state["key"]}'.");
            }
            targets.Add(new JsonObject { ["typeId"] = "state", ["id"] = target.Id });
        }
        return targets;
    }
}

/// <summary>The member "roles" of states and channels.</summary>
internal static class RoleList
{
    public static void Check(JsonObject document, IReadOnlyList<string> allowed)
    {
        foreach (var role in Shape.OptionalArray(document, "roles", "roles") ?? [])
        {
            if (role is not JsonValue value || !value.TryGetValue<string>(out var text) || !allowed.Contains(text))
            {
                throw Refusal.InvalidField("roles", role, "This role does not exist.", allowed);
            }
        }
    }

    public static void Change(JsonObject document, JsonObject action, bool add)
    {
        var roles = (document["roles"]?.AsArray() ?? []).Select(r => (string)r!).ToList();
        var given = Shape.Array(action, "roles", "roles").Select(r => (string)r!).ToList();
        if (add) roles.AddRange(given.Where(r => !roles.Contains(r)));
        else roles.RemoveAll(given.Contains);
        document["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]);
    }
}
