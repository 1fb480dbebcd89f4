namespace Connector.Core.Engine.Telemetry;

/// <summary>Names of all instruments. docs/operations.md has a row for each, which a test compares.</summary>
public static class MetricNames
{
    public const string ProcessDuration = "messaging.process.duration";
    public const string Consumed = "messaging.client.consumed.messages";
    public const string TimerDuration = "connector.timer.duration";
    public const string Pulled = "connector.orders.pulled";
    public const string Sent = "connector.orders.sent";
    public const string ShipmentsRecorded = "connector.shipments.recorded";
    public const string LabelPurchased = "connector.label.purchased";
    public const string ErrorsAdded = "connector.errors.added";
    public const string Calls = "connector.calls";
    public const string CallsRefused = "connector.calls.limited";
    public const string QueueDepth = "connector.queue.depth";
    public const string ErrorsOpen = "connector.errors.open";
    public const string OrdersOpen = "connector.orders.open";
    public const string PromiseBreached = "connector.promise.breached";
    public const string PromiseSoon = "connector.promise.soon";
    public const string FlowsPaused = "connector.flows.paused";
    public const string TimerAge = "connector.timer.age";
    public const string CallsUsed = "connector.calls.used";
    public const string CarrierBalance = "connector.carrier.balance";
}
