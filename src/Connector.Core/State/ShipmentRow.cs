using Connector.Core.Shipments;

namespace Connector.Core.State;

/// <summary>A shipment that we have read, and whether the shop order tells of it.</summary>
/// <param name="OrderId">The shop order it belongs to; null when it is not ours.</param>
/// <param name="RecordedState">What was written back: "shipped" or "voided"; null when nothing yet.</param>
public sealed record ShipmentRow(Shipment Shipment, string? OrderId, string? RecordedState, DateTimeOffset? RecordedAt)
{
    /// <summary>True while the shop order does not tell yet what the shipping side says.</summary>
    public bool Outstanding => OrderId is not null && RecordedState != WantedState;
    public string WantedState => Shipment.Voided ? "voided" : "shipped";
}
