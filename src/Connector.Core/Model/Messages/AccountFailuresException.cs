namespace Connector.Core.Model.Messages;

/// <summary>
/// Some accounts could not be read; all others were. Kind, code and message are those of the most serious failure, so whoever asks for nothing else treats it as that.
/// </summary>
public sealed class AccountFailuresException : ConnectorException
{
    private AccountFailuresException(IReadOnlyDictionary<string, ConnectorException> failures, ConnectorException worst, string message)
        : base(worst.Kind, worst.Code, message, worst) => Failures = failures;

    /// <summary>The most serious failure of each account that failed.</summary>
    public IReadOnlyDictionary<string, ConnectorException> Failures { get; }

    /// <summary>Throws when there is a failure.</summary>
    public static void ThrowIfAny(IReadOnlyDictionary<string, ConnectorException> failures)
    {
        if (failures.Count == 0) return;
        var worst = failures.Values.MaxBy(static f => Seriousness(f.Kind))!;
        var message = string.Join(" ", failures.OrderByDescending(static f => Seriousness(f.Value.Kind)).Select(static f => $"Account {f.Key}: {f.Value.Message}"));
        throw new AccountFailuresException(failures, worst, message) { RetryAt = RetryAtOf(failures.Values, worst) };
    }

    /// <summary>Of two failures of one account the more serious one; the earlier of equals.</summary>
    public static ConnectorException Worse(ConnectorException? known, ConnectorException other) =>
        known is not null && Seriousness(known.Kind) >= Seriousness(other.Kind) ? known : other;

    /// <summary>Any failure as one with a kind.</summary>
    public static ConnectorException From(Exception failure) =>
        failure as ConnectorException ?? new ConnectorException(FailureKind.Unknown, ErrorCodes.Unexpected, $"{failure.GetType().Name}: {failure.Message}", failure);

    /// <summary>When all wait for their windows: the first that opens.</summary>
    private static DateTimeOffset? RetryAtOf(IEnumerable<ConnectorException> failures, ConnectorException worst) =>
        worst.Kind == FailureKind.RateLimited ? failures.Min(static f => f.RetryAt) : worst.RetryAt;

    private static int Seriousness(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => 0,
        FailureKind.Conflict => 1,
        FailureKind.Transient => 2,
        FailureKind.Unauthorized => 5,
        FailureKind.Unknown => 3,
        _ => 4
    };
}
