using Connector.Core.Flows.Intake;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Intake;

/// <summary>Instants are minutes from now.</summary>
public sealed class PollRulesTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;

    [Theory]
    [InlineData("behind", -10, -10, -10, -10)]
    [InlineData("as far ahead as clocks may differ", 5, 5, 5, 5)]
    [InlineData("a frontier in the future is taken for their present", 6, -10, 0, -10)]
    public void A_cursor_from_the_future_hides_nothing(string situation, int frontier, int overlapAt, int saneFrontier, int saneOverlapAt)
    {
        var sane = PollRules.Sane(Cursor(frontier, overlapAt) with { Settled = true }, Now, Now);
        Assert.Equal((situation, At(saneFrontier), At(saneOverlapAt)), (situation, sane.Frontier, sane.OverlapAt));
        Assert.Equal(frontier == saneFrontier, sane.Settled);
    }

    [Fact]
    public void A_look_back_noted_by_a_clock_that_was_ahead_is_as_good_as_none() =>
        Assert.Equal(DateTimeOffset.MinValue, PollRules.Sane(Cursor(-10, 6), Now, Now).OverlapAt);

    [Theory]
    [InlineData("its time has come", 60, -60, false, false, true)]
    [InlineData("not yet", 60, -59, false, false, false)]
    [InlineData("noted for an instant to come: the clock was set back", 60, 1, false, false, true)]
    [InlineData("one is under way", 60, -60, false, true, false)]
    [InlineData("nothing can be late", 60, -60, true, false, false)]
    [InlineData("no overlap", 0, -60, false, false, false)]
    public void A_look_back_is_due_once_an_overlap_has_passed(string situation, int overlap, int overlapAt, bool settled, bool underWay, bool due)
    {
        var cursor = Cursor(-5, overlapAt) with { Settled = settled, Late = underWay ? new PollPosition(Now, Now) : null };
        Assert.Equal((situation, due), (situation, Rules(overlap).IsLateDue(cursor, Now)));
    }

    [Theory]
    [InlineData("the first one", null, -5, -65)]
    [InlineData("from where the last one said", -30, -5, -30)]
    public void A_look_back_begins_where_the_last_one_ended(string situation, int? lateFrom, int frontier, int from)
    {
        var late = Rules(60).BeginLate(Cursor(frontier, -60) with { LateFrom = lateFrom is { } l ? At(l) : null }, Now, At(1));
        Assert.Equal((situation, At(from), At(frontier), At(1), Now), (situation, late.Late!.From, late.LateUntil, late.LateSince, late.OverlapAt));
    }

    [Theory]
    [InlineData("everything up to the frontier has settled", -70, -70, 0, true)]
    [InlineData("read too early to know", -30, -30, 0, false)]
    [InlineData("the frontier has moved meanwhile", -70, -80, 0, false)]
    public void A_look_back_settles_a_frontier_that_is_old_enough(string situation, int frontier, int until, int since, bool settled)
    {
        var ended = Rules(60).EndLate(Cursor(frontier, -60) with { Late = new PollPosition(Now, Now), LateUntil = At(until), LateSince = At(since) });
        Assert.Equal((situation, settled, At(until - 60)), (situation, ended.Settled, ended.LateFrom));
        Assert.Null(ended.Late);
    }

    [Theory]
    [InlineData("nothing read", 60, null, -20, false, -20, false)]
    [InlineData("something newer", 60, -3, -20, false, -3, false)]
    [InlineData("something older moves it not back", 60, -30, -20, false, -20, false)]
    [InlineData("something newer after all was settled", 60, -3, -20, true, -3, false)]
    [InlineData("without an overlap a minute settles it", 0, null, -20, false, -20, true)]
    [InlineData("without an overlap, read within that minute", 0, null, -1, false, -1, false)]
    public void A_pass_moves_the_frontier_forward_only(string situation, int overlap, int? newest, int frontier, bool wasSettled, int ends, bool settled)
    {
        var ended = Rules(overlap).EndPass(Cursor(frontier, -60) with { Settled = wasSettled }, new PollPosition(At(frontier), At(-1)), newest is { } n ? At(n) : null, Now);
        Assert.Equal((situation, At(ends), settled, At(-1)), (situation, ended.Frontier, ended.Settled, ended.CaughtUpAt));
        if (wasSettled) Assert.Equal((At(frontier), At(-1)), (ended.LateFrom, ended.OverlapAt));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 0)]
    public void Past_a_settled_frontier_its_row_is_not_read_again(bool settled, int seconds) =>
        Assert.Equal(At(-5).AddSeconds(seconds), PollRules.Begin(Cursor(-5, -60) with { Settled = settled }, Now).From);

    private static PollRules Rules(int overlap) => new(TimeSpan.FromMinutes(overlap));

    private static PollCursor Cursor(int frontier, int overlapAt) => new(At(frontier), At(overlapAt), At(-10));

    private static DateTimeOffset At(int minutes) => Now.AddMinutes(minutes);
}
