using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Sources of the fields of the order as a whole; each may be left out.</summary>
public sealed class OrderFieldRules
{
    /// <summary>When it was paid. Default: the first transaction of the payment, where the shop expands it.</summary>
    public FieldSource? PaidAt { get; set; }

    /// <summary>Until when it should leave. Default: custom field shipBy, shipByDate or ship-by.</summary>
    public FieldSource? ShipBy { get; set; }

    /// <summary>The day on which it is to be shipped. Default: none.</summary>
    public FieldSource? ShipDate { get; set; }

    /// <summary>What the shipping side distinguishes customers by. Default: the e-mail, or the customer's id where that is too long.</summary>
    public FieldSource? CustomerUsername { get; set; }

    /// <summary>Default: the customer's e-mail, else that of the shipping or billing address.</summary>
    public FieldSource? CustomerEmail { get; set; }

    /// <summary>The buyer's note. Default: custom field customerNotes, customerNote, customer-notes, deliveryInstructions or orderComment.</summary>
    public FieldSource? CustomerNotes { get; set; }

    /// <summary>The seller's note. Default: custom field internalNotes, internalNote or internal-notes.</summary>
    public FieldSource? InternalNotes { get; set; }

    /// <summary>Yes or no. Default: custom field gift, isGift or is-gift; else yes when there is a gift message.</summary>
    public FieldSource? Gift { get; set; }

    /// <summary>Default: custom field giftMessage or gift-message.</summary>
    public FieldSource? GiftMessage { get; set; }

    /// <summary>Default: the method of the payment.</summary>
    public FieldSource? PaymentMethod { get; set; }

    /// <summary>Replaces what the service rules choose.</summary>
    public FieldSource? RequestedService { get; set; }

    /// <summary>none, delivery, signature, adult_signature or direct_signature; replaces what the service rules choose.</summary>
    public FieldSource? Confirmation { get; set; }

    /// <summary>Default: the shop's order number (TieField).</summary>
    public FieldSource? CustomField1 { get; set; }

    /// <summary>Default: the purchase order number.</summary>
    public FieldSource? CustomField2 { get; set; }

    /// <summary>Default: none.</summary>
    public FieldSource? CustomField3 { get; set; }

    /// <summary>Where orders come from. Default: commercetools.</summary>
    public FieldSource? Source { get; set; }

    /// <summary>Yes or no. Default: no.</summary>
    public FieldSource? NonMachinable { get; set; }

    /// <summary>Yes or no. Default: no.</summary>
    public FieldSource? SaturdayDelivery { get; set; }

    /// <summary>Yes or no. Default: no, unless a line has it (Items.ContainsAlcohol).</summary>
    public FieldSource? ContainsAlcohol { get; set; }
}
