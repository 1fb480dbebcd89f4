namespace Connector.Operations.Page.Parts;

/// <summary>One row of numbers of a chart.</summary>
public sealed record DaySeries(string Name, IReadOnlyList<long> Values);
