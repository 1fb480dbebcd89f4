using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Messages;

public sealed class FailureKindTests
{
    private const int NoLimit = int.MaxValue;
    private static readonly DateTimeOffset Hint = ManualTimeProvider.Start.AddMinutes(1);

    /// <summary>Attempts in all, and whether the other side's "come back at" is followed.</summary>
    public static TheoryData<FailureKind, int, bool> Fates => new()
    {
        { FailureKind.Unknown, 5, false },
        { FailureKind.Transient, 5, false },
        { FailureKind.Conflict, 5, false },
        { FailureKind.RateLimited, NoLimit, true },
        { FailureKind.Unauthorized, NoLimit, false },
        { FailureKind.Rejected, 1, false },
        { FailureKind.Unmappable, 1, false },
        { FailureKind.AddressInvalid, 1, false },
        { FailureKind.CancelledAfterShipment, 1, false },
        { FailureKind.OverShipment, 1, false }
    };

    [Theory]
    [MemberData(nameof(Fates))]
    public void The_kind_decides_the_fate(FailureKind kind, int attempts, bool followsHint)
    {
        Assert.Equal(attempts, Attempts.MaxOf(kind));
        var hinted = WorkOutcome.From(new ConnectorException(kind, "code", "text") { RetryAt = Hint, Account = "eu" });
        Assert.Equal(followsHint ? new WorkOutcome.RetryAt(Hint, kind, "code", "text") : new WorkOutcome.Retry(kind, "code", "text") { Account = "eu" }, hinted);
        Assert.Equal(new WorkOutcome.Retry(kind, "code", "text"), WorkOutcome.From(new ConnectorException(kind, "code", "text")));
    }

    [Fact]
    public void The_table_has_every_kind() => Assert.Equal(Enum.GetValues<FailureKind>().Order(), Fates.Select(static row => (FailureKind)row[0]).Order());
}
