using Connector.Core.Model.Labels;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels;

public sealed class LabelValidatorTests
{
    /// <summary>The beginning of the message, and what is wrong.</summary>
    public static TheoryData<string, Action<LabelRules>> Wrong() => new()
    {
        { "Labels.Currency: is missing; allowed: the currency", r => r.Currency = null },
        { "Labels.Currency: 'usd' is not a currency; allowed: three capital letters", r => r.Currency = "usd" },
        { "Labels.CurrencyByAccount.third: 'third' is not an account of a location; allowed: default, second", r => r.CurrencyByAccount["third"] = "EUR" },
        { "Labels.CurrencyByAccount.second: 'euro' is not a currency", r => r.CurrencyByAccount["second"] = "euro" },
        { "Labels.Guards.MaxPrice: is missing", r => r.Guards.MaxPrice = null },
        { "Labels.Guards.MaxPrice: is missing", r => (r.Mode, r.Rules, r.Guards.MaxPrice) = (LabelMode.Propose, [new() { Mode = LabelMode.Buy }], null) },
        { "Labels.Guards.Caps: Buy needs a cap of Money for a Day", r => r.Guards.Caps = [new() { Money = 5m, Location = "east" }, new() { Per = CapPeriod.Hour, Money = 5m }, new() { Account = "second", Money = 5m }] },
        { "Labels.Guards.Caps: Buy needs a cap of Money for a Day", r => (r.Mode, r.UnknownPurchases.WhenAbsent, r.Guards.Caps) = (LabelMode.Propose, LabelMode.Buy, []) },
        { "Labels.Times.TimeZone: 'Moon/Far' is not a time zone", r => r.Times.TimeZone = "Moon/Far" },
        { "Labels.Times.CutOffs: is empty; allowed: one cron expression", r => r.Times.When = LabelSchedule.AtCutOffs },
        { "Labels.Times.CutOffs[1]: 'noon' is not a cron expression; allowed: five fields", r => r.Times.CutOffs = ["0 1 * * *", "noon"] },
        { "Labels.Times.CutOffs[0]: '0 0 0 1 * *' is not a cron expression", r => r.Times.CutOffs = ["0 0 0 1 * *"] },
        { "Labels.Times.CutOffs[0]: '0 1 30 2 *' never comes", r => r.Times.CutOffs = ["0 1 30 2 *"] },
        { "Labels.Times.CutOffs[1]: '0 1 * * *' is there twice", r => r.Times.CutOffs = ["0 1 * * *", "0 1 * * *"] },
        { "Labels.Times.ClosedDays: no day is left", r => r.Times.ClosedDays = [.. Enum.GetValues<DayOfWeek>()] },
        { "Labels.Times.ClosedDays: nothing is closed with OpenDaily", r => (r.Times.OpenDaily, r.Times.ClosedDays) = (true, [DayOfWeek.Sunday]) },
        { "Labels.Times.Holidays[1]: '2026-12-25' is there twice", r => r.Times.Holidays = [new(2026, 12, 25), new(2026, 12, 25)] },
        { "Labels.Readiness.HoldWhen[0].Name: is missing", r => r.Readiness.HoldWhen = [new()] },
        { "Labels.Services.Allowed: is empty; allowed: one service or more, or By Mapped", r => r.Services.By = ServicePick.Cheapest },
        { "Labels.Services.Allowed[0].Carrier: is missing", r => r.Services.Allowed = [new() { Service = "a" }] },
        { "Labels.Services.Allowed[0].Service: is missing", r => r.Services.Allowed = [new() { Carrier = "a" }] },
        { "Labels.Services.Allowed[1]: 'g' of 'UPS' is there before", r => r.Services.Allowed = [new() { Carrier = "ups", Service = "g" }, new() { Carrier = "UPS", Service = "g", CarrierAccount = 5 }] },
        { "Labels.Services.Allowed[0].TransitDays: 61 is out of range", r => r.Services.Allowed = [new() { Carrier = "ups", Service = "g", TransitDays = 61 }] },
        { "Labels.Services.RequirePromise: no order can have a promise", r => r.Services.RequirePromise = true },
        { "Labels.Services.PromiseDays: -1 is out of range", r => r.Services.PromiseDays = -1 },
        { "Labels.Services.MarginDays: 31 is out of range", r => r.Services.MarginDays = 31 },
        { "Labels.Services.MaxPrice: 0 is not a price", r => r.Services.MaxPrice = 0m },
        { "Labels.Quotes.KeepFor: '1.00:00:01' is out of range; allowed: 00:00:00 to 1.00:00:00", r => r.Quotes.KeepFor = TimeSpan.FromSeconds(86_401) },
        { "Labels.Quotes.MaxAge: '00:00:00' is out of range", r => r.Quotes.MaxAge = TimeSpan.Zero },
        { "Labels.Quotes.WeightStepGrams: -1 is out of range", r => r.Quotes.WeightStepGrams = -1 },
        { "Labels.Quotes.PostalPrefix: 0 is out of range", r => r.Quotes.PostalPrefix = 0 },
        { "Labels.Guards.MaxPrice: -1 is not a price", r => r.Guards.MaxPrice = -1m },
        { "Labels.Guards.Caps[1]: limits nothing", r => r.Guards.Caps.Add(new() { Per = CapPeriod.Hour }) },
        { "Labels.Guards.Caps[1]: is there twice", r => r.Guards.Caps.Add(new() { Labels = 5 }) },
        { "Labels.Guards.Caps[1].Money: 0 is not an amount", r => r.Guards.Caps.Add(new() { Per = CapPeriod.Hour, Money = 0m }) },
        { "Labels.Guards.Caps[1].Labels: 0 is not a number of labels", r => r.Guards.Caps.Add(new() { Per = CapPeriod.Hour, Labels = 0 }) },
        { "Labels.Guards.Caps[1].Account: 'x' is not an account", r => r.Guards.Caps.Add(new() { Account = "x", Labels = 1 }) },
        { "Labels.Guards.Caps[1].Location: 'x' is not a location; allowed: east, west", r => r.Guards.Caps.Add(new() { Location = "x", Labels = 1 }) },
        { "Labels.Guards.Limits.MaxAboveCharged: -1 is below zero", r => r.Guards.Limits.MaxAboveCharged = -1m },
        { "Labels.Guards.ReservePercent: 101 is out of range", r => r.Guards.ReservePercent = 101m },
        { "Labels.Guards.MaxRateChangePercent: -1 is out of range", r => r.Guards.MaxRateChangePercent = -1m },
        { "Labels.Guards.BalanceFactor: 0.9 is out of range", r => r.Guards.BalanceFactor = 0.9m },
        { "Labels.Guards.MaxCostFactor: 0.5 is out of range", r => r.Guards.MaxCostFactor = 0.5m },
        { "Labels.Purchase.Confirmation: 'sign' is not allowed; allowed: none, delivery", r => r.Purchase.Confirmation = "sign" },
        { "Labels.Purchase.Package: is missing", r => r.Purchase.Package = "" },
        { "Labels.Purchase.TestLabels: V2 would buy real labels", r => (r.Route, r.Purchase.TestLabels) = (LabelApi.V2, true) },
        { "Labels.Packages.MaxWeightGrams: V1 buys one package for an order", r => r.Packages.MaxWeightGrams = 1000m },
        { "Labels.Packages.Alone: V1 buys one package for an order", r => r.Packages.Alone = ["LAMP"] },
        { "Labels.Packages.PackagingGrams: leaves nothing", r => (r.Route, r.Packages.MaxWeightGrams, r.Packages.PackagingGrams) = (LabelApi.V2, 100m, 100m) },
        { "Labels.Packages.MaxPackages: 0 is out of range", r => r.Packages.MaxPackages = 0 },
        { "Labels.Packages.Size.Height: 0 is not a length", r => r.Packages.Size = new() { Length = 1m, Width = 1m } },
        { "Labels.Documents.Format: V1 makes no Zpl", r => r.Documents.Format = DocumentFormat.Zpl },
        { "Labels.Documents.Layout: 'a4' is not allowed; allowed: 4x6, letter", r => r.Documents.Layout = "a4" },
        { "Labels.Documents.Layout: letter is for Pdf only", r => (r.Route, r.Documents.Format, r.Documents.Layout) = (LabelApi.V2, DocumentFormat.Png, "letter") },
        { "Labels.Documents.KeepFor: '91.00:00:00' is out of range", r => r.Documents.KeepFor = TimeSpan.FromDays(91) },
        { "Labels.Voids.Within: '00:00:00' is out of range", r => r.Voids.Within = TimeSpan.Zero },
        { "Labels.Voids.WithinByCarrier.ups: '61.00:00:00' is out of range", r => r.Voids.WithinByCarrier["ups"] = TimeSpan.FromDays(61) },
        { "Labels.UnknownPurchases.VisibleWithinV1: '00:00:30' is out of range", r => r.UnknownPurchases.VisibleWithinV1 = TimeSpan.FromSeconds(30) },
        { "Labels.UnknownPurchases.GiveUpAfter: '02:00:00' is not after", r => (r.UnknownPurchases.VisibleWithinV2, r.UnknownPurchases.GiveUpAfter) = (TimeSpan.FromHours(2), TimeSpan.FromHours(2)) },
        { "Labels.Rules[0]: changes nothing; allowed: one or more of Mode, Select, Limits", r => r.Rules = [new() { Skus = ["A"] }] },
        { "Labels.Rules[0].Locations[0]: 'x' is not a location", r => r.Rules = [new() { Locations = ["x"], Mode = LabelMode.Off }] },
        { "Labels.Rules[0].Countries[0]: 'usa' is not a country", r => r.Rules = [new() { Countries = ["usa"], Mode = LabelMode.Off }] },
        { "Labels.Rules[0].TagIds[0]: 0 is not a tag", r => r.Rules = [new() { TagIds = [0], Mode = LabelMode.Off }] },
        { "Labels.Rules[0].MinOrderValue: can never match", r => r.Rules = [new() { MinOrderValue = 2m, MaxOrderValue = 1m, Mode = LabelMode.Off }] },
        { "Labels.Rules[0].Select.Allowed: is empty", r => r.Rules = [new() { Select = new() { By = ServicePick.Preferred } }] },
        { "Labels.Rules[0].Limits.MaxPrice: 0 is not a price", r => r.Rules = [new() { Limits = new() { MaxPrice = 0m } }] },
        { "Labels.Rules[1]: can never match, because Labels.Rules[0] has no conditions", r => r.Rules = [new() { Mode = LabelMode.Off }, new() { Skus = ["A"], Mode = LabelMode.Buy }] },
        { "Labels.Rules[1]: can never match", r => r.Rules = [new() { TagIds = [1, 2], Mode = LabelMode.Off }, new() { TagIds = [2], Mode = LabelMode.Buy }] },
        { "Labels.Rules[1].Name: 'a' is there twice", r => r.Rules = [new() { Name = "a", Skus = ["A"], Mode = LabelMode.Off }, new() { Name = "a", Skus = ["B"], Mode = LabelMode.Off }] }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string expected, Action<LabelRules> breaking)
    {
        var rules = Valid();
        breaking(rules.Labels);
        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_need_the_country_that_goods_leave_from()
    {
        var rules = Valid();
        rules.Mapping.Customs.ShipFromCountry = null;
        rules.Mapping.Customs.ShipFromCountryByLocation = new Dictionary<string, string> { ["east"] = "US" };
        Assert.StartsWith("Labels.Mode: Buy needs Mapping.Customs.ShipFromCountry", Assert.Single(RulesValidator.Problems(rules)), StringComparison.Ordinal);
        rules.Mapping.Customs.ShipFromCountryByLocation["west"] = "US";
        Assert.Empty(RulesValidator.Problems(rules));
    }

    [Fact]
    public void What_makes_sense_is_left_alone() => Assert.Empty(RulesValidator.Problems(Valid()));

    [Fact]
    public void Off_needs_nothing_and_a_file_without_the_section_loads()
    {
        var rules = RulesFile.Load("""{ "Locations": [{ "Key": "east", "StoreId": 1 }] }""");
        Assert.Equal((LabelMode.Off, LabelApi.V1, VoidMode.Propose), (rules.Labels.Mode, rules.Labels.Route, rules.Labels.Voids.Mode));
        Assert.Equal(LabelMode.Off, new LabelPolicies(rules.Labels).Find(LabelSample.Facts()).Mode);
    }

    [Fact]
    public void Dates_times_and_days_are_read_and_others_refused()
    {
        var rules = RulesFile.Load("""
            { "Locations": [{ "Key": "east", "StoreId": 1 }],
              "Labels": { "Times": { "Holidays": ["2026-12-25"], "ClosedDays": ["Sunday"], "ShipDateCutOff": "17:00" }, "Voids": { "WithinByCarrier": { "ups": "5.00:00:00" } } } }
            """);
        Assert.Equal(new DateOnly(2026, 12, 25), Assert.Single(rules.Labels.Times.Holidays));
        Assert.Equal((new TimeOnly(17, 0), TimeSpan.FromDays(5)), (rules.Labels.Times.ShipDateCutOff, rules.Labels.Voids.WithinByCarrier["ups"]));
        var wrong = Assert.Throws<RulesException>(() => RulesFile.Load("""{ "Labels": { "Times": { "Holidays": ["25.12.2026"] }, "Gards": {} } }"""));
        Assert.Contains(wrong.Problems, p => p == "Labels.Times.Holidays[0]: '25.12.2026' is not allowed; allowed: a date as text, yyyy-MM-dd");
        Assert.Contains(wrong.Problems, p => p.StartsWith("Labels.Gards: unknown name", StringComparison.Ordinal));
    }

    private static ConnectorRules Valid() => new()
    {
        Locations = [new() { Key = "east", StoreId = 1 }, new() { Key = "west", StoreId = 1, Account = "second" }],
        Mapping = { Customs = { ShipFromCountry = "US" } },
        Labels = { Mode = LabelMode.Buy, Currency = "USD", Guards = { MaxPrice = 40m, Caps = [new() { Money = 500m }] } }
    };
}
