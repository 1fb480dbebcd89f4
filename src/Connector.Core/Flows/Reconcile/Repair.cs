using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>How a difference is corrected. Every repair may be made twice.</summary>
internal abstract record Repair
{
    private Repair() { }

    /// <summary>Decide and push again.</summary>
    /// <param name="Row">Our row as it must be for the push to see what really is there; null leaves it.</param>
    /// <param name="Read">Orders that the push must know of as they are there now.</param>
    public sealed record Push(SyncRow? Row = null, IReadOnlyList<ShippingOrderSnapshot>? Read = null) : Repair;

    /// <summary>Keep what was read and write the shipments back.</summary>
    public sealed record RecordShipments(IReadOnlyList<Shipment> Read) : Repair;

    /// <summary>Keep what was read and write the status.</summary>
    public sealed record RecordStatus(IReadOnlyList<ShippingOrderSnapshot> Read) : Repair;

    /// <summary>Cancel this order on the shipping side if it is still open, whoever made it.</summary>
    public sealed record CancelThere(string Account, long ShippingOrderId) : Repair;

    /// <summary>Set a cursor that is in the future back to now.</summary>
    public sealed record SetBack(CursorName Cursor) : Repair;

    /// <summary>Dismiss an entry of the error queue.</summary>
    public sealed record Close(string MessageType) : Repair;
}
