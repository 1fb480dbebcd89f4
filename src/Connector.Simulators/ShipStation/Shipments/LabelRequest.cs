using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>What to buy a label for; what is left out comes from the order or is invented.</summary>
internal sealed record LabelRequest
{
    /// <summary>Lines and quantities; null for all that no label carries yet.</summary>
    public IReadOnlyList<(OrderItem Item, int Quantity)>? Items { get; init; }
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? Confirmation { get; init; }
    public DateOnly? ShipDate { get; init; }
    public Weight? Weight { get; init; }
    public Dimensions? Dimensions { get; init; }
    public Insurance? Insurance { get; init; }
    public string? TrackingNumber { get; init; }
    public decimal? Cost { get; init; }
    public decimal? InsuranceCost { get; init; }
    public bool IsReturn { get; init; }

    /// <summary>The label tells of no items; the order counts as shipped whole.</summary>
    public bool NoItems { get; init; }

    /// <summary>A second label for what is labelled already: it carries no lines and covers nothing.</summary>
    public bool WithoutLines { get; init; }

    /// <summary>The order keeps its state: a sample, or a label that brings things back.</summary>
    public bool LeavesOrder { get; init; }

    /// <summary>What a purchase by call knows more; null for one by people.</summary>
    public LabelDetails? Details { get; init; }

    /// <summary>Buy it even for an order that is closed, or for more than is left.</summary>
    public bool Force { get; init; }
}
