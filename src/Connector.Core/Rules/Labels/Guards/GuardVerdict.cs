namespace Connector.Core.Rules.Labels.Guards;

/// <summary>Whether a label may be bought now.</summary>
/// <param name="Reserve">What to set aside against the caps; null when the price is not known.</param>
/// <param name="RetryAt">When a reached cap has room again; null when that is not known, or nothing waits.</param>
public sealed record GuardVerdict(GuardAction Action, IReadOnlyList<LabelReason> Reasons, decimal? Reserve, DateTimeOffset? RetryAt)
{
    /// <summary>What an operator should see, whatever the verdict.</summary>
    public IReadOnlyList<LabelReason> Alerts { get; init; } = [];
}

/// <summary>From the mildest to the most severe.</summary>
public enum GuardAction
{
    Buy,

    /// <summary>Somebody must approve it.</summary>
    Propose,

    /// <summary>A cap is reached, or a balance too low; approved or not.</summary>
    Wait,

    /// <summary>A cap is smaller than this label, or it cannot be bought like this; approved or not.</summary>
    Refuse
}
