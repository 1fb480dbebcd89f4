using System.Text.Json;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>The control calls: what people do in the service's own pages, and how the simulator shall misbehave.</summary>
internal sealed class ControlRoutes(ShipStationAccount account, RequestStats stats, FaultPlan faults, RateWindow window)
{
    private static readonly JsonSerializerOptions FaultJson = new(JsonSerializerDefaults.Web);

    private readonly LabelControl _labels = new(account);
    private readonly OrderControl _orders = new(account);
    private readonly OthersControl _others = new(account);
    private readonly TrackingControl _tracks = new(account);
    private readonly LabelSwitchControl _switches = new(account);
    private readonly MoneyControl _money = new(account);

    /// <param name="path">Behind /__sim, with its slash.</param>
    public Response Handle(string verb, string path, QueryView query, JsonElement body)
    {
        lock (account.Gate)
        {
            account.CatchUp();
            try
            {
                return (verb.ToUpperInvariant() + " " + path.TrimEnd('/').ToLowerInvariant()) switch
                {
                    "GET /stats" => Stats(),
                    "POST /reset" => Reset(),
                    "POST /faults" => AddFaults(body),
                    "DELETE /faults" => ClearFaults(),
                    "POST /labels" => _labels.Make(new ControlBody(body)),
                    "POST /void" => _labels.Void(new ControlBody(body)),
                    "POST /fulfillment" => _labels.Fulfill(new ControlBody(body)),
                    "POST /track" => _tracks.Move(new ControlBody(body)),
                    "POST /keys" => _tracks.RotateKey(),
                    "POST /edit" => _orders.Edit(new ControlBody(body)),
                    "POST /split" => _orders.Split(new ControlBody(body)),
                    "POST /copy" => _others.Copy(new ControlBody(body)),
                    "POST /retype" => _others.Retype(new ControlBody(body)),
                    "POST /merge" => _orders.Merge(new ControlBody(body)),
                    "POST /address" => _orders.SetAddressCheck(new ControlBody(body)),
                    "POST /poison" => _orders.Poison(new ControlBody(body)),
                    "POST /settle" => Number("settled", account.Maintenance.Settle()),
                    "POST /webhooks" => Webhooks(new ControlBody(body)),
                    "GET /webhooks" => Webhooks(null),
                    "GET /orders" => _orders.Raw(query.Text("number")),
                    "POST /labelling" => _switches.Set(body),
                    "GET /labelling" => _switches.Show(),
                    "GET /ledger" => _money.Ledger(),
                    "POST /funds" => _money.Fund(new ControlBody(body)),
                    "POST /scan" => _money.Scan(new ControlBody(body)),
                    "POST /release" => _money.Release(new ControlBody(body)),
                    "POST /clock" => Advance(new ControlBody(body)),
                    "GET /clock" => Time(),
                    _ => ControlResponses.Error(404, "There is no such control call."),
                };
            }
            catch (ControlException wrong)
            {
                return ControlResponses.Error(wrong.Status, wrong.Message);
            }
        }
    }

    private Response Stats() => Response.Json(writer =>
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
        writer.WriteNumber("rateWindows", window.Windows);
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

    private Response Reset()
    {
        account.Clear();
        account.Webhooks.Reset();
        stats.Reset();
        faults.Clear();
        window.Reset();
        return ControlResponses.Ok();
    }

    private Response AddFaults(JsonElement body)
    {
        try
        {
            var added = body.ValueKind == JsonValueKind.Array ? body.Deserialize<Fault[]>(FaultJson) : [body.Deserialize<Fault>(FaultJson)!];
            foreach (var fault in added ?? []) faults.Add(fault);
            return Number("added", added?.Length ?? 0);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new ControlException(400, $"That is no fault: {wrong.Message}");
        }
    }

    private Response ClearFaults()
    {
        faults.Clear();
        return ControlResponses.Ok();
    }

    private Response Webhooks(ControlBody? body)
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
        return Response.Json(writer =>
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

    private Response Advance(ControlBody body)
    {
        account.Clock.Advance(TimeSpan.FromSeconds((double)(body.Number("advanceSeconds") ?? 0m)));
        account.CatchUp();
        return Time();
    }

    private Response Time() => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("utc", account.Clock.GetUtcNow());
        writer.WriteString("pacific", account.Now);
        writer.WriteEndObject();
    });

    private static Response Number(string name, long value) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber(name, value);
        writer.WriteEndObject();
    });
}
