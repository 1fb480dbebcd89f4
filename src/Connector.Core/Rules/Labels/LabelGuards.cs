namespace Connector.Core.Rules.Labels;

/// <summary>What may be spent. Caps are never passed, also not by what somebody approved; limits ask for an approval.</summary>
public sealed class LabelGuards
{
    /// <summary>Cap for one label: greatest price, with ReservePercent. Needed for Buy.</summary>
    public decimal? MaxPrice { get; set; }

    /// <summary>Caps for an hour or a day. Buy needs one with Money for a day that counts for every account.</summary>
    public IList<LabelCap> Caps { get; set; } = [];

    /// <summary>Limits for all orders.</summary>
    public LabelLimits Limits { get; set; } = new();

    /// <summary>So many percent above the price are set aside against the caps until the price of the purchase is known.</summary>
    public decimal ReservePercent { get; set; } = 5m;

    /// <summary>A price that grew by more percent since it was approved or quoted is proposed again.</summary>
    public decimal MaxRateChangePercent { get; set; } = 5m;

    /// <summary>A price that grew by more than this amount is proposed again. Null: percent alone.</summary>
    public decimal? MaxRateChange { get; set; }

    /// <summary>A carrier's balance must be so many times the price.</summary>
    public decimal BalanceFactor { get; set; } = 1.2m;

    /// <summary>A carrier's balance below this is reported. Null: not reported.</summary>
    public decimal? AlertBelowBalance { get; set; }

    /// <summary>A label that cost more than so many times its quote is not printed until somebody looked at it.</summary>
    public decimal MaxCostFactor { get; set; } = 1.5m;
}

/// <summary>What may be spent in an hour or a day. Money that is set aside for purchases under way counts, and voided labels count, too.</summary>
public sealed class LabelCap
{
    /// <summary>The time that it counts for.</summary>
    public CapPeriod Per { get; set; } = CapPeriod.Day;

    /// <summary>Name of the account. Null: each account, by itself.</summary>
    public string? Account { get; set; }

    /// <summary>Key of the location. Null: all locations of the account together.</summary>
    public string? Location { get; set; }

    /// <summary>Greatest sum of prices.</summary>
    public decimal? Money { get; set; }

    /// <summary>Greatest number of labels; that of several packages counts once.</summary>
    public int? Labels { get; set; }
}

/// <summary>The time that a cap counts for.</summary>
public enum CapPeriod
{
    /// <summary>The last sixty minutes.</summary>
    Hour,

    /// <summary>The calendar day in Times.TimeZone.</summary>
    Day
}
