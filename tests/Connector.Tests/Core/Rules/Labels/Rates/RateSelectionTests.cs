using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Rates;
using Connector.Core.Rules.Labels.Times;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Rules.Labels.Rates;

public sealed class RateSelectionTests
{
    private static readonly DateOnly Friday = new(2026, 3, 6);

    /// <summary>What is wrong with the one offer, and the code of its refusal; empty for none.</summary>
    public static TheoryData<string, Func<ShippingRate, ShippingRate>, string> Refusals() => new()
    {
        { "nothing", r => r, "" },
        { "not valid", r => r with { Validity = RateValidity.Invalid }, LabelCodes.RateInvalid },
        { "errors", r => r with { Errors = ["The address is wrong."] }, LabelCodes.RateInvalid },
        { "validity not stated", r => r with { Validity = RateValidity.Unknown }, "" },
        { "other service", r => r with { ServiceCode = "usps_media_mail" }, LabelCodes.ServiceNotAllowed },
        { "other carrier", r => r with { CarrierCode = "ups" }, LabelCodes.ServiceNotAllowed },
        { "other package", r => r with { PackageType = "flat_rate_envelope" }, LabelCodes.OtherPackage },
        { "package not stated", r => r with { PackageType = null }, "" },
        { "foreign currency", r => r with { Currency = "CAD" }, LabelCodes.ForeignCurrency },
        { "currency not stated", r => r with { Currency = null }, "" },
        { "free", r => r with { ShippingAmount = 0m }, LabelCodes.PriceImplausible },
        { "surcharges alone", r => r with { ShippingAmount = 0m, OtherAmount = 3m }, LabelCodes.PriceImplausible },
        { "negative", r => r with { ShippingAmount = -1m, OtherAmount = 3m }, LabelCodes.PriceImplausible },
        { "nothing left", r => r with { OtherAmount = -7.40m }, LabelCodes.PriceImplausible },
        { "no tracking", r => r with { IsTrackable = false }, LabelCodes.NotTrackable },
        { "tracking not stated", r => r with { IsTrackable = null }, "" },
        { "warnings", r => r with { Validity = RateValidity.HasWarnings }, LabelCodes.HasWarnings },
        { "warnings of a valid one", r => r with { Warnings = ["Late pickup."] }, LabelCodes.HasWarnings },
        { "no id", r => r with { RateId = null }, LabelCodes.NotBuyable },
        { "dear by a cent", r => r with { OtherAmount = 2.61m }, LabelCodes.Dear },
        { "at the limit", r => r with { OtherAmount = 2.60m }, "" },
        { "insurance and confirmation count", r => r with { InsuranceAmount = 2m, ConfirmationAmount = 0.61m }, LabelCodes.Dear }
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void An_offer_is_taken_or_refused_with_a_reason(string what, Func<ShippingRate, ShippingRate> with, string code)
    {
        var decision = Choose([Rate(with)], Case(new() { MaxPrice = 10m }) with { NeedsRateId = true });

        var considered = Assert.Single(decision.Rates);
        Assert.True(code == (considered.Refusal?.Code ?? ""), $"{what}: {considered.Refusal}");
        Assert.Equal(code.Length == 0, decision.Winner is not null);
        if (code.Length > 0) Assert.Contains(decision.Reasons, r => r.Code == LabelCodes.NoRate);
    }

    /// <summary>What the offer says about time, whether it is guaranteed, the promise, and what comes out: the day and the code.</summary>
    [Theory]
    [InlineData("2026-03-06", null, null, false, "2026-03-07", "2026-03-06", "")]
    [InlineData("2026-03-06", null, null, false, "2026-03-06", "2026-03-06", "Late")]
    [InlineData("2026-03-06", null, null, true, "2026-03-06", "2026-03-06", "")]
    [InlineData("2026-03-07", null, null, true, "2026-03-06", "2026-03-07", "Late")]
    [InlineData(null, 2, null, true, "2026-03-06", "2026-03-06", "")]
    [InlineData(null, 3, null, true, "2026-03-08", "2026-03-09", "Late")]
    [InlineData("2026-03-05", 9, null, true, "2026-03-06", "2026-03-05", "")]
    [InlineData(null, null, 2, true, "2026-03-06", "2026-03-06", "")]
    [InlineData(null, 1, 9, true, "2026-03-05", "2026-03-05", "")]
    [InlineData(null, null, null, true, "2026-03-20", "", "DeliveryUnknown")]
    [InlineData("2026-03-03", null, null, true, "2026-03-20", "", "DeliveryUnknown")]
    [InlineData("2028-03-03", null, null, true, "2026-03-20", "", "DeliveryUnknown")]
    [InlineData(null, 5000, null, true, "2026-03-20", "", "DeliveryUnknown")]
    [InlineData(null, null, null, false, null, "", "")]
    public void Times_are_compared_as_days(string? estimated, int? days, int? ownDays, bool guaranteed, string? promise, string delivery, string code)
    {
        var rate = Rate(r => r with { EstimatedDelivery = estimated is null ? null : At(estimated), DeliveryDays = days, IsGuaranteed = guaranteed });
        var rules = new ServiceSelectionRules { Allowed = [new() { Carrier = "stamps_com", Service = "usps_priority_mail", TransitDays = ownDays }] };

        var considered = Assert.Single(Choose([rate], Case(rules, promise is null ? null : DateOnly.FromDateTime(At(promise).DateTime))).Rates);

        Assert.Equal(delivery, considered.Delivery is { } day ? $"{day:yyyy-MM-dd}" : "");
        Assert.Equal(code.Length > 0, considered.IsLate);
    }

    [Fact]
    public void A_ship_date_that_the_carrier_moved_counts()
    {
        var rate = Rate(r => r with { EstimatedDelivery = null, DeliveryDays = 1, ShipDate = At("2026-03-06"), IsGuaranteed = true });
        Assert.Equal(new DateOnly(2026, 3, 9), Choose([rate], Case(new())).Winner!.Delivery);
    }

    /// <summary>The way of choosing, whether a promise counts, and the service that is taken; see <see cref="Offers"/>.</summary>
    [Theory]
    [InlineData(ServicePick.Cheapest, false, "ground")]
    [InlineData(ServicePick.Cheapest, true, "two_day")]
    [InlineData(ServicePick.Fastest, false, "overnight")]
    [InlineData(ServicePick.Fastest, true, "overnight")]
    [InlineData(ServicePick.Preferred, false, "ground")]
    [InlineData(ServicePick.Preferred, true, "priority")]
    [InlineData(ServicePick.Mapped, false, "priority")]
    public void The_ways_of_choosing(ServicePick by, bool promised, string service)
    {
        var wanted = Case(Rules(by), promised ? Friday.AddDays(1) : null) with { CarrierCode = "ups", ServiceCode = "priority" };

        var decision = Choose(Offers(), wanted);

        Assert.Equal(service, decision.Winner!.Rate.ServiceCode);
        Assert.False(decision.NeedsApproval);
        Assert.NotEmpty(decision.Explanation);
    }

    [Fact]
    public void The_fastest_below_a_price()
    {
        var rules = Rules(ServicePick.Fastest);
        rules.MaxPrice = 20m;
        Assert.Equal("two_day", Choose(Offers(), Case(rules)).Winner!.Rate.ServiceCode);
    }

    [Fact]
    public void The_whole_price_decides_and_is_explained()
    {
        ShippingRate[] rates = [Rate(r => r with { ServiceCode = "a", ShippingAmount = 6m, OtherAmount = 3.50m }), Rate(r => r with { ServiceCode = "b", ShippingAmount = 9m })];
        var decision = Choose(rates, Case(new() { By = ServicePick.Cheapest, Allowed = [Allowed("a", "stamps_com"), Allowed("b", "stamps_com")] }));
        Assert.Equal("cheapest of 2: stamps_com b, 9 USD, arrives 2026-03-06", decision.Explanation);
        Assert.Equal("9.50 USD (6 shipping + 3.50 other)", RateWords.Price(decision.Rates[1].Rate, "USD"));
    }

    /// <summary>What the second offer differs by, and why the first one wins.</summary>
    [Theory]
    [InlineData("b", "2026-03-07", null, "arrives earlier")]
    [InlineData("b", "2026-03-06", null, "comes first in the list")]
    [InlineData("a", "2026-03-06", 7L, "its codes come first")]
    public void A_tie_is_explained(string service, string arrives, long? account, string why)
    {
        var other = Rate(r => r with { ServiceCode = service, EstimatedDelivery = At(arrives), CarrierAccountId = account });
        var wanted = Case(new() { By = ServicePick.Cheapest, Allowed = [Allowed("a", "stamps_com"), Allowed("b", "stamps_com")] });

        var decision = Choose([other, Rate(r => r with { ServiceCode = "a" })], wanted);

        Assert.Equal(("a", account), (decision.Winner!.Rate.ServiceCode, decision.Winner.Rate.CarrierAccountId));
        Assert.EndsWith($", but {why}", decision.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LateChoice.Propose, true)]
    [InlineData(LateChoice.Fastest, false)]
    public void Where_nothing_keeps_the_promise_the_fastest_is_proposed_or_bought(LateChoice choice, bool needsApproval)
    {
        var rules = Rules(ServicePick.Cheapest);
        rules.WhenLate = choice;

        var decision = Choose(Offers(), Case(rules, Today));

        Assert.Equal(("overnight", needsApproval, true), (decision.Winner!.Rate.ServiceCode, decision.NeedsApproval, decision.Winner.IsLate));
        Assert.Contains(decision.Reasons, r => r.Code == LabelCodes.Late);
        Assert.StartsWith("fastest of 4: ", decision.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_account_that_is_not_listed_nothing_is_taken()
    {
        var wanted = Case(new() { Allowed = [new() { Carrier = "stamps_com", CarrierAccount = 1, Service = "usps_priority_mail" }] });
        Assert.Null(Choose([Rate(r => r with { CarrierAccountId = 2 })], wanted).Winner);
        Assert.NotNull(Choose([Rate(r => r with { CarrierAccountId = 1 })], wanted).Winner);
    }

    /// <summary>State of the quote, its age in minutes, and what is done.</summary>
    [Theory]
    [InlineData(QuoteStatus.Completed, 0, false, true)]
    [InlineData(QuoteStatus.Partial, 0, false, true)]
    [InlineData(QuoteStatus.Failed, 0, false, true)]
    [InlineData(QuoteStatus.Working, 0, true, false)]
    [InlineData(QuoteStatus.Completed, 10, false, true)]
    [InlineData(QuoteStatus.Completed, 11, true, false)]
    public void A_quote_that_says_nothing_yet_or_is_old_is_asked_for_again(QuoteStatus status, int minutes, bool again, bool winner)
    {
        var quote = new RateQuote(status, [Rate()], [], Now.AddMinutes(-minutes));
        var decision = RateSelection.Choose(quote, Case(new()) with { MaxAge = TimeSpan.FromMinutes(10) }, Calendar(), Now);
        Assert.Equal((again, winner), (decision.QuoteAgain, decision.Winner is not null));
    }

    [Fact]
    public void Carriers_without_an_offer_are_named()
    {
        var quote = new RateQuote(QuoteStatus.Failed, [], [new RateProblem("ups", 1, "no_rates_returned", "No service fits.")], Now);
        var decision = RateSelection.Choose(quote, Case(new()), Calendar(), Now);
        Assert.Equal(["no offer from ups: No service fits.", "no offer can be taken"], decision.Reasons.Select(r => r.Text));
    }

    private static RateDecision Choose(IReadOnlyList<ShippingRate> rates, RateCase wanted) => RateSelection.Choose(new RateQuote(QuoteStatus.Completed, rates, [], Now), wanted, Calendar(), Now);

    private static LabelCalendar Calendar() => new(new LabelTimes());

    private static RateCase Case(ServiceSelectionRules rules, DateOnly? promise = null) => new()
    {
        Rules = rules, CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", PackageCode = "package", Currency = "USD", ShipDate = Today, Promise = promise
    };

    private static ServiceSelectionRules Rules(ServicePick by) => new() { By = by, Allowed = [Allowed("ground"), Allowed("priority"), Allowed("two_day"), Allowed("overnight")] };

    private static AllowedService Allowed(string service, string carrier = "ups") => new() { Carrier = carrier, Service = service };

    /// <summary>Ground: 8, Tuesday. Priority: 14, Friday. Two days: 12, Friday. Overnight: 31, Thursday.</summary>
    private static ShippingRate[] Offers() =>
        [Offer("overnight", 31m, "2026-03-05"), Offer("ground", 8m, "2026-03-10"), Offer("two_day", 12m, "2026-03-06"), Offer("priority", 14m, "2026-03-06")];

    private static ShippingRate Offer(string service, decimal price, string arrives) =>
        Rate(r => r with { CarrierCode = "ups", ServiceCode = service, ShippingAmount = price, EstimatedDelivery = At(arrives) });

    private static DateTimeOffset At(string day) => new(DateTime.ParseExact(day, "yyyy-MM-dd", null), TimeSpan.Zero);
}
