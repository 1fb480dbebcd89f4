using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class LostCommitTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;
    private static readonly Reservation Mine = new("me#1", 3, "mine", Now.AddMinutes(-1)) { Payload = [1] };

    private static SyncRow Row(Reservation? reservation) => A.SyncRow(null, r => r with { Status = SyncStatus.Synced, PayloadHash = "theirs", Reservation = reservation });

    [Fact]
    public void What_another_worker_committed_is_of_unknown_outcome()
    {
        var marked = LostCommit.Mark(Row(null), Mine, Now)!;
        Assert.Equal(Now, marked.Reservation!.Until);
        Assert.Equal([1], Assert.Single(marked.Unverified!.Payloads));
    }

    [Fact]
    public void A_call_that_is_under_way_keeps_others_off_and_cannot_be_committed_as_known()
    {
        var other = new Reservation("other#2", 4, "theirs", Now.AddMinutes(1)) { Payload = [2] };
        var marked = LostCommit.Mark(Row(other), Mine, Now)!;
        Assert.Equal(other with { Hash = "" }, marked.Reservation);
        Assert.Equal([1], Assert.Single(marked.Unverified!.Payloads));

        // That call ends, and finds that its row was written.
        var ended = LostCommit.Mark(marked, other, Now.AddSeconds(20))!;
        Assert.Equal(Now.AddSeconds(20), ended.Reservation!.Until);
        Assert.Equal([[1], [2]], ended.Unverified!.Payloads);
    }

    [Theory]
    [InlineData(SyncStatus.Synced, true)]
    [InlineData(SyncStatus.Shipped, true)]
    [InlineData(SyncStatus.Cancelled, false)]
    public void What_another_worker_committed_with_the_same_content_stands_there_whichever_call_came_last(SyncStatus status, bool isKnown)
    {
        var stored = Row(null) with { Status = status, PayloadHash = Mine.Hash, Unverified = new UnverifiedCalls([[1]], Now) };
        Assert.Equal(isKnown, LostCommit.Mark(stored, Mine, Now) is null);
        var unnoted = LostCommit.Mark(stored with { Unverified = null }, Mine, Now)!;
        Assert.Equal((isKnown, 1), (unnoted.Reservation is null, unnoted.Unverified!.Payloads.Count));
    }

    [Fact]
    public void A_call_that_is_under_way_with_the_same_content_can_be_committed()
    {
        var other = new Reservation("other#2", 3, Mine.Hash, Now.AddMinutes(1)) { Payload = [1] };
        Assert.Null(LostCommit.Mark(Row(other) with { Unverified = new UnverifiedCalls([[1]], Now) }, Mine, Now));
    }

    [Fact]
    public void What_is_unknown_already_is_not_written_again()
    {
        var marked = LostCommit.Mark(Row(new Reservation("other#2", 4, "theirs", Now.AddMinutes(-2))), Mine, Now)!;
        Assert.Equal(Now.AddMinutes(-2), marked.Reservation!.Until);
        Assert.Null(LostCommit.Mark(marked, Mine, Now));
    }
}
