using Connector.Core.Rules.Selection.Routing;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Routing;

public sealed class GroupSharesTests
{
    [Theory]
    [InlineData("10.00", 2, "1 1 1", "3.34 3.33 3.33")]
    [InlineData("-10.00", 2, "1 1 1", "-3.34 -3.33 -3.33")]
    [InlineData("0.05", 2, "10 30 60", "0.01 0.01 0.03")]
    [InlineData("100", 0, "1 2", "33 67")]
    [InlineData("1.000", 3, "1 1 1", "0.334 0.333 0.333")]
    [InlineData("9.99", 2, "0 5 0", "0 9.99 0")]
    [InlineData("1.00", 2, "0 0", "0.50 0.50")]
    [InlineData("1.00", 2, "-5 1", "0 1.00")]
    [InlineData("0.005", 2, "1 3", "0 0.005")]
    [InlineData("7.77", 2, "1", "7.77")]
    [InlineData("0", 2, "1 2", "0 0")]
    public void Parts_by_weight(string total, int digits, string weights, string expected) =>
        Assert.Equal(Numbers(expected), GroupShares.Share(Number(total), digits, Numbers(weights)));

    [Fact]
    public void Nothing_to_share_over_gives_nothing() => Assert.Empty(GroupShares.Share(5m, 2, []));

    [Theory]
    [InlineData(ShareMethod.ProRataByValue, "2.5 7.5")]
    [InlineData(ShareMethod.FirstGroup, "10 0")]
    [InlineData(ShareMethod.ByQuantity, "7.5 2.5")]
    public void Methods(ShareMethod method, string expected) => Assert.Equal(Numbers(expected), GroupShares.Share(method, 10m, 2, [1m, 3m], [3, 1]));

    [Fact]
    public void Parts_add_up_and_are_never_a_unit_off()
    {
        Check.One(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(10_000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var digits = random.Next(0, 4);
            var unit = (decimal)Math.Pow(10, -digits);
            var total = random.NextInt64(-10_000_000, 10_000_000) * unit;
            var weights = Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(4) == 0 ? 0m : random.NextInt64(0, 100_000_000) / 100m).ToArray();
            var parts = GroupShares.Share(total, digits, weights);

            Assert.Equal(total, parts.Sum());
            var sum = weights.Sum();
            for (var i = 0; i < parts.Count; i++)
            {
                Assert.Equal(0m, parts[i] % unit);
                var exact = total * (sum == 0m ? 1m / parts.Count : weights[i] / sum);
                Assert.True(Math.Abs(parts[i] - exact) < unit * 1.000001m, $"part {i} is {parts[i]}, exactly {exact}");
            }
        }));
    }

    private static decimal[] Numbers(string text) => [.. text.Split(' ').Select(Number)];

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
