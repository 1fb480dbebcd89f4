using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>All that is known here about one shop order, both ways.</summary>
/// <param name="OrderId">The shop order's id.</param>
/// <param name="OrderNumber">The merchant's number; null where it is not known.</param>
/// <param name="FoundBy">What the words searched for turned out to be.</param>
/// <param name="Rows">One for each fulfillment group, by group key, without their payloads. Empty for an order that was never pushed.</param>
/// <param name="Shipments">Oldest first.</param>
/// <param name="DeadLetters">What needs attention, oldest first.</param>
/// <param name="Timeline">Entries and exchanges as the journal has them, oldest first; <see cref="History"/> tells the same in the words of the business.</param>
public sealed record OrderTrace(
    string OrderId, string? OrderNumber, OrderHandle FoundBy, IReadOnlyList<SyncRow> Rows, IReadOnlyList<ShipmentRow> Shipments,
    IReadOnlyList<ErrorQueueEntry> DeadLetters, IReadOnlyList<TimelineItem> Timeline)
{
    /// <summary>By their ids; empty where no labels are bought.</summary>
    public IReadOnlyList<LabelRow> Labels { get; init; } = [];

    /// <summary>What happened, by whom and why.</summary>
    public OrderHistory History { get; init; } = OrderHistory.Empty;
}

/// <summary>By what an order may be called. In this order they are tried.</summary>
public enum OrderHandle { OrderNumber, ShippingNumber, OrderId, OrderKey, ShippingOrderId, TrackingNumber, Search }
