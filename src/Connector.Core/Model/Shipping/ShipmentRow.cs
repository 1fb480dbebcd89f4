namespace Connector.Core.Model.Shipping;

/// <summary>A shipment that we have read, and whether the shop order shows it.</summary>
/// <param name="OrderId">The shop order it belongs to; null when it is not ours.</param>
/// <param name="RecordedState">
/// What was written back: "shipped", "voided", or "foreign" for what belongs to an order that was merged with this one; with ", refused" what waits in the error
/// queue instead; null when nothing yet.
/// </param>
public sealed record ShipmentRow(Shipment Shipment, string? OrderId, string? RecordedState, DateTimeOffset? RecordedAt)
{
    /// <summary>True while the shop order does not show yet what the shipping side says, and no error about it is open.</summary>
    public bool Outstanding => OrderId is not null && RecordedState != WantedState && RecordedState != RefusedState;

    /// <summary>The state of a shipment that the shop refused and that needs attention: reading it again changes nothing.</summary>
    public string RefusedState => WantedState + ", refused";
    public string WantedState => Shipment switch
    {
        { Voided: true } => "voided",
        { IsForeign: true } => "foreign",
        _ => "shipped"
    };
}
