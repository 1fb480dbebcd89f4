using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

/// <summary>Which values pass.</summary>
public sealed class StateFilter<T> where T : struct, Enum
{
    /// <summary>Only these pass. Empty: the default named at the filter.</summary>
    public IList<T> In { get; set; } = [];

    /// <summary>These never pass.</summary>
    public IList<T> Out { get; set; } = [];

    internal bool Passes(T value, bool byDefault) => !Out.Contains(value) && (In.Count == 0 ? byDefault : In.Contains(value));
}

/// <summary>Which keys pass. Upper and lower case alike, * and ? allowed.</summary>
public sealed class KeyFilter
{
    /// <summary>Only these pass; an order without a key does not. Empty: all pass.</summary>
    public IList<string> In { get; set; } = [];

    /// <summary>These never pass.</summary>
    public IList<string> Out { get; set; } = [];

    internal bool Passes(string? key) =>
        key is null ? In.Count == 0 : !Pattern.MatchesAny(key, Out) && (In.Count == 0 || Pattern.MatchesAny(key, In));
}
