using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Rules.Labels.Guards;

/// <summary>Pure: whether a label may be bought, with everything that speaks against it.</summary>
public static class PurchaseGuards
{
    private const string TestCarrier = "stamps_com";

    public static GuardVerdict Check(GuardFacts facts, LabelGuards guards, LabelLimits limits, LabelCalendar calendar)
    {
        var findings = new GuardFindings();
        Kind(facts, findings);
        if (facts.Price is not { } price)
        {
            findings.Add(GuardAction.Wait, LabelCodes.PriceUnknown, "the price is not known, so nothing can be set aside for it");
            return findings.ToVerdict(null);
        }
        if (price <= 0m)
        {
            findings.Add(GuardAction.Refuse, LabelCodes.PriceImplausible, FormattableString.Invariant($"a price of {price} cannot be right"));
            return findings.ToVerdict(null);
        }
        var reserve = Reserve(price, guards);
        CapGuards.Check(facts, reserve, guards, calendar, findings);
        Balance(facts, price, guards, findings);
        Limits(facts, price, limits, findings);
        RateChange(facts, price, guards, findings);
        return findings.ToVerdict(reserve);
    }

    /// <summary>What is set aside for a label of this price: with ReservePercent, rounded up to cents.</summary>
    public static decimal Reserve(decimal price, LabelGuards guards) => decimal.Round(price * (1m + guards.ReservePercent / 100m), 2, MidpointRounding.ToPositiveInfinity);

    /// <summary>What somebody should look at before a label that was bought is printed; null when its cost is as expected.</summary>
    public static LabelReason? Review(decimal quoted, decimal cost, LabelGuards guards)
    {
        if (cost > quoted * guards.MaxCostFactor) return new LabelReason(LabelCodes.CostAboveQuote, FormattableString.Invariant($"the label cost {cost}, quoted were {quoted}"));
        return cost > guards.MaxPrice ? new LabelReason(LabelCodes.CostAboveQuote, FormattableString.Invariant($"the label cost {cost}, above the cap of {guards.MaxPrice}")) : null;
    }

    private static void Kind(GuardFacts facts, GuardFindings findings)
    {
        if (facts.Mode == LabelMode.Off) findings.Add(GuardAction.Refuse, LabelCodes.ModeIsOff, "labels are switched off for this order");
        if (facts is { Mode: LabelMode.Propose, IsApproved: false }) findings.Add(GuardAction.Propose, LabelCodes.ModeIsPropose, "the rules propose labels of this kind");
        if (facts is { NeedsApproval: true, IsApproved: false }) findings.Add(GuardAction.Propose, LabelCodes.Late, "the offer does not keep the promise");
        if (facts is { IsTest: true, Route: not LabelApi.V1 }) findings.Add(GuardAction.Refuse, LabelCodes.TestLabelRefused, "V2 would buy a real label instead of a test label");
        else if (facts.IsTest && !string.Equals(facts.CarrierCode, TestCarrier, StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(GuardAction.Refuse, LabelCodes.TestLabelRefused, $"{facts.CarrierCode ?? "the carrier"} has no test labels");
        }
    }

    private static void Balance(GuardFacts facts, decimal price, LabelGuards guards, GuardFindings findings)
    {
        if (facts.Carrier is not { RequiresFunds: true, Balance: { } balance } carrier) return;
        var left = balance - facts.CommittedSinceBalance;
        if (left < guards.AlertBelowBalance) findings.Alert(LabelCodes.BalanceAlert, FormattableString.Invariant($"the balance of {carrier.Code} is {left}, below {guards.AlertBelowBalance}"));
        if (left >= price * guards.BalanceFactor) return;
        findings.Add(GuardAction.Wait, LabelCodes.LowBalance, FormattableString.Invariant($"the balance of {carrier.Code} is {left}, needed are {guards.BalanceFactor} times {price}"));
    }

    private static void Limits(GuardFacts facts, decimal price, LabelLimits limits, GuardFindings findings)
    {
        if (facts.IsApproved) return;
        if (price > limits.MaxPrice) findings.Add(GuardAction.Propose, LabelCodes.AboveLimit, FormattableString.Invariant($"costs {price}, the limit is {limits.MaxPrice}"));
        if (limits is { MaxAboveCharged: null, MaxAboveChargedPercent: null, MaxWhenFree: null }) return;
        if (facts.Charged is not { } charged || !string.Equals(charged.Currency, facts.Currency, StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(GuardAction.Propose, LabelCodes.ChargedUnknown, facts.Charged is null ? "what the customer paid for shipping is not known" : $"the customer paid in {facts.Charged.Value.Currency}");
            return;
        }
        if (MostFor(charged.Amount, limits) is { } most && price > most)
        {
            findings.Add(GuardAction.Propose, LabelCodes.AboveCharged, FormattableString.Invariant($"costs {price}, the customer paid {charged.Amount}, so that at most {most} is bought"));
        }
    }

    private static decimal? MostFor(decimal charged, LabelLimits limits)
    {
        if (charged <= 0m && limits.MaxWhenFree is { } free) return free;
        var byAmount = limits.MaxAboveCharged is { } more ? charged + more : (decimal?)null;
        var byPercent = limits.MaxAboveChargedPercent is { } percent ? charged * (1m + percent / 100m) : (decimal?)null;
        return byAmount < byPercent ? byAmount : byPercent ?? byAmount;
    }

    /// <summary>Counts for what was approved, too: the approval was for another price. Cheaper is fine.</summary>
    private static void RateChange(GuardFacts facts, decimal price, LabelGuards guards, GuardFindings findings)
    {
        if (facts.SeenPrice is not { } seen) return;
        var grown = price - seen;
        if (grown <= 0m || (grown <= seen * guards.MaxRateChangePercent / 100m && (guards.MaxRateChange is not { } most || grown <= most))) return;
        findings.Add(GuardAction.Propose, LabelCodes.RateChanged, FormattableString.Invariant($"costs {price} now, before it was {seen}"));
    }
}
