namespace Connector.Http;

/// <summary>What the journal has to know of a response that was read.</summary>
/// <param name="OrderIds">Shop orders that the response names; null takes those of the call.</param>
/// <param name="Summary">What the journal keeps instead of the body; null to keep the body, redacted.</param>
/// <param name="HasRefusals">True when the body holds refusals in the vendor's own words.</param>
public abstract record Reading(IReadOnlyList<string>? OrderIds, string? Summary, bool HasRefusals)
{
    /// <summary>True for a list without rows.</summary>
    public bool FoundNothing { get; init; }
}

public sealed record Reading<T>(T Value, IReadOnlyList<string>? OrderIds = null, string? Summary = null, bool HasRefusals = false) : Reading(OrderIds, Summary, HasRefusals);
