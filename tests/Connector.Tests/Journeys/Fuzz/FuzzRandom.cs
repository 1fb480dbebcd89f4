namespace Connector.Tests.Journeys.Fuzz;

/// <summary>A small generator: each input has its own, which costs nothing to make, so that any of them can be made again alone.</summary>
internal sealed class FuzzRandom(ulong seed)
{
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;
    private ulong _state = seed;

    /// <summary>Of one input of one reader.</summary>
    public static FuzzRandom For(ulong seed, string reader, long input)
    {
        foreach (var letter in reader) seed = (seed ^ letter) * 0x0000_0100_0000_01B3;
        return new FuzzRandom(seed ^ ((ulong)input * Gamma));
    }

    public int Next(int below)
    {
        _state += Gamma;
        var mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    public bool OneIn(int count) => Next(count) == 0;

    public T Pick<T>(IReadOnlyList<T> list) => list[Next(list.Count)];
}
