using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>The states of the order as a whole. Mind the two spellings: order state Cancelled, shipment state Canceled.</summary>
internal static class StateActions
{
    public static readonly string[] OrderStates = ["Open", "Confirmed", "Complete", "Cancelled"];
    public static readonly string[] ShipmentStates = ["Shipped", "Delivered", "Ready", "Pending", "Delayed", "Partial", "Backorder", "Canceled"];
    public static readonly string[] PaymentStates = ["BalanceDue", "Failed", "Pending", "CreditOwed", "Paid"];

    public static bool ChangeOrderState(UpdateContext context, JsonObject action) => Change(context, action, "orderState", OrderStates);
    public static bool ChangeShipmentState(UpdateContext context, JsonObject action) => Change(context, action, "shipmentState", ShipmentStates);
    public static bool ChangePaymentState(UpdateContext context, JsonObject action) => Change(context, action, "paymentState", PaymentStates);

    public static bool Transition(UpdateContext context, JsonObject action)
    {
        var target = context.Project.Resolve(action["state"], "state", "state");
        RequireType(target, "OrderState");
        var force = Shape.OptionalFlag(action, "force", "transitionState") ?? false;
        var presentId = (string?)context.Order["state"]?["id"];
        if (!force) RequireAllowed(presentId is null ? null : context.Project.Find("state", presentId), target);
        return UpdateContext.Set(context.Order, "state", new JsonObject { ["typeId"] = "state", ["id"] = target.Id });
    }

    /// <summary>With transitions set, the target must be among them; from no state, it must be an initial one.</summary>
    public static void RequireAllowed(StoredResource? present, StoredResource target)
    {
        if (present is null)
        {
            if (target.Root.GetProperty("initial").GetBoolean()) return;
            throw Refusal.InvalidOperation($"The state '{target.Key}' is not an initial state.");
        }
        if (!present.Root.TryGetProperty("transitions", out var transitions) || transitions.ValueKind != JsonValueKind.Array) return;
        if (transitions.EnumerateArray().Any(t => t.GetProperty("id").ValueEquals(target.Id))) return;
        throw Refusal.InvalidOperation($"The transition from state '{present.Key}' to state '{target.Key}' is not allowed.");
    }

    public static void RequireType(StoredResource state, string type)
    {
        if (!state.Root.GetProperty("type").ValueEquals(type)) throw Refusal.InvalidInput($"The state '{state.Key}' is not of the type '{type}'.");
    }

    private static bool Change(UpdateContext context, JsonObject action, string member, string[] allowed) =>
        UpdateContext.Set(context.Order, member, Shape.Choice(action, member, (string)action["action"]!, allowed));
}
