using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>People at the screen: orders edited, held, cancelled, split and merged. None of it is told to anybody; the modification date moves.</summary>
internal sealed class OrderControl(ShipStationAccount account)
{
    public Response Raw(string? number) => ControlResponses.Orders(number is null
        ? account.Orders.All
        : account.Orders.StartingWith(number).Where(order => string.Equals(order.OrderNumber, number, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// Applies a JSON merge patch (RFC 7396) to the order as the API shows it. People may do what the API may not: change closed orders, set any status.
    /// </summary>
    public Response Edit(ControlBody body)
    {
        var order = body.Order(account);
        if (body.Member("merge") is not { ValueKind: JsonValueKind.Object } patch) throw new ControlException(400, "merge: an object is required.");
        var shown = JsonNode.Parse(Show(order))!.AsObject();
        MergePatch.Apply(shown, JsonNode.Parse(patch.GetRawText())!.AsObject());
        using var patched = JsonDocument.Parse(shown.ToJsonString());
        var errors = new BindingErrors();
        var view = new JsonView(patched.RootElement, "merge", errors);
        var draft = OrderBinder.Read(view);
        var verified = view.Object("shipTo").Text("addressVerified");
        if (errors.Any) throw new ControlException(400, string.Join(' ', errors.ByPath.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}")));
        Take(order, draft, view, patch, verified);
        account.Orders.Touch(order, account.Now);
        return ControlResponses.Orders([order]);
    }

    public Response Split(ControlBody body)
    {
        var order = body.Order(account);
        if (body.Items(order) is not { Count: > 0 } items) throw new ControlException(400, "items: which lines move, and how many of each?");
        if (items.Any(row => row.Quantity < 1 || row.Quantity > row.Item.Draft.Quantity)) throw new ControlException(400, "items: a quantity is more than the line has.");
        var part = account.Splitting.Split(order, items);
        return ControlResponses.Orders([order, part]);
    }

    public Response Merge(ControlBody body)
    {
        if (body.Member("orderNumbers") is not { ValueKind: JsonValueKind.Array } numbers) throw new ControlException(400, "orderNumbers: an array is required.");
        var orders = numbers.EnumerateArray().Select(number => One(number.GetString())).Distinct().ToList();
        if (orders.Count < 2) throw new ControlException(400, "orderNumbers: at least two orders are needed.");
        account.Splitting.Merge(orders[0], orders[1..]);
        return ControlResponses.Orders([orders[0]]);
    }

    /// <summary>Sets the result of the address check, in the service's words or as "success", "warning", "failed", "none".</summary>
    public Response SetAddressCheck(ControlBody body)
    {
        var order = body.Order(account);
        order.AddressVerified = body.Text("addressVerified") switch
        {
            "success" or "valid" => AddressCheck.Valid,
            "warning" => AddressCheck.Warning,
            "failed" => AddressCheck.Failed,
            "none" => AddressCheck.NotYet,
            var text => text,
        };
        account.Orders.Touch(order, account.Now);
        return ControlResponses.Orders([order]);
    }

    /// <summary>Makes every page that holds the order answer 500, or, with <c>"on": false</c>, mends it.</summary>
    public Response Poison(ControlBody body)
    {
        var order = body.Order(account);
        order.Poisoned = body.Flag("on") ?? true;
        return ControlResponses.Ok();
    }

    private OrderRecord One(string? number) =>
        account.Orders.StartingWith(number ?? "").FirstOrDefault(order => string.Equals(order.OrderNumber, number, StringComparison.OrdinalIgnoreCase))
        ?? throw new ControlException(404, $"There is no order '{number}'.");

    private void Take(OrderRecord order, OrderDraft draft, JsonView view, JsonElement patch, string? verified)
    {
        if (string.IsNullOrEmpty(draft.OrderNumber) || draft.OrderDate is null || draft.BillTo is null || draft.ShipTo is null)
            throw new ControlException(400, "merge: an order keeps its number, its date and both addresses.");
        order.Status = OrderStatus.Known(draft.Status) ?? draft.Status ?? order.Status;
        order.HoldUntilDate = order.Status == OrderStatus.OnHold ? draft.HoldUntilDate : null;
        if (order.HoldUntilDate is { } until) account.Maintenance.ExpectRelease(order, until);
        if (draft.ShipTo != order.ShipTo)
        {
            order.ShipTo = draft.ShipTo;
            order.AddressVerified = AddressCheck.NotYet;
            account.Maintenance.Expect(order);
        }
        if (patch.TryGetProperty("shipTo", out var shipTo) && shipTo.ValueKind == JsonValueKind.Object && shipTo.TryGetProperty("addressVerified", out _)) order.AddressVerified = verified;
        if (patch.TryGetProperty("items", out _))
        {
            order.Items = account.Writing.Lines(draft.Items, order.Items);
            order.Weight = order.ItemWeight() ?? order.Weight;
        }
        if (patch.TryGetProperty("weight", out _)) order.Weight = draft.Weight ?? new Weight(0m, "ounces");
        order.WarehouseId = draft.Advanced.WarehouseId;
        order.TagIds = draft.TagIds ?? [];
        order.UserId = view.Text("userId");
        order.ExternallyFulfilled = view.Flag("externallyFulfilled") ?? false;
        order.ExternallyFulfilledBy = view.Text("externallyFulfilledBy");
        // What the caller typed stays beside what the service made of it, so that sending the same address again changes nothing.
        var typed = patch.TryGetProperty("shipTo", out _) ? draft.ShipTo : order.Sent.ShipTo;
        account.Orders.Resend(order, draft with { ShipTo = typed });
    }

    private static byte[] Show(OrderRecord order)
    {
        using var response = Response.Json(writer => OrderJson.Write(writer, order));
        return response.Body.ToArray();
    }
}
