using System.Diagnostics.CodeAnalysis;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Numbers that look random and are the same on every machine for the same seed (SplitMix64).</summary>
internal sealed class SeedRandom(ulong state)
{
    private ulong _state = state;

    public static SeedRandom For(int seed, int index) => new(((ulong)(uint)seed << 32) ^ (((ulong)(uint)index + 1) * 0x9E3779B97F4A7C15UL));

    /// <summary>From 0 up to, but without, the limit.</summary>
    public int Next(int limit) => (int)(NextBits() % (ulong)limit);

    public bool Chance(int percent) => Next(100) < percent;

    [return: NotNull]
    public T Pick<T>(IReadOnlyList<T> from) => from[Next(from.Count)]!;

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
