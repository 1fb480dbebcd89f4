namespace Connector.Core.Rules.Labels;

/// <summary>How long quotes count.</summary>
public sealed class QuoteRules
{
    /// <summary>A quote is used for parcels of the same lane, weight class and size for this long: hh:mm:ss. 00:00:00: never again.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Width of a weight class in grams. A quote counts for lighter parcels of its class only, so that it is never too low. 0: the same weight only.</summary>
    public int WeightStepGrams { get; set; } = 50;

    /// <summary>Characters of the postal code that make a lane. Null: all of them.</summary>
    public int? PostalPrefix { get; set; }

    /// <summary>An older quote is not bought from: hh:mm:ss. It is quoted again, and Guards.MaxRateChangePercent compares.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);
}
