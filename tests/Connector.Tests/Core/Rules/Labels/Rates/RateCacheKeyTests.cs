using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Rates;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Rates;

public sealed class RateCacheKeyTests
{
    private static readonly QuoteRules s_rules = new() { WeightStepGrams = 50, PostalPrefix = 3 };

    /// <summary>What is different about a second request, and whether it may use the quote of the first.</summary>
    public static TheoryData<string, Func<RateRequest, RateRequest>, bool> Requests() => new()
    {
        { "another order", r => r with { ShippingOrderId = 2, OrderKey = "other" }, true },
        { "another name and street", r => r with { To = r.To! with { Name = "Other Buyer", Street1 = "1 Side Street" } }, true },
        { "carriers in another order", r => r with { Carriers = [.. r.Carriers.Reverse()] }, true },
        { "the same class", r => r with { Weight = new Weight(651m, WeightUnit.Grams) }, true },
        { "another class", r => r with { Weight = new Weight(650m, WeightUnit.Grams) }, false },
        { "another unit of the same class", r => r with { Weight = new Weight(24m, WeightUnit.Ounces) }, true },
        { "the same lane", r => r with { To = r.To! with { PostalCode = "62799" } }, true },
        { "another lane", r => r with { To = r.To! with { PostalCode = "63701" } }, false },
        { "another country", r => r with { To = r.To! with { Country = "CA" } }, false },
        { "another state", r => r with { To = r.To! with { State = "MO" } }, false },
        { "another size", r => r with { Dimensions = new Dimensions(31m, 20m, 10m, LengthUnit.Centimeters) }, false },
        { "inches", r => r with { Dimensions = r.Dimensions! with { Unit = LengthUnit.Inches } }, false },
        { "a home", r => r with { IsResidential = true }, false },
        { "a signature", r => r with { Confirmation = "signature" }, false },
        { "no confirmation", r => r with { Confirmation = "none" }, true },
        { "another package", r => r with { PackageCode = "tube" }, false },
        { "another carrier", r => r with { Carriers = [new("ups", 2)] }, false },
        { "another interface", r => r with { Api = LabelApi.V1 }, false }
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void What_costs_the_same_has_the_same_key(string what, Func<RateRequest, RateRequest> with, bool same) =>
        Assert.True(same == (Key(Request()) == Key(with(Request()))), $"{what}: {Key(Request())!.Text} and {Key(with(Request()))!.Text}");

    [Fact]
    public void Account_location_and_ship_date_are_part_of_it()
    {
        var key = Key(Request());
        Assert.NotEqual(key, RateCacheKey.Compute(Request(), "second", "east", LabelSample.Today, s_rules));
        Assert.NotEqual(key, RateCacheKey.Compute(Request(), A.Account, "west", LabelSample.Today, s_rules));
        Assert.NotEqual(key, RateCacheKey.Compute(Request(), A.Account, "east", LabelSample.Today.AddDays(1), s_rules));
    }

    [Fact]
    public void It_says_nothing_of_people() => Assert.Equal(
        "default|V2|east|US|IL|627||stamps_com:1,ups:2||package|none|2026-03-04|700|30x20x10 Centimeters", Key(Request())!.Text);

    [Fact]
    public void Without_address_weight_or_size_nothing_is_cached()
    {
        Assert.Null(Key(Request() with { To = null }));
        Assert.Null(Key(Request() with { Weight = null }));
        Assert.Null(Key(Request() with { Dimensions = null }));
    }

    /// <summary>Weight in grams, age in minutes, whether it is the order that was quoted; and what comes back: nothing, the offers without their ids, or with them.</summary>
    [Theory]
    [InlineData(680, 0, false, "without ids")]
    [InlineData(700, 59, false, "without ids")]
    [InlineData(700, 59, true, "with ids")]
    [InlineData(680, 59, true, "without ids")]
    [InlineData(701, 0, false, "nothing")]
    [InlineData(680, 60, false, "nothing")]
    public void A_quote_counts_for_lighter_parcels_for_a_while_and_its_ids_for_its_own_order(int grams, int minutes, bool own, string expected)
    {
        var quote = new RateQuote(QuoteStatus.Completed, [LabelSample.Rate()], [], LabelSample.Now);
        var cached = new CachedQuote(Key(Request())!, quote, 700m, 1);

        var found = cached.For(own ? 1 : 2, grams, LabelSample.Now.AddMinutes(minutes), new QuoteRules { KeepFor = TimeSpan.FromHours(1) });

        Assert.Equal(expected, found is null ? "nothing" : found.Rates[0].RateId is null ? "without ids" : "with ids");
    }

    [Theory]
    [InlineData(QuoteStatus.Completed, 60, true)]
    [InlineData(QuoteStatus.Completed, 0, false)]
    [InlineData(QuoteStatus.Partial, 60, false)]
    [InlineData(QuoteStatus.Working, 60, false)]
    public void Only_a_whole_quote_is_kept(QuoteStatus status, int minutes, bool kept) =>
        Assert.Equal(kept, CachedQuote.IsCacheable(new RateQuote(status, [LabelSample.Rate()], [], LabelSample.Now), new QuoteRules { KeepFor = TimeSpan.FromMinutes(minutes) }));

    private static RateCacheKey? Key(RateRequest request) => RateCacheKey.Compute(request, A.Account, "east", LabelSample.Today, s_rules);

    private static RateRequest Request() => new()
    {
        Api = LabelApi.V2, ShippingOrderId = 1, OrderKey = "key", Carriers = [new("stamps_com", 1), new("ups", 2)], PackageCode = "package",
        Weight = new Weight(680m, WeightUnit.Grams), Dimensions = new Dimensions(30m, 20m, 10m, LengthUnit.Centimeters), To = A.ShipTo()
    };
}
