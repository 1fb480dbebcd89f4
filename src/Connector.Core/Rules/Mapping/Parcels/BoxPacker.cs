namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Three sides in centimetres.</summary>
internal readonly record struct Cuboid(decimal Length, decimal Width, decimal Height)
{
    public decimal Volume => Length * Width * Height;
    public decimal LongestSide => Math.Max(Length, Math.Max(Width, Height));
}

/// <summary>A unit in its place.</summary>
internal readonly record struct Placement(int Unit, decimal X, decimal Y, decimal Z, Cuboid Size);

/// <summary>
/// Pure: puts units into a box one after the other, each turned as it fits best into the smallest space that is left. What it says fits does fit; the best packing of all is not searched.
/// </summary>
internal static class BoxPacker
{
    private readonly record struct Space(decimal X, decimal Y, decimal Z, Cuboid Size);

    /// <param name="units">The largest first.</param>
    /// <param name="takes">Whether the box takes one more unit, by its weight; asked for each that has room.</param>
    public static List<Placement> Pack(Cuboid box, IReadOnlyList<Cuboid> units, Func<int, bool>? takes = null)
    {
        var spaces = new List<Space> { new(0m, 0m, 0m, box) };
        var placed = new List<Placement>(units.Count);
        for (var i = 0; i < units.Count; i++)
        {
            if (Find(spaces, units[i]) is not (>= 0 and var at, var turned) || takes?.Invoke(i) == false) continue;
            var space = spaces[at];
            spaces.RemoveAt(at);
            placed.Add(new Placement(i, space.X, space.Y, space.Z, turned));
            Add(spaces, space with { X = space.X + turned.Length, Size = space.Size with { Length = space.Size.Length - turned.Length } });
            Add(spaces, space with { Y = space.Y + turned.Width, Size = new(turned.Length, space.Size.Width - turned.Width, space.Size.Height) });
            Add(spaces, space with { Z = space.Z + turned.Height, Size = new(turned.Length, turned.Width, space.Size.Height - turned.Height) });
        }
        return placed;
    }

    private static (int Space, Cuboid Turned) Find(List<Space> spaces, Cuboid unit)
    {
        var (best, chosen, least) = (-1, unit, decimal.MaxValue);
        for (var i = 0; i < spaces.Count; i++)
        {
            var size = spaces[i].Size;
            if (best >= 0 && size.Volume >= spaces[best].Size.Volume) continue;
            var fits = false;
            foreach (var turned in (ReadOnlySpan<Cuboid>)
            [
                unit, new(unit.Length, unit.Height, unit.Width), new(unit.Width, unit.Length, unit.Height), new(unit.Width, unit.Height, unit.Length), new(unit.Height, unit.Length, unit.Width),
                new(unit.Height, unit.Width, unit.Length)
            ])
            {
                if (turned.Length > size.Length || turned.Width > size.Width || turned.Height > size.Height) continue;
                var left = Math.Min(size.Length - turned.Length, Math.Min(size.Width - turned.Width, size.Height - turned.Height));
                if (fits && left >= least) continue;
                (best, chosen, least, fits) = (i, turned, left, true);
            }
        }
        return (best, chosen);
    }

    private static void Add(List<Space> spaces, Space space)
    {
        if (space.Size is { Length: > 0m, Width: > 0m, Height: > 0m }) spaces.Add(space);
    }
}
