using Connector.Core.Ports;

namespace Connector.Core.Engine.Telemetry;

/// <summary>The state of the connector as gauges and alerts see it; nothing of it names an order or a person.</summary>
/// <param name="Queues">By name.</param>
/// <param name="Orders">From the list of orders.</param>
/// <param name="Paused">Flows that are paused.</param>
/// <param name="Timers">Of all that are planned.</param>
/// <param name="Windows">The rate window of each account.</param>
/// <param name="Balances">Of carriers that are paid from a balance; empty where nobody asks for them.</param>
public sealed record Signals(
    DateTimeOffset At, IReadOnlyDictionary<string, QueueDepth> Queues, OrderIndexCounts Orders, IReadOnlyList<string> Paused, IReadOnlyList<TimerSignal> Timers,
    IReadOnlyDictionary<string, RateWindow> Windows, IReadOnlyList<CarrierFunds> Balances)
{
    public long ErrorsOpen => Queues.Values.Sum(static q => q.Dead);
}

/// <param name="Period">Null where it is not known.</param>
/// <param name="LastSuccess">When it last succeeded, or since when this process looks where it never did.</param>
public sealed record TimerSignal(string Name, TimeSpan? Period, DateTimeOffset LastSuccess);

/// <param name="Amount">In the currency of the account.</param>
public sealed record CarrierFunds(string Account, string Carrier, decimal Amount);
