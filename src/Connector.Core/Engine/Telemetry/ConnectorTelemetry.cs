using System.Diagnostics;
using System.Diagnostics.Metrics;
using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Telemetry;

/// <summary>
/// What the connector measures and traces by itself, under the name that a host subscribes to. Whoever does not subscribe pays nothing. Attributes hold names of queues, timers, accounts, kinds and
/// outcomes, at most an order number; never a person's data or a credential.
/// </summary>
public static class ConnectorTelemetry
{
    /// <summary>Of the activity source and of the meters.</summary>
    public const string Name = "Connector";

    internal const string Queue = "messaging.destination.name";
    internal const string System = "messaging.system";
    internal const string SystemName = "connector";
    internal const string MessageType = "connector.message.type";
    internal const string Outcome = "connector.outcome";
    internal const string Timer = "connector.timer";
    internal const string OrderNumber = "connector.order.number";

    /// <summary>Seconds; from a moment to a timer's longest run.</summary>
    private static readonly InstrumentAdvice<double> s_seconds = new() { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300] };

    private static readonly Meter s_meter = new(Name);
    internal static readonly ActivitySource Source = new(Name);

    private static readonly Histogram<double> s_processed = s_meter.CreateHistogram(MetricNames.ProcessDuration, "s", "Handling the messages of one type that were taken together.", null, s_seconds);
    private static readonly Counter<long> s_consumed = s_meter.CreateCounter<long>(MetricNames.Consumed, "{message}", "Messages by what became of them.");
    private static readonly Histogram<double> s_runs = s_meter.CreateHistogram(MetricNames.TimerDuration, "s", "One run of a timer.", null, s_seconds);

    internal static void Processed(string queue, string type, TimeSpan took) =>
        s_processed.Record(took.TotalSeconds, new TagList { { System, SystemName }, { Queue, queue }, { MessageType, type } });

    internal static void Consumed(string queue, string type, WorkOutcome outcome) =>
        s_consumed.Add(1, new TagList { { System, SystemName }, { Queue, queue }, { MessageType, type }, { Outcome, Word(outcome) } });

    internal static void Ran(string timer, bool failed, TimeSpan took) => s_runs.Record(took.TotalSeconds, new TagList { { Timer, timer }, { Outcome, failed ? "failed" : "done" } });

    /// <summary>What became of it, in one word of a fixed few.</summary>
    internal static string Word(WorkOutcome outcome) => outcome switch
    {
        WorkOutcome.Done => "done",
        WorkOutcome.Skipped => "skipped",
        WorkOutcome.DeadLetter => "failed",
        _ => "retried"
    };
}
