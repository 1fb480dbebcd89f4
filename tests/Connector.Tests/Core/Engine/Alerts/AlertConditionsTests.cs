using Connector.Core.Engine.Alerts;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Alerts;

public sealed class AlertConditionsTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private static readonly Signals s_well = new(
        T0, new Dictionary<string, QueueDepth> { ["orders"] = new(0, 0, 0, 0, null) }, new OrderIndexCounts(new Dictionary<OrderProgress, long>(), 0, 0, 0), [],
        [new TimerSignal("PullOrders", TimeSpan.FromSeconds(10), T0.AddMinutes(-4)), new TimerSignal("Reconcile", TimeSpan.FromHours(1), T0.AddHours(-4)), new TimerSignal("Unknown", null, T0.AddYears(-1))],
        new Dictionary<string, RateWindow>(), [new CarrierFunds("eu", "ups_walleted", 50m)]);

    public static TheoryData<string, Func<Signals, Signals>, AlertOptions, string[]> Cases => new()
    {
        { "all is well", static s => s, new AlertOptions(), [] },
        { "a broken promise", static s => s with { Orders = s.Orders with { Breached = 1, Soon = 5 } }, new AlertOptions(), ["1 order with a broken promise"] },
        { "promises that end soon", static s => s with { Orders = s.Orders with { Soon = 5 } }, new AlertOptions { PromisesSoonAbove = 4 }, ["5 orders with a promise that ends soon"] },
        { "not too many end soon", static s => s with { Orders = s.Orders with { Soon = 5 } }, new AlertOptions { PromisesSoonAbove = 5 }, [] },
        { "errors", static s => s with { Queues = Dead(2) }, new AlertOptions(), ["2 messages in the error queue"] },
        { "not too many errors", static s => s with { Queues = Dead(2) }, new AlertOptions { ErrorsAbove = 2 }, [] },
        { "errors do not matter", static s => s with { Queues = Dead(2) }, new AlertOptions { ErrorsAbove = null }, [] },
        { "a pause", static s => s with { Paused = ["orders", "shipments:eu"] }, new AlertOptions(), ["Flow orders is paused", "Flow shipments:eu is paused"] },
        { "a timer with a short period has five minutes", static s => s with { At = T0.AddMinutes(1).AddTicks(1) }, new AlertOptions(), ["Timer PullOrders has not succeeded since 2026-03-18 09:56 UTC"] },
        { "a timer with a long one its periods", static s => s with { At = T0.AddMinutes(-5), Timers = [s.Timers[1] with { LastSuccess = T0.AddHours(-5).AddMinutes(-5).AddTicks(-1) }] }, new AlertOptions(), ["Timer Reconcile has not succeeded since 2026-03-18 04:54 UTC"] },
        { "a low balance", static s => s, new AlertOptions { BalanceBelow = 50.01m }, ["Balance of ups_walleted in account eu is 50.00"] },
        { "a balance at the limit", static s => s, new AlertOptions { BalanceBelow = 50m }, [] }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Somebody_should_know_of(string situation, Func<Signals, Signals> with, AlertOptions options, string[] expected)
    {
        Assert.NotEmpty(situation);
        var causes = AlertConditions.List(with(s_well), options);
        Assert.Equal(expected, causes.Select(static c => c.Text));
        Assert.Equal(causes.Count, causes.DistinctBy(static c => c.Key).Count());
    }

    private static Dictionary<string, QueueDepth> Dead(long count) => new() { ["orders"] = new(0, 0, 0, count - 1, null), ["shipments"] = new(9, 9, 9, 1, null) };
}
