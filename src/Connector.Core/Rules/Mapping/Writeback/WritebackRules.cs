using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Mapping.Writeback;

/// <summary>What the shop order shows of what happened on the shipping side. Section Writeback of connector.json.</summary>
public sealed class WritebackRules
{
    /// <summary>Whether shipmentState follows the quantities that were shipped.</summary>
    public bool ShipmentState { get; set; } = true;

    /// <summary>State of the order once everything has shipped: Complete, Confirmed or Open; null leaves it to the shop.</summary>
    public OrderState? OrderStateWhenShipped { get; set; }

    /// <summary>State of the order when a void takes back the last of what made it complete; null leaves it. Used only where OrderStateWhenShipped is set.</summary>
    public OrderState? OrderStateWhenVoided { get; set; }

    /// <summary>Key of the workflow state that the order moves to once everything has shipped; null for none.</summary>
    public string? TransitionWhenShipped { get; set; }

    /// <summary>Key of the workflow state that the order moves to once a part has shipped; null for none.</summary>
    public string? TransitionWhenPartial { get; set; }

    /// <summary>Key of the line item state that units move to when they have shipped; null leaves them.</summary>
    public string? LineStateWhenShipped { get; set; }

    /// <summary>Key of the line item state that units move back to when their label is voided; null leaves them. Used only where LineStateWhenShipped is set.</summary>
    public string? LineStateWhenVoided { get; set; }

    /// <summary>Whether what the label cost is written to the order.</summary>
    public bool ShipmentCost { get; set; }

    /// <summary>
    /// Codes of services, the best first. A label with one further down than the one that was asked for is reported; one further up is not. A service that is not
    /// listed is reported whenever it is not the one that was asked for.
    /// </summary>
    public IList<string> ServiceRanking { get; set; } = [];

    /// <summary>By how much the labels of a shipping order may cost more than the customer pays for its shipping before that is reported, in major units; null does not compare.</summary>
    public decimal? OverspendAbove { get; set; }

    /// <summary>Which address checks are written at once; the others go along with the next write.</summary>
    public AddressCheckScope AddressChecks { get; set; } = AddressCheckScope.Problems;

    /// <summary>Which news of a parcel on its way are written at once; the others go along with the next write.</summary>
    public TrackingScope Tracking { get; set; } = TrackingScope.Outcomes;

    /// <summary>
    /// Name of a custom field of the order, of type Date or String, that gets the day on which the carrier expects to deliver the last parcel; null for none. An order whose Type has no such field is left
    /// as it is.
    /// </summary>
    public string? EstimatedDeliveryField { get; set; }

    /// <summary>Whether shipmentState becomes Delivered once everything has shipped and every parcel has arrived. Used only where ShipmentState is on.</summary>
    public bool ShipmentStateDelivered { get; set; } = true;

    /// <summary>State of the order once every parcel has arrived: Complete, Confirmed or Open; null leaves it.</summary>
    public OrderState? OrderStateWhenDelivered { get; set; }

    /// <summary>Key of the workflow state that the order moves to once every parcel has arrived; null for none.</summary>
    public string? TransitionWhenDelivered { get; set; }

    /// <summary>Key of the workflow state that the order moves to when the carrier reports an exception; null for none.</summary>
    public string? TransitionWhenException { get; set; }

    /// <summary>Key of the workflow state that the order moves to when a parcel goes back to its sender; null for none.</summary>
    public string? TransitionWhenReturned { get; set; }
}

/// <summary>Which news of a parcel cost a write of their own.</summary>
public enum TrackingScope
{
    /// <summary>Nothing about parcels on their way is asked for or shown.</summary>
    None,

    /// <summary>Deliveries, exceptions and returns at once; steps on the way with the next write that is made anyway.</summary>
    Outcomes,

    /// <summary>Every change of status at once: several commercetools writes for each parcel.</summary>
    All
}

/// <summary>Which address checks cost a write of their own.</summary>
public enum AddressCheckScope
{
    /// <summary>Warnings and failures at once; good addresses with the next write that is made anyway.</summary>
    Problems,

    /// <summary>Every result at once: one commercetools write for each order.</summary>
    All
}
