using Connector.Core.Mapping.Sources;

namespace Connector.Core.Mapping;

/// <summary>Sources of the fields of the order as a whole; each may be left out.</summary>
public sealed class OrderFieldRules
{
    public FieldSource? PaidAt { get; set; }
    public FieldSource? ShipBy { get; set; }

    /// <summary>A day; when it lies after the order's last change, the order goes out on hold until then.</summary>
    public FieldSource? HoldUntil { get; set; }
    public FieldSource? ShipDate { get; set; }
    public FieldSource? CustomerUsername { get; set; }
    public FieldSource? CustomerEmail { get; set; }
    public FieldSource? CustomerNotes { get; set; }
    public FieldSource? InternalNotes { get; set; }
    public FieldSource? Gift { get; set; }
    public FieldSource? GiftMessage { get; set; }
    public FieldSource? PaymentMethod { get; set; }

    /// <summary>Replaces what the service rules choose.</summary>
    public FieldSource? RequestedService { get; set; }

    /// <summary>none, delivery, signature, adult_signature or direct_signature; replaces what the service rules choose.</summary>
    public FieldSource? Confirmation { get; set; }
    public FieldSource? CustomField1 { get; set; }
    public FieldSource? CustomField2 { get; set; }
    public FieldSource? CustomField3 { get; set; }
    public FieldSource? Source { get; set; }
    public FieldSource? NonMachinable { get; set; }
    public FieldSource? SaturdayDelivery { get; set; }
    public FieldSource? ContainsAlcohol { get; set; }
}
