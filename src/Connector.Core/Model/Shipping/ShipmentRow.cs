namespace Connector.Core.Model.Shipping;

/// <summary>A shipment that we have read, and whether the shop order tells of it.</summary>
/// <param name="OrderId">The shop order it belongs to; null when it is not ours.</param>
/// <param name="RecordedState">
/// What was written back: "shipped", "voided", or "elsewhere" for what belongs to an order that was merged with this one; with ", refused" what waits in the error
/// queue instead; null when nothing yet.
/// </param>
public sealed record ShipmentRow(Shipment Shipment, string? OrderId, string? RecordedState, DateTimeOffset? RecordedAt)
{
    /// <summary>True while the shop order does not tell yet what the shipping side says, and nobody was asked to look at it.</summary>
    public bool Outstanding => OrderId is not null && RecordedState != WantedState && RecordedState != RefusedState;

    /// <summary>What the shop refused and a person must look at: reading it again is no news.</summary>
    public string RefusedState => WantedState + ", refused";
    public string WantedState => Shipment switch
    {
        { Voided: true } => "voided",
        { IsForeign: true } => "elsewhere",
        _ => "shipped"
    };
}
