using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Rates;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Rates;

/// <summary>What must hold for any quote.</summary>
public sealed class RateSelectionProperties
{
    private const int Quotes = 5_000;
    private static readonly LabelCalendar s_calendar = new(new LabelTimes());

    [Fact]
    public void The_winner_is_never_a_refused_offer_and_no_better_one_is_left() => ForAnyQuote((rates, wanted) =>
    {
        var decision = Choose(rates, wanted);
        Assert.Equal(rates.Count, decision.Rates.Count);
        var taken = decision.Rates.Where(r => r.Refusal is null).ToList();
        if (decision.Winner is not { } winner)
        {
            Assert.Empty(taken);
            Assert.Contains(decision.Reasons, r => r.Code == LabelCodes.NoRate);
            return;
        }
        Assert.Null(winner.Refusal);
        IsSound(winner, wanted);
        Assert.True(!winner.IsLate || decision.NeedsApproval || wanted.Rules.WhenLate == LateChoice.Fastest);
        if (!winner.IsLate && wanted.Rules.By is ServicePick.Cheapest or ServicePick.Mapped) Assert.All(taken.Where(r => !r.IsLate), r => Assert.True(winner.IsLate || r.Price >= winner.Price));
        if (winner.IsLate || wanted.Rules.By == ServicePick.Fastest) Assert.All(taken, r => Assert.True((r.Delivery ?? DateOnly.MaxValue) >= (winner.Delivery ?? DateOnly.MaxValue)));
    });

    [Fact]
    public void The_order_of_the_offers_makes_no_difference() => ForAnyQuote((rates, wanted) =>
    {
        var one = Text(Choose(rates, wanted));
        Assert.Equal(one, Text(Choose([.. rates.Reverse()], wanted)));
        Assert.Equal(one, Text(Choose([.. rates.OrderBy(r => r.ServiceCode, StringComparer.Ordinal).ThenBy(r => r.OtherAmount)], wanted)));
        Assert.Equal(one, Text(Choose(rates, wanted)));
    });

    [Fact]
    public void Most_random_quotes_are_good_enough_to_say_something()
    {
        var decisions = Enumerable.Range(0, 500).Select(seed => RandomQuote(seed)).Select(q => Choose(q.Rates, q.Wanted)).ToList();
        Assert.InRange(decisions.Count(d => d.Winner is not null), 150, 480);
        Assert.InRange(decisions.Count(d => d.Winner?.IsLate == true), 20, 400);
        Assert.InRange(decisions.Count(d => d.Explanation.Contains("level with", StringComparison.Ordinal)), 20, 400);
    }

    private static void IsSound(ConsideredRate winner, RateCase wanted)
    {
        var rate = winner.Rate;
        Assert.True(rate.Validity != RateValidity.Invalid && rate.Price > 0m && (rate.Currency ?? wanted.Currency) == wanted.Currency && !(winner.Price > wanted.Rules.MaxPrice));
        Assert.True((rate.PackageType ?? wanted.PackageCode) == wanted.PackageCode && (!wanted.NeedsRateId || rate.RateId is not null));
        Assert.True(wanted.Rules.By == ServicePick.Mapped ? rate.ServiceCode == wanted.ServiceCode : wanted.Rules.Allowed.Any(a => a.Service == rate.ServiceCode));
        if (wanted.Promise is { } promise && !winner.IsLate) Assert.True(winner.Delivery <= promise);
    }

    private static void ForAnyQuote(Action<IReadOnlyList<ShippingRate>, RateCase> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => { var (rates, wanted) = RandomQuote(seed); holds(rates, wanted); })
            .Check(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(Quotes));

    private static RateDecision Choose(IReadOnlyList<ShippingRate> rates, RateCase wanted) =>
        RateSelection.Choose(new RateQuote(QuoteStatus.Completed, rates, [], LabelSample.Now), wanted, s_calendar, LabelSample.Now);

    private static string Text(RateDecision decision) => JsonSerializer.Serialize(decision);

    private static (IReadOnlyList<ShippingRate> Rates, RateCase Wanted) RandomQuote(int seed)
    {
        var random = new Random(seed);
        string[] services = ["a", "b", "c", "d"];
        var rules = new ServiceSelectionRules
        {
            By = (ServicePick)random.Next(4), MarginDays = random.Next(2), WhenLate = (LateChoice)random.Next(2), AllowWarnings = random.Next(2) == 0,
            MaxPrice = random.Next(2) == 0 ? null : 8m, RequireTracking = random.Next(2) == 0,
            Allowed = [.. services.OrderBy(_ => random.Next()).Take(3).Select(s => new AllowedService { Carrier = "c", Service = s, TransitDays = random.Next(3) == 0 ? random.Next(6) : null })]
        };
        var wanted = new RateCase
        {
            Rules = rules, CarrierCode = "c", ServiceCode = services[random.Next(4)], PackageCode = "package", Currency = "USD", ShipDate = LabelSample.Today,
            Promise = random.Next(2) == 0 ? null : LabelSample.Today.AddDays(random.Next(8)), NeedsRateId = random.Next(2) == 0
        };
        return ([.. Enumerable.Range(0, random.Next(10)).Select(_ => RandomRate(random, services))], wanted);
    }

    private static ShippingRate RandomRate(Random random, string[] services) => new()
    {
        CarrierCode = "c", CarrierAccountId = random.Next(2) == 0 ? null : random.Next(2), ServiceCode = services[random.Next(4)],
        PackageType = random.Next(9) switch { 0 => null, 1 => "letter", _ => "package" },
        ShippingAmount = random.Next(0, 5), OtherAmount = random.Next(3), Currency = random.Next(9) switch { 0 => null, 1 => "CAD", _ => "USD" },
        DeliveryDays = random.Next(2) == 0 ? null : random.Next(1, 7), EstimatedDelivery = random.Next(2) == 0 ? null : LabelSample.Now.AddDays(random.Next(-1, 7)),
        IsGuaranteed = random.Next(2) == 0, IsTrackable = random.Next(4) switch { 0 => null, 1 => false, _ => true },
        RateId = random.Next(8) == 0 ? null : "se-" + random.Next(3), Validity = (RateValidity)(random.Next(8) == 0 ? 3 : random.Next(3))
    };
}
