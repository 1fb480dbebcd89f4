using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Flows.Labels;

/// <summary>The batch was started at <see cref="Now"/>; its reservations end after three minutes, and labels are visible within an hour.</summary>
public sealed class BatchTimesTests
{
    private static readonly UnknownPurchaseRules s_rules = new();

    [Theory]
    [InlineData(null, 1, "ReadOrder")]
    [InlineData(BatchStatus.Completed, 1, "Wait")]
    [InlineData(BatchStatus.CompletedWithErrors, 3, "ReadOrder")]
    [InlineData(BatchStatus.Archived, 60, "ReadOrder")]
    [InlineData(BatchStatus.Open, 62, "Wait")]
    [InlineData(BatchStatus.Open, 63, "ReadOrder")]
    [InlineData(BatchStatus.Processing, 63, "Wait")]
    [InlineData(BatchStatus.Queued, 1439, "Wait")]
    [InlineData(BatchStatus.Processing, 1440, "Lock")]
    [InlineData(BatchStatus.Other, 1440, "Lock")]
    public void What_a_batch_does_not_show(BatchStatus? status, double minutes, string expected)
    {
        var reservation = new LabelReservation("me", Now, Now.AddMinutes(3)) { SentAt = Now };
        var batch = status is { } known ? new LabelBatch { BatchId = "se-65", Status = known, ProcessedAt = known >= BatchStatus.Completed ? Now : null } : null;
        Assert.Equal(expected, BatchTimes.FindGap(batch, reservation, s_rules, Now.AddMinutes(minutes)).ToString());
    }

    [Theory]
    [InlineData(62, "Wait")]
    [InlineData(63, "ReadOrder")]
    public void A_batch_that_was_taken_away_unstarted_proves_no_more_than_an_open_one(double minutes, string expected) => Assert.Equal(expected, BatchTimes.FindGap(
        new LabelBatch { BatchId = "se-65", Status = BatchStatus.Archived }, new LabelReservation("me", Now, Now.AddMinutes(3)) { SentAt = Now }, s_rules, Now.AddMinutes(minutes)).ToString());

    [Theory]
    [InlineData(BatchStatus.Completed, 0.1, true)]
    [InlineData(BatchStatus.Processing, 9.9, false)]
    [InlineData(BatchStatus.Processing, 10, true)]
    [InlineData(BatchStatus.Open, 600, false)]
    public void Lists_are_read_when_they_may_say_something(BatchStatus status, double minutes, bool expected) =>
        Assert.Equal(expected, BatchTimes.ReadsLists(new LabelBatch { BatchId = "se-65", Status = status }, Now, Now.AddMinutes(minutes)));

    [Theory]
    [InlineData(10, 10)]
    [InlineData(60, 30)]
    [InlineData(7200, 600)]
    public void Looks_become_rarer(int secondsSince, int secondsUntil) => Assert.Equal(Now.AddSeconds(secondsSince + secondsUntil), BatchTimes.Next(Now, Now.AddSeconds(secondsSince)));
}
