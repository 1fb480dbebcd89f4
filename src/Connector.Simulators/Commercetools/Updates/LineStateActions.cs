using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>How many units of a line stand in which workflow state.</summary>
internal static class LineStateActions
{
    public static bool Transition(UpdateContext context, JsonObject line, JsonObject action)
    {
        var quantity = Shape.Integer(action, "quantity", "transitionLineItemState");
        if (quantity < 1) throw Refusal.InvalidInput("'quantity' must be at least 1.");
        Shape.OptionalInstant(action, "actualTransitionDate", "transitionLineItemState");
        var from = State(context, action["fromState"], "fromState");
        var to = State(context, action["toState"], "toState");
        var states = UpdateContext.List(line, "state");
        var existing = UpdateContext.Each(states).FirstOrDefault(s => (string?)s["state"]?["id"] == from.Id);
        var present = (long?)existing?["quantity"] ?? 0;
        if (present < quantity)
        {
            throw Refusal.InvalidOperation($"Only {present} units of the line item '{(string?)line["id"]}' are in the state '{from.Key}', not {quantity}.");
        }
        StateActions.RequireAllowed(from, to);
        if (from.Id == to.Id) return false;
        if (present == quantity) states.Remove(existing);
        else existing!["quantity"] = present - quantity;
        Add(states, to, quantity);
        return true;
    }

    /// <summary>Replaces all; the quantities must add up to the line's. Only for workflows without transitions.</summary>
    public static bool Import(UpdateContext context, JsonObject line, JsonObject action)
    {
        var states = new JsonArray();
        var sum = 0L;
        foreach (var given in Shape.Objects(Shape.Array(action, "state", "importLineItemState"), "state"))
        {
            var quantity = Shape.Integer(given, "quantity", "state");
            var state = State(context, given["state"], "state");
            if (state.Root.TryGetProperty("transitions", out _)) throw Refusal.InvalidOperation($"The state '{state.Key}' has transitions: it cannot be imported.");
            Add(states, state, quantity);
            sum += quantity;
        }
        if (sum != (long)line["quantity"]!) throw Refusal.InvalidInput($"The quantities add up to {sum}, the line item has {(long)line["quantity"]!}.");
        return UpdateContext.Set(line, "state", states);
    }

    private static StoredResource State(UpdateContext context, JsonNode? identifier, string field)
    {
        var state = context.Project.Resolve(identifier, "state", field);
        StateActions.RequireType(state, "LineItemState");
        return state;
    }

    private static void Add(JsonArray states, StoredResource state, long quantity)
    {
        var existing = UpdateContext.Each(states).FirstOrDefault(s => (string?)s["state"]?["id"] == state.Id);
        if (existing is not null) existing["quantity"] = (long)existing["quantity"]! + quantity;
        else states.Add(new JsonObject { ["quantity"] = quantity, ["state"] = new JsonObject { ["typeId"] = "state", ["id"] = state.Id } });
    }
}
