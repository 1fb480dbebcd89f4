using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Labels;

/// <summary>
/// What to quote. By <see cref="LabelApi.V1"/> everything stated here counts and each carrier is a call of its own. By <see cref="LabelApi.V2"/> one call asks all
/// carriers about the order <b>as it is stored</b> on the shipping side: weight, dimensions, addresses, confirmation and ship date of this request are not sent, so
/// write them to the order first.
/// </summary>
public sealed record RateRequest
{
    public required LabelApi Api { get; init; }

    /// <summary>The shipping side's number of the order.</summary>
    public required long ShippingOrderId { get; init; }

    /// <summary>Its name in <see cref="LabelApi.V2"/> where that is known; null derives it from the number.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>Ours; links the calls to the shop order in the journal.</summary>
    public string? OrderKey { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<CarrierReference> Carriers { get; init; }

    /// <summary>Empty for all services.</summary>
    public IReadOnlyList<string> ServiceCodes { get; init; } = [];

    /// <summary>Null lists every package type; state it, or rows of one service cannot be distinguished in <see cref="LabelApi.V1"/>.</summary>
    public string? PackageCode { get; init; }

    /// <summary>Packed; V1 needs it.</summary>
    public Weight? Weight { get; init; }

    /// <summary>Null prices no dimensional weight, which is corrected at our cost later.</summary>
    public Dimensions? Dimensions { get; init; }

    /// <summary>V1 needs the postal code.</summary>
    public ShippingAddress? From { get; init; }

    /// <summary>V1 needs country and postal code.</summary>
    public ShippingAddress? To { get; init; }

    /// <summary>none, delivery, signature, adult_signature or direct_signature. Costs money: the same must be bought.</summary>
    public string? Confirmation { get; init; }

    /// <summary>Null takes that of <see cref="To"/>; where that says nothing either, V1 quotes the lower price of a business address.</summary>
    public bool? IsResidential { get; init; }
}
