using System.Globalization;

namespace Connector.TestSupport;

/// <summary>
/// Where property tests start. Builds use one fixed seed, so that a red build always means a change; CONNECTOR_PROPERTY_SEED=random (or a number) looks further.
/// </summary>
public static class PropertyRun
{
    private const ulong Fixed = 20_261_122;
    private const ulong OddGamma = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Seed and gamma for FsCheck to repeat a run.</summary>
    public static (ulong Seed, ulong Gamma) Start => (Environment.GetEnvironmentVariable("CONNECTOR_PROPERTY_SEED") switch
    {
        "random" => (ulong)Random.Shared.NextInt64(),
        { Length: > 0 } number => ulong.Parse(number, CultureInfo.InvariantCulture),
        _ => Fixed
    }, OddGamma);
}
