using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>An item to pack.</summary>
/// <param name="Label">As messages name it.</param>
/// <param name="Size">Of one unit; null when it is not known.</param>
/// <param name="Grams">Of one unit; null when it is not known.</param>
internal readonly record struct ItemToPack(string LineItemKey, string Label, int Units, Cuboid? Size, decimal? Grams);

/// <summary>Pure: the smallest box of a location that takes all units by size and weight, or the boxes that take them together.</summary>
internal sealed class BoxChoice
{
    /// <summary>No order is packed unit by unit beyond this.</summary>
    public const int MostUnits = 200;

    private readonly (BoxRule Rule, Cuboid Inside)[] _boxes;

    public BoxChoice(IEnumerable<BoxRule> boxes) =>
        _boxes =
        [
            .. boxes.Select(static rule => (Rule: rule, Inside: Inside(rule)))
                .OrderBy(static b => b.Inside.Volume).ThenBy(static b => b.Rule.MaxWeightGrams ?? decimal.MaxValue).ThenBy(static b => b.Rule.Name, StringComparer.Ordinal)
        ];

    public PackingResult Compute(IReadOnlyList<ItemToPack> items)
    {
        long count = 0;
        foreach (var item in items)
        {
            if (item.Size is null || item.Grams is null) return new PackingResult([], $"Line {item.Label} has no {(item.Size is null ? "size" : "weight")}: no box is chosen.");
            count += item.Units;
        }
        if (count > MostUnits) return new PackingResult([], $"More than {MostUnits} units: no box is chosen.");
        List<Unit> units = [.. items.SelectMany(static (item, i) => Enumerable.Repeat(new Unit(i, item.Size!.Value, item.Grams!.Value), item.Units))];
        if (units.Count == 0) return new PackingResult([], "There is nothing to pack.");
        units.Sort(LargestFirst);
        if (Smallest(units) is { } one) return new PackingResult([Packed(one, units, items)]);
        return Several(units, items);
    }

    private PackingResult Several(List<Unit> units, IReadOnlyList<ItemToPack> items)
    {
        var packed = new List<PackedBox>();
        while (units.Count > 0)
        {
            List<Unit> taken = [];
            for (var b = _boxes.Length - 1; b >= 0 && taken.Count == 0; b--)
            {
                if (Fill(_boxes[b].Rule, _boxes[b].Inside, units) is var some && some.Contains(units[0])) taken = some;
            }
            if (taken.Count == 0) return new PackingResult([], $"Line {items[units[0].Item].Label} fits no box.");
            var box = Smallest(taken);
            packed.Add(Packed(box!.Value, taken, items));
            foreach (var unit in taken) units.Remove(unit);
        }
        return new PackingResult(packed, $"The items do not fit one box; {packed.Count} would take them: {string.Join(", ", packed.Select(static p => p.Name))}.");
    }

    /// <summary>Null when none takes all.</summary>
    private (BoxRule Rule, Cuboid Inside)? Smallest(List<Unit> units)
    {
        foreach (var box in _boxes)
        {
            if (Fill(box.Rule, box.Inside, units).Count == units.Count) return box;
        }
        return null;
    }

    private static List<Unit> Fill(BoxRule box, Cuboid inside, List<Unit> units)
    {
        var grams = box.TareGrams;
        return [.. BoxPacker.Pack(inside, [.. units.Select(static u => u.Size)], Takes).Select(p => units[p.Unit])];

        bool Takes(int unit)
        {
            if (grams + units[unit].Grams > box.MaxWeightGrams) return false;
            grams += units[unit].Grams;
            return true;
        }
    }

    private static PackedBox Packed((BoxRule Rule, Cuboid Inside) box, List<Unit> units, IReadOnlyList<ItemToPack> items) => new(
        box.Rule.Name,
        new Dimensions(box.Rule.Length, box.Rule.Width, box.Rule.Height, box.Rule.Unit),
        ItemWeights.Plain(new Weight(box.Rule.TareGrams + units.Sum(static u => u.Grams), WeightUnit.Grams)),
        box.Rule.Package,
        [.. units.GroupBy(static u => u.Item).OrderBy(static g => g.Key).Select(g => new PackedUnits(items[g.Key].LineItemKey, g.Count()))]);

    private static int LargestFirst(Unit a, Unit b)
    {
        var order = b.Size.Volume.CompareTo(a.Size.Volume);
        if (order == 0) order = b.Size.LongestSide.CompareTo(a.Size.LongestSide);
        return order != 0 ? order : a.Item.CompareTo(b.Item);
    }

    private static Cuboid Inside(BoxRule box) =>
        new(LengthReader.Centimetres(box.Length, box.Unit), LengthReader.Centimetres(box.Width, box.Unit), LengthReader.Centimetres(box.Height, box.Unit));

    private readonly record struct Unit(int Item, Cuboid Size, decimal Grams);
}
