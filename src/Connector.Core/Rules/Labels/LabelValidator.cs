using Connector.Core.Model.Labels;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;
using Cronos;

namespace Connector.Core.Rules.Labels;

internal static class LabelValidator
{
    private static readonly string[] s_confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];

    public static void Validate(LabelRules rules, IList<LocationRule> locations, CustomsRules customs, string path, ICollection<string> problems)
    {
        if (rules.Mode != LabelMode.Off) Needed(rules, locations, customs, path, problems);
        if (rules.Currency is { } currency) Currency(currency, $"{path}.{nameof(rules.Currency)}", problems);
        foreach (var (account, own) in rules.CurrencyByAccount)
        {
            Account(account, locations, $"{path}.{nameof(rules.CurrencyByAccount)}.{account}", problems);
            Currency(own, $"{path}.{nameof(rules.CurrencyByAccount)}.{account}", problems);
        }
        Times(rules.Times, $"{path}.{nameof(rules.Times)}", problems);
        var scope = ConditionScope.Part with { Keys = [.. locations.Select(static l => l.Key)] };
        var hold = $"{path}.{nameof(rules.Readiness)}.{nameof(rules.Readiness.HoldWhen)}";
        for (var i = 0; i < rules.Readiness.HoldWhen.Count; i++) ConditionValidator.Validate(rules.Readiness.HoldWhen[i], scope, $"{hold}[{i}]", problems);
        LabelServiceValidator.Validate(rules.Services, $"{path}.{nameof(rules.Services)}", problems);
        Quotes(rules.Quotes, $"{path}.{nameof(rules.Quotes)}", problems);
        LabelGuardValidator.Validate(rules.Guards, locations, $"{path}.{nameof(rules.Guards)}", problems);
        Purchase(rules, $"{path}.{nameof(rules.Purchase)}", problems);
        Packages(rules, $"{path}.{nameof(rules.Packages)}", problems);
        Documents(rules, $"{path}.{nameof(rules.Documents)}", problems);
        Voids(rules.Voids, $"{path}.{nameof(rules.Voids)}", problems);
        Unknown(rules.UnknownPurchases, $"{path}.{nameof(rules.UnknownPurchases)}", problems);
        LabelRuleValidator.Validate(rules.Rules, locations, $"{path}.{nameof(rules.Rules)}", problems);
    }

    /// <summary>What must be there before labels are proposed or bought.</summary>
    private static void Needed(LabelRules rules, IList<LocationRule> locations, CustomsRules customs, string path, ICollection<string> problems)
    {
        if (locations.Select(static l => l.Account).Distinct(StringComparer.Ordinal).Any(account => rules.CurrencyOf(account) is null))
        {
            problems.Add($"{path}.{nameof(rules.Currency)}: is missing; allowed: the currency of the carriers' prices, such as USD");
        }
        if (locations.Any(l => string.IsNullOrWhiteSpace(customs.ShipFromCountryByLocation.TryGetValue(l.Key, out var own) ? own : customs.ShipFromCountry)))
        {
            problems.Add($"{path}.{nameof(rules.Mode)}: {rules.Mode} needs Mapping.Customs.ShipFromCountry, to know which parcels cross a border; allowed: Off, or with that country");
        }
        var buys = rules.Mode == LabelMode.Buy || rules.Rules.Any(static r => r.Mode == LabelMode.Buy) || rules.UnknownPurchases.WhenAbsent == LabelMode.Buy;
        if (!buys) return;
        if (rules.Guards.MaxPrice is null) problems.Add($"{path}.{nameof(rules.Guards)}.{nameof(rules.Guards.MaxPrice)}: is missing; allowed: the greatest price of one label, which Buy needs");
        if (!rules.Guards.Caps.Any(static c => c is { Per: CapPeriod.Day, Account: null, Location: null, Money: not null }))
        {
            problems.Add($"{path}.{nameof(rules.Guards)}.{nameof(rules.Guards.Caps)}: Buy needs a cap of Money for a Day that names no account and no location; allowed: with one");
        }
    }

    private static void Currency(string currency, string path, ICollection<string> problems)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) problems.Add($"{path}: '{currency}' is not a currency; allowed: three capital letters of ISO 4217, such as USD or EUR");
    }

    internal static void Account(string account, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        if (locations.Any(l => l.Account == account)) return;
        problems.Add($"{path}: '{account}' is not an account of a location; allowed: {string.Join(", ", locations.Select(static l => l.Account).Distinct(StringComparer.Ordinal))}");
    }

    private static void Times(LabelTimes times, string path, ICollection<string> problems)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(times.TimeZone, out _))
        {
            problems.Add($"{path}.{nameof(times.TimeZone)}: '{times.TimeZone}' is not a time zone; allowed: an IANA name such as America/New_York or Europe/Berlin, or UTC");
        }
        var list = $"{path}.{nameof(times.CutOffs)}";
        RuleChecks.Texts(times.CutOffs, list, problems);
        for (var i = 0; i < times.CutOffs.Count; i++) CutOff(times.CutOffs[i], $"{list}[{i}]", problems);
        if (times is { When: LabelSchedule.AtCutOffs, CutOffs.Count: 0 }) problems.Add($"{list}: is empty; allowed: one cron expression or more, or When AtOnce");
        RuleChecks.Choices(times.ClosedDays, $"{path}.{nameof(times.ClosedDays)}", problems);
        if (times.ClosedDays.Distinct().Count() == 7) problems.Add($"{path}.{nameof(times.ClosedDays)}: no day is left; allowed: up to six days");
        if (times is { OpenDaily: true, ClosedDays.Count: > 0 }) problems.Add($"{path}.{nameof(times.ClosedDays)}: nothing is closed with {nameof(times.OpenDaily)}; allowed: one of them");
        for (var i = 0; i < times.Holidays.Count; i++)
        {
            if (times.Holidays.Take(i).Contains(times.Holidays[i])) problems.Add(FormattableString.Invariant($"{path}.{nameof(times.Holidays)}[{i}]: '{times.Holidays[i]:yyyy-MM-dd}' is there twice"));
        }
    }

    private static void CutOff(string text, string path, ICollection<string> problems)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        if (!CronExpression.TryParse(text, out var expression)) problems.Add($"{path}: '{text}' is not a cron expression; allowed: five fields such as \"0 14 * * MON-FRI\"");
        else if (expression.GetNextOccurrence(DateTime.UnixEpoch) is null) problems.Add($"{path}: '{text}' never comes; allowed: a time that exists");
    }

    private static void Quotes(QuoteRules quotes, string path, ICollection<string> problems)
    {
        Duration(quotes.KeepFor, TimeSpan.Zero, TimeSpan.FromDays(1), $"{path}.{nameof(quotes.KeepFor)}", problems);
        Duration(quotes.MaxAge, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), $"{path}.{nameof(quotes.MaxAge)}", problems);
        if (quotes.WeightStepGrams is < 0 or > 10_000) problems.Add($"{path}.{nameof(quotes.WeightStepGrams)}: {quotes.WeightStepGrams} is out of range; allowed: 0 to 10000");
        if (quotes.PostalPrefix is < 1 or > 10) problems.Add($"{path}.{nameof(quotes.PostalPrefix)}: {quotes.PostalPrefix} is out of range; allowed: 1 to 10, or leave it out");
    }

    private static void Purchase(LabelRules rules, string path, ICollection<string> problems)
    {
        var purchase = rules.Purchase;
        RuleChecks.Required(purchase.Package, $"{path}.{nameof(purchase.Package)}", "the code of a package", problems);
        if (purchase.Confirmation is { } confirmation && !s_confirmations.Contains(confirmation, StringComparer.Ordinal))
        {
            problems.Add($"{path}.{nameof(purchase.Confirmation)}: '{confirmation}' is not allowed; allowed: {string.Join(", ", s_confirmations)}");
        }
        if (purchase.TestLabels && rules.Route == LabelApi.V2) problems.Add($"{path}.{nameof(purchase.TestLabels)}: V2 would buy real labels; allowed: with Route V1");
    }

    private static void Packages(LabelRules rules, string path, ICollection<string> problems)
    {
        var packages = rules.Packages;
        if (packages.MaxWeightGrams <= 0m) problems.Add($"{path}.{nameof(packages.MaxWeightGrams)}: {packages.MaxWeightGrams} is not a weight; allowed: above 0, or leave it out");
        if (packages.PackagingGrams < 0m) problems.Add($"{path}.{nameof(packages.PackagingGrams)}: {packages.PackagingGrams} is below zero; allowed: 0 and more");
        if (packages.PackagingGrams >= packages.MaxWeightGrams) problems.Add($"{path}.{nameof(packages.PackagingGrams)}: leaves nothing of {nameof(packages.MaxWeightGrams)}; allowed: below it");
        if (packages.MaxPackages is < 1 or > 25) problems.Add($"{path}.{nameof(packages.MaxPackages)}: {packages.MaxPackages} is out of range; allowed: 1 to 25");
        RuleChecks.Texts(packages.Alone, $"{path}.{nameof(packages.Alone)}", problems);
        var several = packages.MaxWeightGrams is not null ? nameof(packages.MaxWeightGrams) : packages.Alone.Count > 0 ? nameof(packages.Alone) : null;
        if (several is not null && rules.Route == LabelApi.V1) problems.Add($"{path}.{several}: V1 buys one package for an order; allowed: with Route V2");
        if (packages.Size is not { } size) return;
        (string Name, decimal Value)[] sides = [(nameof(size.Length), size.Length), (nameof(size.Width), size.Width), (nameof(size.Height), size.Height)];
        foreach (var side in sides.Where(static s => s.Value <= 0m)) problems.Add($"{path}.{nameof(packages.Size)}.{side.Name}: {side.Value} is not a length; allowed: above 0");
    }

    private static void Documents(LabelRules rules, string path, ICollection<string> problems)
    {
        var documents = rules.Documents;
        if (rules.Route == LabelApi.V1 && documents.Format != DocumentFormat.Pdf) problems.Add($"{path}.{nameof(documents.Format)}: V1 makes no {documents.Format}; allowed: Pdf, or with Route V2");
        if (documents.Layout is not ("4x6" or "letter")) problems.Add($"{path}.{nameof(documents.Layout)}: '{documents.Layout}' is not allowed; allowed: 4x6, letter");
        if (documents is { Layout: "letter", Format: not DocumentFormat.Pdf }) problems.Add($"{path}.{nameof(documents.Layout)}: letter is for Pdf only; allowed: 4x6");
        Duration(documents.KeepFor, TimeSpan.FromHours(1), TimeSpan.FromDays(90), $"{path}.{nameof(documents.KeepFor)}", problems);
        RuleChecks.Choices(documents.SortBy, $"{path}.{nameof(documents.SortBy)}", problems);
    }

    private static void Voids(VoidRules voids, string path, ICollection<string> problems)
    {
        Duration(voids.Within, TimeSpan.FromHours(1), TimeSpan.FromDays(60), $"{path}.{nameof(voids.Within)}", problems);
        foreach (var (carrier, within) in voids.WithinByCarrier) Duration(within, TimeSpan.Zero, TimeSpan.FromDays(60), $"{path}.{nameof(voids.WithinByCarrier)}.{carrier}", problems);
    }

    private static void Unknown(UnknownPurchaseRules unknown, string path, ICollection<string> problems)
    {
        Duration(unknown.VisibleWithinV1, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), $"{path}.{nameof(unknown.VisibleWithinV1)}", problems);
        Duration(unknown.VisibleWithinV2, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), $"{path}.{nameof(unknown.VisibleWithinV2)}", problems);
        Duration(unknown.GiveUpAfter, TimeSpan.FromHours(1), TimeSpan.FromDays(7), $"{path}.{nameof(unknown.GiveUpAfter)}", problems);
        if (unknown.GiveUpAfter <= unknown.VisibleWithinV1 || unknown.GiveUpAfter <= unknown.VisibleWithinV2)
        {
            problems.Add($"{path}.{nameof(unknown.GiveUpAfter)}: '{unknown.GiveUpAfter}' is not after {nameof(unknown.VisibleWithinV1)} and {nameof(unknown.VisibleWithinV2)}; allowed: longer than both");
        }
    }

    private static void Duration(TimeSpan value, TimeSpan least, TimeSpan most, string path, ICollection<string> problems)
    {
        if (value < least || value > most) problems.Add(FormattableString.Invariant($"{path}: '{value:c}' is out of range; allowed: {least:c} to {most:c}"));
    }
}
