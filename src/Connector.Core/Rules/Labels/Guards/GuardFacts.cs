using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Labels.Guards;

/// <summary>What is known when a purchase is about to be reserved.</summary>
public sealed record GuardFacts
{
    public required string Account { get; init; }
    public required string LocationKey { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Of the account.</summary>
    public required string Currency { get; init; }
    public LabelMode Mode { get; init; } = LabelMode.Buy;

    /// <summary>True when somebody approved this purchase at <see cref="SeenPrice"/>.</summary>
    public bool IsApproved { get; init; }

    /// <summary>True when the offer needs an approval anyway (<see cref="Rates.RateDecision.NeedsApproval"/>).</summary>
    public bool NeedsApproval { get; init; }

    /// <summary>What the label costs now; null when no quote says so.</summary>
    public decimal? Price { get; init; }

    /// <summary>What was approved or proposed before; null for the first look.</summary>
    public decimal? SeenPrice { get; init; }

    /// <summary>One for each package.</summary>
    public int Labels { get; init; } = 1;

    /// <summary>What the customer paid for shipping of this part; null when it is not known.</summary>
    public Money? Charged { get; init; }

    /// <summary>With a fresh balance; null when it was not read.</summary>
    public CarrierAccount? Carrier { get; init; }

    /// <summary>Reserved or spent with that carrier since its balance was read.</summary>
    public decimal CommittedSinceBalance { get; init; }
    public string? CarrierCode { get; init; }
    public LabelApi Route { get; init; }
    public bool IsTest { get; init; }

    /// <summary>
    /// Everything that was reserved or spent in the windows (<see cref="CapWindow.Start"/>), also of purchases whose outcome is not known, and without those that were proved
    /// not to have happened.
    /// </summary>
    public IReadOnlyList<LabelSpend> Spent { get; init; } = [];
}

/// <summary>Money that was reserved for labels or spent on them.</summary>
/// <param name="At">When it was reserved; a purchase stays where its reservation was.</param>
/// <param name="Amount">Reserved, or the cost once it is known. A voided label counts in full.</param>
public sealed record LabelSpend(string Account, string LocationKey, DateTimeOffset At, decimal Amount, int Labels = 1);
