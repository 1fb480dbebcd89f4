namespace Connector.Benchmarks.Load;

/// <summary>One thing that is measured, with the sides that are compared in it.</summary>
/// <param name="What">What it does, for whoever reads the table.</param>
internal sealed record Scenario(string Name, string What, IReadOnlyList<Side> Sides);

/// <summary>Measures once, on simulators and files of its own.</summary>
internal sealed record Side(string Name, Func<Programs, Task<Sample>> MeasureAsync)
{
    public const string Connector = "connector";
    public const string Script = "script";
}
