using System.Text.Json;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Steering;

/// <summary>The control calls: what people do in the service's own pages, and how the simulator shall misbehave.</summary>
internal sealed class SteeringRoutes(ShipStationAccount account, RequestStats stats, FaultPlan faults, RateWindow window)
{
    private static readonly JsonSerializerOptions FaultJson = new(JsonSerializerDefaults.Web);

    private readonly LabelSteering _labels = new(account);
    private readonly OrderSteering _orders = new(account);
    private readonly TrackSteering _tracks = new(account);

    /// <param name="path">Behind /__sim, with its slash.</param>
    public Answer Handle(string verb, string path, QueryView query, JsonElement body)
    {
        lock (account.Gate)
        {
            account.Upkeep.CatchUp();
            try
            {
                return (verb.ToUpperInvariant() + " " + path.TrimEnd('/').ToLowerInvariant()) switch
                {
                    "GET /stats" => Stats(),
                    "POST /reset" => Reset(),
                    "POST /faults" => AddFaults(body),
                    "DELETE /faults" => ClearFaults(),
                    "POST /labels" => _labels.Make(new SteeringBody(body)),
                    "POST /void" => _labels.Void(new SteeringBody(body)),
                    "POST /fulfillment" => _labels.Fulfill(new SteeringBody(body)),
                    "POST /track" => _tracks.Move(new SteeringBody(body)),
                    "POST /keys" => _tracks.RotateKey(),
                    "POST /edit" => _orders.Edit(new SteeringBody(body)),
                    "POST /split" => _orders.Split(new SteeringBody(body)),
                    "POST /merge" => _orders.Merge(new SteeringBody(body)),
                    "POST /address" => _orders.SetAddressCheck(new SteeringBody(body)),
                    "POST /poison" => _orders.Poison(new SteeringBody(body)),
                    "POST /settle" => Number("settled", account.Upkeep.Settle()),
                    "POST /webhooks" => Webhooks(new SteeringBody(body)),
                    "GET /webhooks" => Webhooks(null),
                    "GET /orders" => _orders.Raw(query.Text("number")),
                    "POST /clock" => Advance(new SteeringBody(body)),
                    "GET /clock" => Time(),
                    _ => SteeringAnswers.Error(404, "There is no such control call."),
                };
            }
            catch (SteeringException wrong)
            {
                return SteeringAnswers.Error(wrong.Status, wrong.Message);
            }
        }
    }

    private Answer Stats() => Answer.Json(writer =>
    {
        var hooks = account.Webhooks.Counts;
        writer.WriteStartObject();
        writer.WriteStartObject("requests");
        writer.WriteNumber("total", stats.Total);
        writer.WriteStartObject("byRoute");
        foreach (var (route, count) in stats.ByRoute.OrderBy(row => row.Key, StringComparer.Ordinal)) writer.WriteNumber(route, count);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteNumber("orders", account.Orders.Count);
        writer.WriteNumber("rateLimited", stats.RateLimited);
        writer.WriteNumber("shipments", account.Shipments.Count);
        writer.WriteNumber("fulfillments", account.Fulfillments.Count);
        writer.WriteStartObject("byStatus");
        foreach (var status in account.Orders.All.GroupBy(order => order.Status)) writer.WriteNumber(status.Key, status.Count());
        writer.WriteEndObject();
        writer.WriteStartObject("webhooks");
        writer.WriteNumber("sent", hooks.Sent);
        writer.WriteNumber("failed", hooks.Failed);
        writer.WriteNumber("dropped", hooks.Dropped);
        writer.WriteNumber("pending", hooks.Pending);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private Answer Reset()
    {
        account.Clear();
        account.Webhooks.Reset();
        stats.Reset();
        faults.Clear();
        window.Reset();
        return SteeringAnswers.Ok();
    }

    private Answer AddFaults(JsonElement body)
    {
        try
        {
            var added = body.ValueKind == JsonValueKind.Array ? body.Deserialize<Fault[]>(FaultJson) : [body.Deserialize<Fault>(FaultJson)!];
            foreach (var fault in added ?? []) faults.Add(fault);
            return Number("added", added?.Length ?? 0);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new SteeringException(400, $"That is no fault: {wrong.Message}");
        }
    }

    private Answer ClearFaults()
    {
        faults.Clear();
        return SteeringAnswers.Ok();
    }

    private Answer Webhooks(SteeringBody? body)
    {
        var switches = account.Webhooks.Switches;
        if (body is not null)
        {
            switches.Off = body.Flag("off") ?? switches.Off;
            switches.Duplicate = body.Flag("duplicate") ?? switches.Duplicate;
            switches.Reorder = body.Flag("reorder") ?? switches.Reorder;
            switches.DropNext = (int?)body.Integer("dropNext") ?? switches.DropNext;
            if (body.Integer("delayMilliseconds") is { } delay) switches.Delay = TimeSpan.FromMilliseconds(delay);
        }
        return Answer.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("off", switches.Off);
            writer.WriteBoolean("duplicate", switches.Duplicate);
            writer.WriteBoolean("reorder", switches.Reorder);
            writer.WriteNumber("dropNext", switches.DropNext);
            writer.WriteNumber("delayMilliseconds", (long)switches.Delay.TotalMilliseconds);
            writer.WriteEndObject();
        });
    }

    private Answer Advance(SteeringBody body)
    {
        account.Clock.Advance(TimeSpan.FromSeconds((double)(body.Number("advanceSeconds") ?? 0m)));
        account.Upkeep.CatchUp();
        return Time();
    }

    private Answer Time() => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("utc", account.Clock.GetUtcNow());
        writer.WriteString("pacific", account.Now);
        writer.WriteEndObject();
    });

    private static Answer Number(string name, long value) => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber(name, value);
        writer.WriteEndObject();
    });
}
