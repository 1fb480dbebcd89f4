namespace Connector.Core.Model.Shipping;

/// <summary>A shipment that we have read, and whether the shop order shows it.</summary>
/// <param name="OrderId">The shop order it belongs to; null when it is not ours.</param>
/// <param name="RecordedState">What was written back, or what waits in the error queue instead; null when nothing yet.</param>
public sealed record ShipmentRow(Shipment Shipment, string? OrderId, RecordedState? RecordedState, DateTimeOffset? RecordedAt)
{
    /// <summary>True while the shop order does not show yet what the shipping side says, and no error about it is open.</summary>
    public bool Outstanding => OrderId is not null && RecordedState?.Mark != WantedState.Mark;

    /// <summary>What the shipping side says.</summary>
    public RecordedState WantedState => new(Shipment switch
    {
        { Voided: true } => ShipmentMark.Voided,
        { IsForeign: true } => ShipmentMark.Foreign,
        // Its items may be read later: then it is news once more.
        { Kind: ShipmentKind.Label, Items: null or [] } => ShipmentMark.ShippedWithoutItems,
        _ => ShipmentMark.Shipped
    });

    /// <summary>The state of a shipment that the shop refused and that needs attention: reading it again changes nothing.</summary>
    public RecordedState RefusedState => WantedState with { IsRefused = true };
}
