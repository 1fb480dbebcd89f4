using System.Diagnostics.Metrics;
using System.Reflection;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Connector.Tests.Docs;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;
using SyncMeasure = Connector.Core.Model.Messages.Measure;

namespace Connector.Tests.Core.Engine.Telemetry;

public sealed class ConnectorMeterTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryWorkQueue _queue;
    private readonly InMemoryOrderIndex _index = new();
    private readonly SyncMeter _done = new();
    private readonly FlowDesk _flows;
    private readonly SignalReader _signals;
    private readonly ConnectorMeter _meter;

    public ConnectorMeterTests()
    {
        _queue = new InMemoryWorkQueue(_clock);
        var rates = Mock.Of<IRateBudget>(r => r.PeekAsync("default", default) == Task.FromResult(new RateWindow(40, 10, _clock.Now)));
        var reports = new RunReports(new InMemoryRunRecords(), _clock, NullLogger<RunReports>.Instance);
        var accounts = Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default" });
        _flows = new FlowDesk(new InMemoryFlowPauses(_clock), _queue, accounts, new InMemoryJournal(), _clock, ShippingLocations.From(["berlin"]));
        _signals = new SignalReader(
            _queue, A.Promises(_clock, _index), reports, new TimerPlan([new PlannedTimer(TimerNames.PullOrders, TimeSpan.FromSeconds(10))], RunHere: true), rates,
            accounts, _clock);
        _meter = new ConnectorMeter(_done, _signals);
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task Pauses_of_locations_and_drains_count_as_well()
    {
        foreach (var flow in new[] { "orders@berlin", "drain-orders", "shipments:default" })
        {
            Assert.True(_flows.IsFlow(flow), flow);
            await _flows.PauseAsync(flow, "ada", default);
        }
        Assert.Equal(["shipments:default", "orders@berlin", "drain-orders"], (await _signals.ReadAsync(_flows, [], default)).Paused);
        Assert.Equal(3, Measure()["connector.flows.paused"]);
    }

    [Fact]
    public async Task Gauges_show_the_last_reading_and_counters_what_was_done()
    {
        Assert.DoesNotContain(Measure(), static m => m.Key.StartsWith(MetricNames.QueueDepth, StringComparison.Ordinal));
        await _queue.SendAsync(QueueNames.Orders, [A.PushOrder(), A.PushOrder()], null, default);
        await _index.PutAsync([new OrderSummary { OrderId = "a", OrderNumber = "US-1", PlacedAt = _clock.Now, Progress = OrderProgress.Sending, Deadline = _clock.Now }], default);
        _clock.Advance(TimeSpan.FromSeconds(90));
        _done.Add(SyncMeasure.Created, 3);
        await _signals.ReadAsync(_flows, [new CarrierFunds("default", "ups", 12.5m)], default);

        var read = Measure();

        Assert.Equal(2, read["connector.queue.depth messaging.destination.name=orders connector.state=ready"]);
        Assert.Equal(1, read["connector.promise.breached"]);
        Assert.Equal(1, read["connector.orders.open connector.status=Sending"]);
        Assert.Equal(90, read["connector.timer.age connector.timer=PullOrders"]);
        Assert.Equal(0.25, read["connector.calls.used connector.account=default"]);
        Assert.Equal(12.5, read["connector.carrier.balance connector.account=default connector.carrier=ups"]);
        Assert.Equal(3, read["connector.orders.sent connector.action=create"]);
        Assert.Equal(0, read["connector.flows.paused"]);
    }

    [Fact]
    public void The_table_in_the_guide_has_every_instrument_with_its_unit()
    {
        var found = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == ConnectorTelemetry.Name) found.Add($"{instrument.Name} {Kind(instrument)} {instrument.Unit}");
            }
        };
        ConnectorTelemetry.Ran("test", failed: false, TimeSpan.Zero);
        listener.Start();
        var rows = Document.Operations.Table("Metric", "Kind", "Unit", "Attributes", "Use");

        Assert.Equal(found.Distinct().Order(StringComparer.Ordinal), rows.Select(static r => $"{r[0].Trim('`')} {r[1]} {r[2].Trim('`')}").Order(StringComparer.Ordinal));
        Assert.All(rows, static r => Assert.NotEmpty(r[4]));
        var names = typeof(MetricNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (string)f.GetRawConstantValue()!);
        Assert.Equal(names.Order(StringComparer.Ordinal), rows.Select(static r => r[0].Trim('`')).Order(StringComparer.Ordinal));
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal).ToLowerInvariant();

    private Dictionary<string, double> Measure()
    {
        var read = new Dictionary<string, double>(StringComparer.Ordinal);
        var mine = typeof(ConnectorMeter).GetField("_meter", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(_meter);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, mine)) self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => read[Name(instrument, tags)] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => read[Name(instrument, tags)] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }

    private static string Name(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var tag in tags) name += $" {tag.Key}={tag.Value}";
        return name;
    }
}
