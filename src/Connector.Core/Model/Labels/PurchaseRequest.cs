using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Labels;

/// <summary>
/// What to buy, for an order that exists. Addresses are those of the stored order in every route. There is no way to say "buy for no order": such labels belong to nothing
/// and are lost.
/// </summary>
public sealed record PurchaseRequest
{
    public required PurchaseRoute Route { get; init; }

    /// <summary>The shipping side's number of the order.</summary>
    public required long ShippingOrderId { get; init; }

    /// <summary>Ours; links the call to the shop order in the journal.</summary>
    public string? OrderKey { get; init; }

    /// <summary>The order's name in <see cref="LabelApi.V2"/> where that is known; null derives it from the number. Only for <see cref="PurchaseRoute.ByShipment"/>.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>Needed for <see cref="PurchaseRoute.ByRate"/>, and only there.</summary>
    public string? RateId { get; init; }
    public required string CarrierCode { get; init; }
    public long? CarrierAccountId { get; init; }
    public required string ServiceCode { get; init; }

    /// <summary>Such as package; the vendor fails without one.</summary>
    public required string PackageCode { get; init; }

    /// <summary>none, delivery, signature, adult_signature or direct_signature; as quoted.</summary>
    public string Confirmation { get; init; } = "none";

    /// <summary>The day on the label, in the shipping side's Pacific calendar.</summary>
    public required DateOnly ShipDate { get; init; }

    /// <summary>Packed; above zero.</summary>
    public required Weight Weight { get; init; }

    /// <summary>One user reports that V1 prices those of the stored order instead: write them to the order too.</summary>
    public Dimensions? Dimensions { get; init; }
    public Insurance? Insurance { get; init; }
    public Customs? Customs { get; init; }

    /// <summary>
    /// The packages where there are several, which only <see cref="PurchaseRoute.ByRate"/> and <see cref="PurchaseRoute.ByShipment"/> can buy. They are bought as stored on
    /// the shipment (<see cref="ShipmentPreparation"/>) and this list is not sent: the caller compares it with <see cref="PurchasedLabel.Packages"/>. Empty for one package.
    /// </summary>
    public IReadOnlyList<PackageRequest> Packages { get; init; } = [];

    /// <summary>Only to keep what it says about people out of the vendor's words; it is not sent.</summary>
    public ShippingAddress? ShipTo { get; init; }

    /// <summary>V1 makes PDF only.</summary>
    public DocumentFormat Format { get; init; }

    /// <summary>4x6 for label printers, letter for PDF on sheets; V1 takes the account's setting.</summary>
    public string Layout { get; init; } = "4x6";

    /// <summary>
    /// A sample that is no postage, only by <see cref="PurchaseRoute.ByOrder"/> and for few carriers. The other routes refuse it before anything is sent, because they would
    /// buy a real label.
    /// </summary>
    public bool IsTest { get; init; }
}

/// <summary>
/// Which call buys; one route for one order, never two. <see cref="ByOrder"/>: V1, for the order, as this request states. <see cref="ByRate"/>: V2, exactly what the rate
/// offered. <see cref="ByShipment"/>: V2, carrier, service and packages as stored on the shipment.
/// </summary>
public enum PurchaseRoute { ByOrder, ByRate, ByShipment }

/// <summary>One of several packages.</summary>
public sealed record PackageRequest(Weight Weight, Dimensions? Dimensions = null);
