using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>The packages of an order.</summary>
/// <param name="Packages">At least one, unless there is a problem.</param>
/// <param name="Problem">Why the order cannot be packed by the rules; null when it can.</param>
public sealed record PackagePlan(IReadOnlyList<PackageRequest> Packages, LabelReason? Problem = null)
{
    /// <summary>No order is opened unit by unit beyond this.</summary>
    private const int MostUnits = 1000;

    /// <summary>Pure. One package with the order's own measures, or several by the rules: heaviest units first, each into the first package that has room.</summary>
    /// <param name="content">With a weight.</param>
    public static PackagePlan Compute(ShippingOrder content, LabelPackageRules rules)
    {
        var items = content.Items.Where(static i => i is { Adjustment: false, Quantity: > 0 }).ToList();
        var total = content.Weight is { } weight ? WeightReader.Grams(weight) : 0m;
        var units = items.Sum(static i => (long)i.Quantity);
        var alone = items.Where(i => IsAlone(i, rules)).Sum(static i => (long)i.Quantity);
        var fits = rules.MaxWeightGrams is not { } most || total <= most;
        if (fits && (alone == 0 || units <= 1)) return content.Weight is { } own ? new PackagePlan([new PackageRequest(own, content.Dimensions)]) : new PackagePlan([]);
        if (units > MostUnits || alone > rules.MaxPackages) return TooMany(rules);
        if (items.Exists(static i => i.Weight is null)) return new PackagePlan([], new LabelReason(LabelCodes.WeightMissing, "an item has no weight, so that its package is not known"));

        var packages = Pack(items, rules);
        return packages.Count > rules.MaxPackages ? TooMany(rules) : new PackagePlan([.. packages.Select(grams => Package(grams, rules))]);
    }

    private static List<decimal> Pack(List<ShippingItem> items, LabelPackageRules rules)
    {
        var packed = items.Where(i => IsAlone(i, rules)).SelectMany(Units).OrderDescending().ToList();
        var shared = new List<decimal>();
        var room = rules.MaxWeightGrams is { } most ? most - rules.PackagingGrams : decimal.MaxValue;
        foreach (var unit in items.Where(i => !IsAlone(i, rules)).SelectMany(Units).OrderDescending())
        {
            var at = shared.FindIndex(grams => grams <= room - unit);
            if (at < 0) shared.Add(unit);
            else shared[at] += unit;
        }
        return [.. packed, .. shared];
    }

    private static IEnumerable<decimal> Units(ShippingItem item) => Enumerable.Repeat(WeightReader.Grams(item.Weight!), item.Quantity);

    private static PackageRequest Package(decimal grams, LabelPackageRules rules) => new(
        new Weight(decimal.Round(grams + rules.PackagingGrams, 2, MidpointRounding.AwayFromZero), WeightUnit.Grams),
        rules.Size is { } size ? new Dimensions(size.Length, size.Width, size.Height, size.Unit) : null);

    private static bool IsAlone(ShippingItem item, LabelPackageRules rules) => item.Sku is { } sku && Pattern.MatchesAny(sku, rules.Alone);

    private static PackagePlan TooMany(LabelPackageRules rules) =>
        new([], new LabelReason(LabelCodes.TooManyPackages, $"the order needs more than {rules.MaxPackages} packages"));
}
