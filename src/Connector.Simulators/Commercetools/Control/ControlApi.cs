using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Commercetools.Storage;
using Connector.Simulators.Control;

namespace Connector.Simulators.Commercetools.Control;

/// <summary>The calls below /__sim: what tests and demos steer the simulator with. They need no token and are not counted.</summary>
internal sealed class ControlApi(Project project, TokenBook tokens, SimulatorClock clock, RequestStats stats, FaultPlan faults, Action reset)
{
    private readonly OrderPlacer _placing = new(project);

    public ApiResponse Response(ApiRequest request)
    {
        try
        {
            var call = $"{request.Method} {(request.Segments.Count == 2 ? request.Segments[1] : "")}";
            return call switch
            {
                "GET stats" => Ok(Stats()),
                "POST reset" => Reset(request),
                "POST faults" => AddFaults(request),
                "GET orders" => Show(request),
                "POST orders" => Put(request),
                "POST seed" => Seed(request),
                "POST edit" => Edit(request),
                "POST deliver" => Deliver(request),
                "POST pay" => Pay(request),
                "POST clock" => Advance(request),
                "POST revoke" => Revoke(),
                _ => Problem(404, "There is no such control call."),
            };
        }
        catch (ControlException e)
        {
            return Problem(400, e.Message);
        }
        catch (JsonException e)
        {
            return Problem(400, e.Message);
        }
        catch (ApiException e)
        {
            return e.ToResponse();
        }
    }

    /// <summary>Adds seeded orders, newest change now; returns how many.</summary>
    public int Seed(int count, int seed, OrderMix mix)
    {
        foreach (var order in OrderSeed.Create(count, seed, mix, clock.GetUtcNow())) _placing.Put(ApiResponse.ToUtf8(order));
        return count;
    }

    public StoredOrder Put(byte[] json) => _placing.Put(json);

    private JsonObject Stats()
    {
        var byRoute = new JsonObject();
        foreach (var (route, count) in stats.ByRoute.OrderBy(r => r.Key, StringComparer.Ordinal)) byRoute[route] = count;
        return new JsonObject
        {
            ["requests"] = new JsonObject { ["total"] = stats.Total, ["byRoute"] = byRoute }, ["orders"] = project.Orders.Count, ["rateLimited"] = stats.RateLimited,
        };
    }

    /// <summary>Counts and faults; and, unless ?keep=orders, everything that the project holds.</summary>
    private ApiResponse Reset(ApiRequest request)
    {
        stats.Reset();
        faults.Clear();
        if (request.Parameter("keep") != "orders") reset();
        return Ok(Stats());
    }

    private ApiResponse AddFaults(ApiRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        foreach (var element in OneOrMany(document.RootElement))
        {
            faults.Add(element.Deserialize<Fault>(JsonSerializerOptions.Web) ?? throw new ControlException("A fault must be an object."));
        }
        return Ok(new JsonObject { ["ok"] = true });
    }

    private ApiResponse Show(ApiRequest request)
    {
        var row = request.Parameter("number") is { } number ? project.Orders.FindByNumber(number)
            : request.Parameter("id") is { } id ? project.Orders.FindById(id)
            : throw new ControlException("Give 'number' or 'id'.");
        return row is null ? Problem(404, "There is no such order.") : ApiResponse.Json(200, row.Json);
    }

    private ApiResponse Put(ApiRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        var placed = new JsonArray();
        foreach (var element in OneOrMany(document.RootElement))
        {
            if (element.ValueKind != JsonValueKind.Object) throw new ControlException("An order must be an object.");
            placed.Add(Header(_placing.Put(JsonMarshal.GetRawUtf8Value(element).ToArray())));
        }
        return Ok(new JsonObject { ["orders"] = placed });
    }

    private ApiResponse Seed(ApiRequest request)
    {
        var body = request.ReadObject();
        var mix = Enum.TryParse<OrderMix>(Shape.OptionalText(body, "mix", "seed") ?? nameof(OrderMix.Varied), ignoreCase: true, out var given)
            ? given
            : throw new ControlException("'mix' is Varied or Plain.");
        var count = Seed((int)Shape.Integer(body, "count", "seed"), (int)(Shape.OptionalInteger(body, "seed", "seed") ?? 1), mix);
        return Ok(new JsonObject { ["added"] = count });
    }

    private ApiResponse Edit(ApiRequest request)
    {
        var body = request.ReadObject();
        var merge = Shape.Object(body, "merge", "edit");
        return Ok(Header(_placing.Edit(Shape.OptionalText(body, "id", "edit"), Shape.OptionalText(body, "orderNumber", "edit"), merge)));
    }

    /// <summary>Somebody else delivers: <c>items</c> (id, quantity; without them all lines), <c>tracking</c>, <c>carrier</c>, and <c>shipmentState</c> where they set it as well.</summary>
    private ApiResponse Deliver(ApiRequest request)
    {
        var body = request.ReadObject();
        var number = Shape.OptionalText(body, "orderNumber", "deliver");
        var row = (number is null ? null : project.Orders.FindByNumber(number)) ?? throw new ControlException($"There is no order '{number}'.");
        var order = JsonNode.Parse(row.Json)!.AsObject();
        var items = body["items"] as JsonArray ?? new JsonArray([.. order["lineItems"]!.AsArray().Select(line => new JsonObject { ["id"] = (string?)line!["id"], ["quantity"] = line["quantity"]!.DeepClone() })]);
        var tracking = new JsonObject { ["trackingId"] = Shape.OptionalText(body, "tracking", "deliver") ?? "HAND-1", ["carrier"] = Shape.OptionalText(body, "carrier", "deliver") ?? "Courier" };
        var deliveries = order["shippingInfo"]?["deliveries"]?.DeepClone() as JsonArray ?? [];
        deliveries.Add(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("D"), ["createdAt"] = Project.Format(clock.GetUtcNow()), ["items"] = items.DeepClone(),
            ["parcels"] = new JsonArray(new JsonObject { ["id"] = Guid.NewGuid().ToString("D"), ["createdAt"] = Project.Format(clock.GetUtcNow()), ["trackingData"] = tracking, ["items"] = items.DeepClone() })
        });
        var merge = new JsonObject { ["shippingInfo"] = new JsonObject { ["deliveries"] = deliveries } };
        if (Shape.OptionalText(body, "shipmentState", "deliver") is { } state) merge["shipmentState"] = state;
        return Ok(Header(_placing.Edit(null, number, merge)));
    }

    /// <summary>The payment fails, or comes at last: <c>paymentState</c>.</summary>
    private ApiResponse Pay(ApiRequest request)
    {
        var body = request.ReadObject();
        return Ok(Header(_placing.Edit(null, Shape.OptionalText(body, "orderNumber", "pay"), new JsonObject { ["paymentState"] = Shape.OptionalText(body, "paymentState", "pay") ?? "Failed" })));
    }

    private ApiResponse Advance(ApiRequest request)
    {
        var seconds = request.ReadObject()["advanceSeconds"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<double>()
            : throw new ControlException("'advanceSeconds' must be a number.");
        clock.Advance(TimeSpan.FromSeconds(seconds));
        return Ok(new JsonObject { ["now"] = Project.Format(clock.GetUtcNow()) });
    }

    private ApiResponse Revoke()
    {
        tokens.RevokeAll();
        return Ok(new JsonObject { ["ok"] = true });
    }

    private static List<JsonElement> OneOrMany(JsonElement root) => root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];

    private static JsonObject Header(StoredOrder row) =>
        new() { ["id"] = row.Id, ["version"] = row.Version, ["orderNumber"] = row.Number, ["lastModifiedAt"] = Project.Format(row.ModifiedAt) };

    private static ApiResponse Ok(JsonNode body) => ApiResponse.Json(200, body);
    private static ApiResponse Problem(int status, string text) => ApiResponse.Json(status, new JsonObject { ["error"] = text });
}
