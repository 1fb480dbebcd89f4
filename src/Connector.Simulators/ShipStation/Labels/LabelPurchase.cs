using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>One label to be bought by a call, complete: nothing is taken from elsewhere any more.</summary>
internal sealed record LabelPurchase
{
    public required OrderRecord Order { get; init; }
    public required Buyer Buyer { get; init; }
    public required CarrierData Carrier { get; init; }
    public required ServiceData Service { get; init; }
    public required string Package { get; init; }
    public required string Confirmation { get; init; }
    public required DateOnly ShipDate { get; init; }
    public required IReadOnlyList<Parcel> Parcels { get; init; }
    public bool IsTest { get; init; }
    public bool IsReturn { get; init; }

    /// <summary>The label makes its own order: no other can be hurt by it.</summary>
    public bool IsOrphan { get; init; }
    public string Format { get; init; } = "pdf";
    public string Layout { get; init; } = "4x6";
    public string DisplayScheme { get; init; } = "label";
    public string? ChargeEvent { get; init; }
    public long? RateId { get; init; }
    public long? OutboundLabelId { get; init; }
    public string? RmaNumber { get; init; }

    /// <summary>Null: an event number of its own.</summary>
    public long? BatchId { get; init; }
}
