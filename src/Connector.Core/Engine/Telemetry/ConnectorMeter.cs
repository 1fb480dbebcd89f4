using System.Diagnostics.Metrics;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Telemetry;

/// <summary>Counters over what this process did since its start, and gauges over the last reading of the signals. One for each process.</summary>
public sealed class ConnectorMeter : IDisposable
{
    private readonly Meter _meter = new(ConnectorTelemetry.Name);
    private readonly SyncMeter _done;
    private readonly SignalReader _signals;

    public ConnectorMeter(SyncMeter done, SignalReader signals)
    {
        (_done, _signals) = (done, signals);
        Count(MetricNames.Pulled, "{order}", "Orders that pulls were given.", (Measure.Pulled, null));
        Count(MetricNames.Sent, "{order}", "Orders that were written to ShipStation.",
            (Measure.Created, Tag("connector.action", "create")), (Measure.Updated, Tag("connector.action", "update")), (Measure.Cancelled, Tag("connector.action", "cancel")));
        Count(MetricNames.ShipmentsRecorded, "{shipment}", "Shipments that were written to commercetools.",
            (Measure.ShipmentsRecorded, Tag("connector.action", "ship")), (Measure.ShipmentsVoided, Tag("connector.action", "void")));
        Count(MetricNames.LabelPurchased, "{label}", "Labels that were bought.", (Measure.LabelsPurchased, null));
        Count(MetricNames.ErrorsAdded, "{message}", "Messages that went to the error queue.", (Measure.DeadLettered, null));
        Count(MetricNames.Calls, "{call}", "API calls, each attempt.", (Measure.ShipStationCalls, Tag("connector.vendor", "ShipStation")), (Measure.CommercetoolsCalls, Tag("connector.vendor", "commercetools")));
        Count(MetricNames.CallsRefused, "{call}", "API calls with the response 429.", (Measure.RateLimited, null));

        Gauge(MetricNames.QueueDepth, "{message}", "Messages in a queue.", static s => s.Queues.SelectMany(static q => new Measurement<double>[]
        {
            new(q.Value.Ready, Tag(ConnectorTelemetry.Queue, q.Key), Tag("connector.state", "ready")), new(q.Value.Scheduled, Tag(ConnectorTelemetry.Queue, q.Key), Tag("connector.state", "scheduled")),
            new(q.Value.Locked, Tag(ConnectorTelemetry.Queue, q.Key), Tag("connector.state", "locked"))
        }));
        Gauge(MetricNames.ErrorsOpen, "{message}", "Messages in the error queue.", static s => s.Queues.Select(static q => new Measurement<double>(q.Value.Dead, Tag(ConnectorTelemetry.Queue, q.Key))));
        Gauge(MetricNames.OrdersOpen, "{order}", "Orders that have not reached their end.", static s => s.Orders.Open.Select(static o => new Measurement<double>(o.Value, Tag("connector.status", o.Key.ToString()))));
        Gauge(MetricNames.PromiseBreached, "{order}", "Orders with a promise that is broken.", static s => [new Measurement<double>(s.Orders.Breached)]);
        Gauge(MetricNames.PromiseSoon, "{order}", "Orders with a promise that ends soon.", static s => [new Measurement<double>(s.Orders.Soon)]);
        Gauge(MetricNames.FlowsPaused, "{flow}", "Flows that are paused.", static s => [new Measurement<double>(s.Paused.Count)]);
        Gauge(MetricNames.TimerAge, "s", "Time since a timer last succeeded.", static s => s.Timers.Select(t => new Measurement<double>(Math.Max(0, (s.At - t.LastSuccess).TotalSeconds), Tag(ConnectorTelemetry.Timer, t.Name))));
        Gauge(MetricNames.CallsUsed, "1", "Part of the rate window that is used.", static s => s.Windows.Where(static w => w.Value.Limit > 0)
            .Select(static w => new Measurement<double>((double)w.Value.Used / w.Value.Limit, Tag("connector.account", w.Key))));
        Gauge(MetricNames.CarrierBalance, "1", "Balance of a carrier, in the currency of its account.", static s => s.Balances
            .Select(static b => new Measurement<double>((double)b.Amount, Tag("connector.account", b.Account), Tag("connector.carrier", b.Carrier))));
    }

    public void Dispose() => _meter.Dispose();

    private void Count(string name, string unit, string description, params (Measure Measure, KeyValuePair<string, object?>? Tag)[] parts) => _meter.CreateObservableCounter(
        name, () => parts.Select(part => part.Tag is { } tag ? new Measurement<long>(_done[part.Measure], tag) : new Measurement<long>(_done[part.Measure])), unit, description);

    private void Gauge(string name, string unit, string description, Func<Signals, IEnumerable<Measurement<double>>> read) =>
        _meter.CreateObservableGauge(name, () => _signals.Last is { } last ? read(last) : [], unit, description);

    private static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
