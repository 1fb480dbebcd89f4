using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Purchases;

public sealed class PackagePlanTests
{
    /// <summary>Items (SKU, grams, quantity), the greatest weight of a package, SKUs that travel alone, and the weights of the packages or the problem.</summary>
    [Theory]
    [InlineData("A:350:2", null, "", "700")]
    [InlineData("A:350:2", 700, "", "700")]
    [InlineData("A:350:2", 699, "", "400 400")]
    [InlineData("A:350:3 B:100:1", 800, "", "500 750")]
    [InlineData("A:900:1 B:100:3", 800, "", "350 950")]
    [InlineData("A:350:2 LAMP:2000:1", null, "LAMP", "750 2050")]
    [InlineData("LAMP:2000:1", null, "LAMP", "2000")]
    [InlineData("LAMP:2000:2", null, "L*", "2050 2050")]
    [InlineData("A:1:2000", 500, "", "TooManyPackages")]
    [InlineData("A:500:6", 600, "", "TooManyPackages")]
    [InlineData("LAMP:1:6", null, "LAMP", "TooManyPackages")]
    [InlineData("A:0:2 B:900:1", 800, "", "WeightMissing")]
    public void The_packages(string items, int? most, string alone, string expected)
    {
        var content = Order(items);
        var rules = new LabelPackageRules { MaxWeightGrams = most, PackagingGrams = 50m, MaxPackages = 5, Alone = alone.Length == 0 ? [] : [alone], Size = new() { Length = 1m, Width = 2m, Height = 3m } };

        var plan = PackagePlan.Compute(content, rules);

        var weights = string.Join(' ', plan.Packages.Select(p => p.Weight.Value).Order().Select(w => FormattableString.Invariant($"{w:0}")));
        Assert.Equal(expected, plan.Problem?.Code ?? weights);
        Assert.All(plan.Packages, p => Assert.Equal(plan.Packages.Count == 1 ? content.Dimensions : new Dimensions(1m, 2m, 3m, LengthUnit.Centimeters), p.Dimensions));
    }

    [Fact]
    public void The_order_of_the_items_makes_no_difference()
    {
        var rules = new LabelPackageRules { MaxWeightGrams = 1000m };
        Assert.Equal(PackagePlan.Compute(Order("A:350:3 B:100:4 C:600:2"), rules).Packages, PackagePlan.Compute(Order("C:600:2 B:100:4 A:350:3"), rules).Packages);
    }

    private static ShippingOrder Order(string items)
    {
        var list = items.Split(' ').Select(i => i.Split(':')).Select(i => A.Item(i[0], int.Parse(i[2], null)) with { Weight = i[1] == "0" ? null : new Weight(int.Parse(i[1], null), WeightUnit.Grams) }).ToList();
        var total = list.Sum(i => (i.Weight?.Value ?? 500m) * i.Quantity);
        return A.ShippingOrder(o => o with { Items = list, Weight = new Weight(total, WeightUnit.Grams), Dimensions = new Dimensions(30m, 20m, 10m, LengthUnit.Centimeters) });
    }
}
