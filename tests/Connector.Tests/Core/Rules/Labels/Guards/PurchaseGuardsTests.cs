using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Rules.Labels.Guards;

public sealed class PurchaseGuardsTests
{
    /// <summary>What is different about a purchase of 10.00 that is fine, what the guards do, and the codes of their reasons.</summary>
    public static TheoryData<string, Func<GuardFacts, GuardFacts>, GuardAction, string> Facts() => new()
    {
        { "fine", f => f, GuardAction.Buy, "" },
        { "propose", f => f with { Mode = LabelMode.Propose }, GuardAction.Propose, "ModeIsPropose" },
        { "propose, approved", f => f with { Mode = LabelMode.Propose, IsApproved = true, SeenPrice = 10m }, GuardAction.Buy, "" },
        { "off, approved", f => f with { Mode = LabelMode.Off, IsApproved = true }, GuardAction.Refuse, "ModeIsOff" },
        { "late", f => f with { NeedsApproval = true }, GuardAction.Propose, "Late" },
        { "late, approved", f => f with { NeedsApproval = true, IsApproved = true }, GuardAction.Buy, "" },
        { "no price", f => f with { Price = null }, GuardAction.Wait, "PriceUnknown" },
        { "no price, approved", f => f with { Price = null, IsApproved = true }, GuardAction.Wait, "PriceUnknown" },
        { "price zero", f => f with { Price = 0m }, GuardAction.Refuse, "PriceImplausible" },
        { "at the label cap", f => f with { Price = 38m }, GuardAction.Propose, "AboveLimit AboveCharged" },
        { "a cent above the label cap", f => f with { Price = 38.10m, IsApproved = true }, GuardAction.Refuse, "LabelCap" },
        { "above the limit", f => f with { Price = 15.01m, Charged = A.Usd(20m) }, GuardAction.Propose, "AboveLimit" },
        { "above the limit, approved", f => f with { Price = 15.01m, Charged = A.Usd(20m), IsApproved = true }, GuardAction.Buy, "" },
        { "above what was paid by the amount", f => f with { Charged = A.Usd(5.99m) }, GuardAction.Propose, "AboveCharged" },
        { "not above it", f => f with { Charged = A.Usd(6m) }, GuardAction.Buy, "" },
        { "above it by percent", f => f with { Price = 3m, Charged = A.Usd(1.76m) }, GuardAction.Propose, "AboveCharged" },
        { "free", f => f with { Charged = A.Usd(0m), Price = 8m }, GuardAction.Buy, "" },
        { "free and dear", f => f with { Charged = A.Usd(0m), Price = 8.01m }, GuardAction.Propose, "AboveCharged" },
        { "paid in euros", f => f with { Charged = new Money(50m, "EUR", 2) }, GuardAction.Propose, "ChargedUnknown" },
        { "not known what was paid", f => f with { Charged = null }, GuardAction.Propose, "ChargedUnknown" },
        { "grown within the percent", f => f with { SeenPrice = 9.53m, IsApproved = true }, GuardAction.Buy, "" },
        { "grown beyond it, approved", f => f with { SeenPrice = 9.52m, IsApproved = true }, GuardAction.Propose, "RateChanged" },
        { "cheaper", f => f with { SeenPrice = 14m, IsApproved = true }, GuardAction.Buy, "" },
        { "balance", f => f with { Carrier = Wallet(12m) }, GuardAction.Buy, "" },
        { "balance too low, approved", f => f with { Carrier = Wallet(11.99m), IsApproved = true }, GuardAction.Wait, "LowBalance" },
        { "balance spent meanwhile", f => f with { Carrier = Wallet(100m), CommittedSinceBalance = 88.01m }, GuardAction.Wait, "LowBalance" },
        { "carrier that sends invoices", f => f with { Carrier = Wallet(0m) with { RequiresFunds = false } }, GuardAction.Buy, "" },
        { "balance not read", f => f with { Carrier = Wallet(0m) with { Balance = null } }, GuardAction.Buy, "" },
        { "test label of USPS", f => f with { IsTest = true, CarrierCode = "stamps_com" }, GuardAction.Buy, "" },
        { "test label of another carrier", f => f with { IsTest = true, CarrierCode = "ups", IsApproved = true }, GuardAction.Refuse, "TestLabelRefused" },
        { "test label by V2", f => f with { IsTest = true, CarrierCode = "stamps_com", Route = LabelApi.V2 }, GuardAction.Refuse, "TestLabelRefused" },
        { "at the hour's number", f => f with { Spent = [Spent(-1, 1m, 4)] }, GuardAction.Buy, "" },
        { "beyond the hour's number", f => f with { Spent = [Spent(-1, 1m, 5)], IsApproved = true }, GuardAction.Wait, "CapReached" },
        { "several packages", f => f with { Spent = [Spent(-1, 1m, 4)], Labels = 2 }, GuardAction.Wait, "CapReached" },
        { "more packages than the hour's number", f => f with { Labels = 6 }, GuardAction.Refuse, "CapTooSmall" },
        { "an hour ago", f => f with { Spent = [Spent(-60, 1m, 5)] }, GuardAction.Buy, "" },
        { "a moment less than an hour ago", f => f with { Spent = [Spent(-59, 1m, 5)] }, GuardAction.Wait, "CapReached" },
        { "at the day's money", f => f with { Spent = [Spent(-300, 89.50m)] }, GuardAction.Buy, "" },
        { "a cent beyond the day's money", f => f with { Spent = [Spent(-300, 89.51m)], IsApproved = true }, GuardAction.Wait, "CapReached" },
        { "yesterday's money", f => f with { Spent = [Spent(-17 * 60 - 1, 100m)] }, GuardAction.Buy, "" },
        { "today's first money", f => f with { Spent = [Spent(-17 * 60, 100m)] }, GuardAction.Wait, "CapReached" },
        { "money of the future", f => f with { Spent = [Spent(30, 100m)] }, GuardAction.Wait, "CapReached" },
        { "another account's money", f => f with { Spent = [Spent(-1, 100m) with { Account = "second" }] }, GuardAction.Buy, "" },
        { "another location's money", f => f with { Spent = [Spent(-1, 100m) with { LocationKey = "west" }] }, GuardAction.Wait, "CapReached" },
        { "the location's own cap", f => f with { LocationKey = "west", Spent = [Spent(-300, 20m) with { LocationKey = "west" }] }, GuardAction.Wait, "CapReached" },
        { "the location's own cap, others", f => f with { LocationKey = "west", Spent = [Spent(-300, 20m)] }, GuardAction.Buy, "" },
        { "worst of several", f => f with { Mode = LabelMode.Propose, Charged = null, Spent = [Spent(-1, 100m)] }, GuardAction.Wait, "ModeIsPropose CapReached ChargedUnknown" }
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void What_the_guards_do(string what, Func<GuardFacts, GuardFacts> with, GuardAction action, string codes)
    {
        var rules = Guards();

        var verdict = PurchaseGuards.Check(with(Fine()), rules, rules.Limits, Calendar());

        Assert.True((action, codes) == (verdict.Action, string.Join(' ', verdict.Reasons.Select(r => r.Code))), $"{what}: {verdict.Action} {string.Join("; ", verdict.Reasons)}");
        Assert.All(verdict.Reasons, r => Assert.Contains(r.Code, LabelCodes.All));
    }

    /// <summary>Price, percent, and what is set aside.</summary>
    public static TheoryData<decimal, decimal, decimal> Reserves() => new() { { 10m, 5m, 10.50m }, { 10.01m, 5m, 10.52m }, { 7.40m, 0m, 7.40m }, { 0.01m, 1m, 0.02m } };

    [Theory]
    [MemberData(nameof(Reserves))]
    public void What_is_set_aside_is_rounded_up(decimal price, decimal percent, decimal expected) =>
        Assert.Equal(expected, PurchaseGuards.Reserve(price, new LabelGuards { ReservePercent = percent }));

    [Fact]
    public void A_reached_cap_says_when_there_is_room()
    {
        var guards = Guards();
        GuardFacts busy = Fine() with { Spent = [Spent(-50, 1m, 2), Spent(-40, 1m, 2), Spent(-30, 1m)] };
        Assert.Equal(Now.AddMinutes(10), PurchaseGuards.Check(busy with { Labels = 2 }, guards, guards.Limits, Calendar()).RetryAt);
        Assert.Equal(Now.AddMinutes(20), PurchaseGuards.Check(busy with { Labels = 3 }, guards, guards.Limits, Calendar()).RetryAt);
        var day = PurchaseGuards.Check(Fine() with { Spent = [Spent(-1, 95m)] }, guards, guards.Limits, Calendar());
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.Zero), day.RetryAt);
        var both = PurchaseGuards.Check(Fine() with { Spent = [Spent(-1, 95m)], Carrier = Wallet(1m) }, guards, guards.Limits, Calendar());
        Assert.Null(both.RetryAt);
    }

    [Fact]
    public void A_low_balance_is_reported_whatever_the_verdict()
    {
        var verdict = PurchaseGuards.Check(Fine() with { Carrier = Wallet(49.99m) }, Guards(), new LabelLimits(), Calendar());
        Assert.Equal((GuardAction.Buy, LabelCodes.BalanceAlert), (verdict.Action, Assert.Single(verdict.Alerts).Code));
        Assert.Empty(PurchaseGuards.Check(Fine() with { Carrier = Wallet(50m) }, Guards(), new LabelLimits(), Calendar()).Alerts);
    }

    /// <summary>Quoted, cost, and whether somebody should look at it before it is printed.</summary>
    public static TheoryData<decimal, decimal, bool> Costs() => new() { { 10m, 15m, false }, { 10m, 15.01m, true }, { 30m, 40.01m, true }, { 30m, 40m, false }, { 10m, 5m, false } };

    [Theory]
    [MemberData(nameof(Costs))]
    public void A_label_that_cost_more_than_expected_is_reviewed(decimal quoted, decimal cost, bool review) =>
        Assert.Equal(review, PurchaseGuards.Review(quoted, cost, Guards()) is not null);

    private static LabelGuards Guards() => new()
    {
        MaxPrice = 40m,
        Caps = [new() { Per = CapPeriod.Hour, Labels = 5 }, new() { Per = CapPeriod.Day, Money = 100m }, new() { Per = CapPeriod.Day, Account = A.Account, Location = "west", Money = 30m }],
        Limits = { MaxPrice = 15m, MaxAboveCharged = 4m, MaxAboveChargedPercent = 70m, MaxWhenFree = 8m },
        AlertBelowBalance = 50m
    };

    private static GuardFacts Fine() => new()
    {
        Account = A.Account, LocationKey = "east", Now = Now, Currency = "USD", Price = 10m, Charged = A.Usd(9m), CarrierCode = "stamps_com"
    };

    private static LabelSpend Spent(int minutes, decimal amount, int labels = 1) => new(A.Account, "east", Now.AddMinutes(minutes), amount, labels);

    private static CarrierAccount Wallet(decimal balance) => new() { Code = "stamps_com", RequiresFunds = true, Balance = balance };

    private static LabelCalendar Calendar() => new(new LabelTimes());
}
