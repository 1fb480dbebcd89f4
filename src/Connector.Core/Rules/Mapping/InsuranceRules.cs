using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Rules.Mapping;

/// <summary>Whether goods are insured, for their value after discounts.</summary>
public sealed class InsuranceRules
{
    /// <summary>Nothing, everything, or what is worth more than the threshold.</summary>
    public InsuranceChoice Insure { get; set; } = InsuranceChoice.Off;

    /// <summary>For <see cref="InsuranceChoice.OverThreshold"/>: the value of the goods from which they are insured, in the order's currency.</summary>
    public decimal Threshold { get; set; }

    /// <summary>carrier, shipsurance or provider.</summary>
    [AllowedValues("carrier", "shipsurance", "provider")]
    public string Provider { get; set; } = "carrier";
}

public enum InsuranceChoice { Off, OrderValue, OverThreshold }
