using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Rules.Labels;

/// <summary>What is bought besides the service. The same is quoted.</summary>
public sealed class PurchaseRules
{
    /// <summary>Proof of delivery. Null: what the order asks for.</summary>
    [AllowedValues("none", "delivery", "signature", "adult_signature", "direct_signature", null)]
    public string? Confirmation { get; set; }

    /// <summary>False buys without insurance, also where the order is insured.</summary>
    public bool Insurance { get; set; } = true;

    /// <summary>The shipping side's code of the package, where the order names none.</summary>
    public string Package { get; set; } = "package";

    /// <summary>True buys samples that are no postage: V1 with USPS (stamps_com) only; other carriers are refused.</summary>
    public bool TestLabels { get; set; }
}
