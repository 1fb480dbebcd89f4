namespace Connector.Core.Ports.Rates;

/// <summary>Calls a minute to assume for an account until its responses state the true limit. Filled by the host from the accounts' settings.</summary>
public sealed class RateBudgetOptions
{
    /// <summary>For accounts without an entry of their own; 0 means unlimited.</summary>
    public int DefaultLimit { get; set; } = 40;

    /// <summary>By account name; 0 means unlimited.</summary>
    public IDictionary<string, int> Limits { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    public int LimitOf(string account) => Limits.TryGetValue(account, out var limit) ? limit : DefaultLimit;
}
