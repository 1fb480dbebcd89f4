using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>The small verbs on orders: holds, tags, users, and marking as shipped.</summary>
internal static class OrderActions
{
    public static Response HoldUntil(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, until) = (body.Integer("orderId"), body.Day("holdUntilDate"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (until is null) return Refusals.BadRequest("holdUntilDate is required.");
        if (Find(call, id) is not { } order) return Refusals.NotFound();
        if (order.Status is not (OrderStatus.AwaitingShipment or OrderStatus.OnHold)) return Refusals.BadRequest($"The order is {order.Status} and cannot be held.");
        order.Status = OrderStatus.OnHold;
        order.HoldUntilDate = until;
        call.Account.Orders.Touch(order, call.Account.Now);
        call.Account.Maintenance.ExpectRelease(order, until.Value);
        return Done("Order held successfully.");
    }

    public static Response RestoreFromHold(ApiCall call)
    {
        var errors = new BindingErrors();
        var id = call.BodyObject("request", errors).Integer("orderId");
        if (errors.Any) return Refusals.NotBound(errors);
        if (Find(call, id) is not { } order) return Refusals.NotFound();
        if (order.Status != OrderStatus.OnHold) return Refusals.BadRequest("The order is not on hold.");
        order.Status = OrderStatus.AwaitingShipment;
        order.HoldUntilDate = null;
        call.Account.Orders.Touch(order, call.Account.Now);
        return Done("The requested order has been restored");
    }

    public static Response AssignUser(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (ids, user) = (body.Integers("orderIds"), body.Text("userId"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (!AccountData.Users.Any(any => string.Equals(any.UserId, user, StringComparison.OrdinalIgnoreCase))) return Refusals.BadRequest("userId does not exist.");
        return Assign(call, ids, user, "User assigned successfully.");
    }

    public static Response UnassignUser(ApiCall call)
    {
        var errors = new BindingErrors();
        var ids = call.BodyObject("request", errors).Integers("orderIds");
        return errors.Any ? Refusals.NotBound(errors) : Assign(call, ids, user: null, "User unassigned successfully.");
    }

    public static Response AddTag(ApiCall call) => Tag(call, static (tags, tag) => [.. tags.Union([tag])], "Tag added successfully.");

    public static Response RemoveTag(ApiCall call) => Tag(call, static (tags, tag) => [.. tags.Where(any => any != tag)], "Tag removed successfully.");

    public static Response MarkAsShipped(ApiCall call)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, carrier, shipDate, tracking) = (body.Integer("orderId"), body.Text("carrierCode"), body.Day("shipDate"), body.Text("trackingNumber"));
        var notifyChannel = body.Flag("notifySalesChannel") ?? false;
        _ = body.Flag("notifyCustomer");
        if (errors.Any) return Refusals.NotBound(errors);
        if (string.IsNullOrWhiteSpace(carrier)) return Refusals.BadRequest("carrierCode is required.");
        if (Find(call, id) is not { } order) return Refusals.NotFound();
        if (call.Account.FulfillmentService.Ship(order, carrier, tracking, shipDate, provider: null, notifyChannel) is null)
            return Refusals.BadRequest($"The order is {order.Status} and cannot be marked as shipped.");
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("orderId", order.OrderId);
            writer.WriteString("orderNumber", order.OrderNumber);
            writer.WriteEndObject();
        });
    }

    /// <summary>The answer of every small verb.</summary>
    public static Response Done(string message) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("success", value: true);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });

    private static OrderRecord? Find(ApiCall call, long? id) => id is { } orderId ? call.Account.Orders.Find(orderId) : null;

    private static Response Assign(ApiCall call, long[]? ids, string? user, string message)
    {
        if (ids is not { Length: > 0 }) return Refusals.BadRequest("orderIds is required.");
        var orders = ids.Select(id => call.Account.Orders.Find(id)).ToList();
        // All or none.
        if (orders.Contains(null)) return Refusals.NotFound();
        foreach (var order in orders)
        {
            order!.UserId = user;
            call.Account.Orders.Touch(order, call.Account.Now);
        }
        return Done(message);
    }

    private static Response Tag(ApiCall call, Func<long[], long, long[]> change, string message)
    {
        var errors = new BindingErrors();
        var body = call.BodyObject("request", errors);
        var (id, tag) = (body.Integer("orderId"), body.Integer("tagId"));
        if (errors.Any) return Refusals.NotBound(errors);
        if (Find(call, id) is not { } order) return Refusals.NotFound();
        if (tag is not { } tagId || AccountData.Tags.All(any => any.TagId != tagId)) return Refusals.BadRequest("tagId does not exist.");
        order.TagIds = change(order.TagIds, tagId);
        call.Account.Orders.Touch(order, call.Account.Now);
        return Done(message);
    }
}
