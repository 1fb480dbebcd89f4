using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Parcels;

public sealed class BoxTests
{
    private static readonly BoxRule[] s_boxes =
    [
        new() { Name = "L", Length = 60m, Width = 40m, Height = 40m, MaxWeightGrams = 20_000m, TareGrams = 400m },
        new() { Name = "S", Length = 20m, Width = 15m, Height = 10m, MaxWeightGrams = 2_000m, TareGrams = 100m },
        new() { Name = "tube", Length = 100m, Width = 8m, Height = 8m, TareGrams = 150m }
    ];

    public static TheoryData<string, string, string> Cases => new()
    {
        // Name of the case; units x length, width, height, grams; boxes or the problem.
        { "one that fits exactly", "1x20,15,10,500", "S" },
        { "turned", "1x10,20,15,500", "S" },
        { "two side by side", "2x10,15,10,500", "S" },
        { "too heavy for the small one", "1x10,10,10,1901", "L" },
        { "as heavy as it may be, with the box", "1x10,10,10,1900", "S" },
        { "volume fits, shape does not", "1x16,16,1,10", "L" },
        { "long and thin", "1x90,5,5,100", "tube" },
        { "two boxes", "2x60,40,30,5000", "The items do not fit one box; 2 would take them: L, L." },
        { "two boxes by weight", "3x20,20,20,9000", "The items do not fit one box; 2 would take them: L, L." },
        { "a small one for the rest", "1x60,40,40,100 1x10,10,10,100", "The items do not fit one box; 2 would take them: L, S." },
        { "no box", "1x10,10,10,100 1x120,5,5,100", "Line b fits no box." },
        { "no box by weight", "1x10,10,10,25000", "tube|Line a fits no box." },
        { "no size", "1x?,10,10,100", "Line a has no size: no box is chosen." },
        { "no weight", "1x10,10,10,?", "Line a has no weight: no box is chosen." },
        { "too many", "201x1,1,1,1", "More than 200 units: no box is chosen." }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_smallest_box_that_takes_all_is_chosen(string situation, string items, string expected)
    {
        var result = new BoxChoice(s_boxes).Compute([.. items.Split(' ').Select(static (text, i) => Read(text, "abc"[i].ToString()))]);

        Assert.True(expected.Split('|').Contains(result.Problem ?? result.Boxes.Single().Name), $"{situation}: {result.Problem ?? result.Boxes.Single().Name}");
    }

    [Fact]
    public void All_units_are_packed_each_once_and_no_box_is_too_heavy()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var items = Enumerable.Range(0, random.Next(1, 6)).Select(i => new ItemToPack($"l{i}", $"l{i}", random.Next(1, 8), Cube(random, 1, 45), random.Next(1, 4000))).ToList();
            var result = new BoxChoice(s_boxes).Compute(items);
            if (result.Boxes.Count == 0) continue;
            Assert.Equal(result.Boxes.Count == 1, result.Problem is null);
            foreach (var item in items) Assert.Equal(item.Units, result.Boxes.SelectMany(static b => b.Contents).Where(c => c.LineItemKey == item.LineItemKey).Sum(static c => c.Quantity));
            foreach (var box in result.Boxes)
            {
                var rule = s_boxes.Single(b => b.Name == box.Name);
                Assert.Equal(rule.TareGrams + box.Contents.Sum(c => c.Quantity * items.Single(i => i.LineItemKey == c.LineItemKey).Grams!.Value), box.Weight.Value);
                Assert.True(rule.MaxWeightGrams is not { } most || box.Weight.Value <= most);
            }
            var again = new BoxChoice(s_boxes.Reverse()).Compute(items);
            Assert.Equal(result.Boxes.Select(static b => b.Name), again.Boxes.Select(static b => b.Name));
        }
    }

    [Fact]
    public void Packed_units_lie_inside_and_never_in_each_other()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var box = Cube(random, 20, 60);
            var units = Enumerable.Range(0, random.Next(1, 25)).Select(_ => Cube(random, 1, 30)).OrderByDescending(static u => u.Volume).ToList();
            var placed = BoxPacker.Pack(box, units);
            foreach (var p in placed)
            {
                Assert.True(p.X >= 0 && p.Y >= 0 && p.Z >= 0 && p.X + p.Size.Length <= box.Length && p.Y + p.Size.Width <= box.Width && p.Z + p.Size.Height <= box.Height);
                Assert.Equal(units[p.Unit].Volume, p.Size.Volume);
                Assert.All(placed.Where(o => o.Unit != p.Unit), o => Assert.True(Apart(p, o)));
            }
        }
    }

    [Fact]
    public void The_box_gives_package_size_and_weight()
    {
        var order = Sample.Order(Sized("a", 2, 10m));
        var mapped = Assert.Single(order.Map(Rules(), Plan(order)).Orders);

        Assert.Equal(new Dimensions(20m, 15m, 10m, LengthUnit.Centimeters), mapped.Order.Dimensions);
        Assert.Equal(new Weight(600m, WeightUnit.Grams), mapped.Order.Weight);
        Assert.Equal("small_box", mapped.Order.PackageCode);
        Assert.Equal([new PackedUnits("a", 2)], Assert.Single(mapped.Packing!.Boxes).Contents);
    }

    [Fact]
    public void What_fits_no_single_box_is_sent_without_one_and_says_so()
    {
        var order = Sample.Order(Sized("a", 12, 10m));
        var result = order.Map(Rules(), Plan(order));
        var mapped = Assert.Single(result.Orders);

        Assert.Null(mapped.Order.Dimensions);
        Assert.Equal("pkg", mapped.Order.PackageCode);
        Assert.Equal(new Weight(3000m, WeightUnit.Grams), mapped.Order.Weight);
        Assert.True(mapped.Packing!.Boxes.Count > 1);
        Assert.Contains(result.Warnings, static w => w is { Code: WarningCodes.NoBox, Field: "Dimensions" });
    }

    [Fact]
    public void A_location_without_boxes_is_as_before()
    {
        var order = Sample.Order(Sized("a", 2, 10m));
        Assert.Null(Assert.Single(order.Map(Rules(r => r.Locations[0].Boxes = []), Plan(order)).Orders).Packing);
    }

    public static TheoryData<string, Action<ConnectorRules>> Wrong => new()
    {
        { "Locations[0].Boxes[0].Name: is missing", r => r.Locations[0].Boxes[0].Name = "" },
        { "Locations[0].Boxes[1].Name: 's' is there twice", r => r.Locations[0].Boxes.Add(new() { Name = "s", Length = 1m, Width = 1m, Height = 1m }) },
        { "Locations[0].Boxes[0].Width: 0 is not a length", r => r.Locations[0].Boxes[0].Width = 0m },
        { "Locations[0].Boxes[0].MaxWeightGrams: 100 leaves nothing for goods", r => r.Locations[0].Boxes[0].MaxWeightGrams = 100m },
        { "Locations[0].Boxes[0].TareGrams: -1 is out of range", r => r.Locations[0].Boxes[0].TareGrams = -1m },
        { "Locations[0].Boxes[0].Package: is missing", r => r.Locations[0].Boxes[0].Package = " " },
        { "Mapping.Items.Height: is missing; Locations[0].Boxes needs it", r => r.Mapping.Items.Height = null }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named(string expected, Action<ConnectorRules> breaking)
    {
        var rules = Rules();
        Assert.Empty(RulesValidator.Problems(rules));
        breaking(rules);

        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith(expected, StringComparison.Ordinal));
    }

    private static ConnectorRules Rules(Action<ConnectorRules>? change = null)
    {
        static FieldSource Side(string name) => new() { Attribute = name, Unit = "cm" };
        var rules = new ConnectorRules
        {
            Locations = [new() { Key = "east", StoreId = 1, Boxes = [new() { Name = "S", Length = 20m, Width = 15m, Height = 10m, MaxWeightGrams = 2000m, TareGrams = 100m, Package = "small_box" }] }],
            Services = { Rules = [new() { Carrier = "ups", Service = "ups_ground", Package = "pkg" }] },
            Mapping = { Items = { Length = Side("l"), Width = Side("w"), Height = Side("h") } }
        };
        change?.Invoke(rules);
        return rules;
    }

    private static OrderLine Sized(string id, long quantity, decimal length) =>
        Sample.Line(id, quantity) with { Attributes = Sample.Attributes(("weight-grams", "250"), ("l", $"{length}"), ("w", "15"), ("h", "10")) };

    private static RoutePlan Plan(Order order) => Sample.Plan(order.Group(new LocationRule { Key = "east", StoreId = 1 }, (0, order.Lines[0].Quantity)));

    private static Cuboid Cube(Random random, int least, int most) => new(random.Next(least, most), random.Next(least, most), random.Next(least, most));

    private static bool Apart(Placement a, Placement b) =>
        a.X + a.Size.Length <= b.X || b.X + b.Size.Length <= a.X || a.Y + a.Size.Width <= b.Y || b.Y + b.Size.Width <= a.Y || a.Z + a.Size.Height <= b.Z || b.Z + b.Size.Height <= a.Z;

    private static ItemToPack Read(string text, string key)
    {
        var parts = text.Split('x', ',');
        decimal? Number(int i) => parts[i] == "?" ? null : decimal.Parse(parts[i], System.Globalization.CultureInfo.InvariantCulture);
        return new ItemToPack(key, key, (int)Number(0)!, Number(1) is { } l ? new Cuboid(l, Number(2)!.Value, Number(3)!.Value) : null, Number(4));
    }
}
