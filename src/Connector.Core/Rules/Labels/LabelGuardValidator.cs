using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Labels;

internal static class LabelGuardValidator
{
    public static void Validate(LabelGuards guards, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        if (guards.MaxPrice <= 0m) problems.Add($"{path}.{nameof(guards.MaxPrice)}: {guards.MaxPrice} is not a price; allowed: above 0, or leave it out");
        for (var i = 0; i < guards.Caps.Count; i++) Cap(guards.Caps, i, locations, $"{path}.{nameof(guards.Caps)}[{i}]", problems);
        Limits(guards.Limits, $"{path}.{nameof(guards.Limits)}", problems);
        Percent(guards.ReservePercent, $"{path}.{nameof(guards.ReservePercent)}", problems);
        Percent(guards.MaxRateChangePercent, $"{path}.{nameof(guards.MaxRateChangePercent)}", problems);
        if (guards.MaxRateChange < 0m) problems.Add($"{path}.{nameof(guards.MaxRateChange)}: {guards.MaxRateChange} is below zero; allowed: 0 and more, or leave it out");
        if (guards.BalanceFactor is < 1m or > 100m) problems.Add($"{path}.{nameof(guards.BalanceFactor)}: {guards.BalanceFactor} is out of range; allowed: 1 to 100");
        if (guards.AlertBelowBalance < 0m) problems.Add($"{path}.{nameof(guards.AlertBelowBalance)}: {guards.AlertBelowBalance} is below zero; allowed: 0 and more, or leave it out");
        if (guards.MaxCostFactor is < 1m or > 100m) problems.Add($"{path}.{nameof(guards.MaxCostFactor)}: {guards.MaxCostFactor} is out of range; allowed: 1 to 100");
    }

    public static void Limits(LabelLimits limits, string path, ICollection<string> problems)
    {
        if (limits.MaxPrice <= 0m) problems.Add($"{path}.{nameof(limits.MaxPrice)}: {limits.MaxPrice} is not a price; allowed: above 0, or leave it out");
        if (limits.MaxAboveCharged < 0m) problems.Add($"{path}.{nameof(limits.MaxAboveCharged)}: {limits.MaxAboveCharged} is below zero; allowed: 0 and more, or leave it out");
        if (limits.MaxAboveChargedPercent is < 0m or > 1000m) problems.Add($"{path}.{nameof(limits.MaxAboveChargedPercent)}: {limits.MaxAboveChargedPercent} is out of range; allowed: 0 to 1000, or leave it out");
        if (limits.MaxWhenFree < 0m) problems.Add($"{path}.{nameof(limits.MaxWhenFree)}: {limits.MaxWhenFree} is below zero; allowed: 0 and more, or leave it out");
    }

    private static void Cap(IList<LabelCap> caps, int i, IList<LocationRule> locations, string path, ICollection<string> problems)
    {
        var cap = caps[i];
        if (cap is { Money: null, Labels: null }) problems.Add($"{path}: limits nothing; allowed: one or both of Money and Labels");
        if (cap.Money <= 0m) problems.Add($"{path}.{nameof(cap.Money)}: {cap.Money} is not an amount; allowed: above 0, or leave it out");
        if (cap.Labels <= 0) problems.Add($"{path}.{nameof(cap.Labels)}: {cap.Labels} is not a number of labels; allowed: 1 and more, or leave it out");
        if (cap.Account is { } account) LabelValidator.Account(account, locations, $"{path}.{nameof(cap.Account)}", problems);
        if (cap.Location is { } location && !locations.Any(l => l.Key == location))
        {
            problems.Add($"{path}.{nameof(cap.Location)}: '{location}' is not a location; allowed: {string.Join(", ", locations.Select(static l => l.Key))}");
        }
        if (caps.Take(i).Any(c => c.Per == cap.Per && c.Account == cap.Account && c.Location == cap.Location)) problems.Add($"{path}: is there twice; allowed: one cap for each time, account and location");
    }

    private static void Percent(decimal value, string path, ICollection<string> problems)
    {
        if (value is < 0m or > 100m) problems.Add($"{path}: {value} is out of range; allowed: 0 to 100");
    }
}
