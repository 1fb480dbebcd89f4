using System.Text.Json;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>Reading, writing and deleting orders.</summary>
internal static class OrderRoutes
{
    private const int LargestBulk = 100;

    public static Response Get(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is not { } order) return Refusals.NotFound();
        return order.Poisoned ? Refusals.Exception() : Response.Json(writer => OrderJson.Write(writer, order));
    }

    public static Response Delete(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is not { } order) return Refusals.NotFound();
        call.Account.Orders.Remove(order, Departure.Deleted);
        return OrderActions.Done("The requested order has been deleted.");
    }

    public static Response CreateOne(ApiCall call)
    {
        var errors = new BindingErrors();
        if (OrderBinder.ReadOne(call.Body, errors) is not { } draft) return Refusals.NotBound(errors);
        var result = call.Account.Writing.Write(draft);
        if (result.Order is null) return result.Status == 500 ? Refusals.Exception(result.Error!, "System.Exception") : Refusals.Message(result.Status, result.Error!);
        if (result.Notifies) call.Account.NotifyOfOrders([result.Order]);
        return Response.Json(writer => OrderJson.Write(writer, result.Order));
    }

    public static Response CreateMany(ApiCall call)
    {
        var errors = new BindingErrors();
        if (call.Body.ValueKind == JsonValueKind.Array && call.Body.GetArrayLength() is 0 or > LargestBulk)
            return Refusals.BadRequest($"The request must hold 1 to {LargestBulk} orders.");
        if (OrderBinder.ReadMany(call.Body, errors) is not { } drafts) return Refusals.NotBound(errors);
        var results = new List<(OrderDraft Draft, WriteResult Result)>(drafts.Length);
        foreach (var draft in drafts) results.Add((draft, call.Account.Writing.Write(draft)));
        call.Account.NotifyOfOrders([.. results.Where(static row => row.Result.Notifies).Select(static row => row.Result.Order!)]);
        if (call.Account.Options.ReverseBulkResults) results.Reverse();
        return Response.Json(writer => WriteResults(writer, results));
    }

    private static void WriteResults(Utf8JsonWriter writer, List<(OrderDraft Draft, WriteResult Result)> results)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("hasErrors", results.Exists(static row => row.Result.Order is null));
        writer.WriteStartArray("results");
        foreach (var (draft, result) in results)
        {
            writer.WriteStartObject();
            writer.WriteNumber("orderId", result.Order?.OrderId ?? 0);
            writer.WriteString("orderNumber", result.Order?.OrderNumber ?? draft.OrderNumber);
            writer.WriteString("orderKey", result.Order?.OrderKey ?? draft.OrderKey);
            writer.WriteBoolean("success", result.Order is not null);
            writer.WriteString("errorMessage", result.Error);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
