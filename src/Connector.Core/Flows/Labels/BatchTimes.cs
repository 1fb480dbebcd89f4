using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: when a batch is looked at, and what its state means for labels that it does not show.</summary>
internal static class BatchTimes
{
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);

    /// <summary>A batch that works for so long may have bought labels already: its lists are read before it has ended.</summary>
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_mostBetween = TimeSpan.FromMinutes(10);

    /// <summary>Lists may lag behind the end of the batch by this.</summary>
    private static readonly TimeSpan s_lag = TimeSpan.FromMinutes(2);

    /// <summary>Half as long again as it has taken so far.</summary>
    public static DateTimeOffset Next(DateTimeOffset sentAt, DateTimeOffset now)
    {
        var half = (now - sentAt) / 2;
        return now + (half < FirstLook ? FirstLook : half > s_mostBetween ? s_mostBetween : half);
    }

    public static bool ReadsLists(LabelBatch batch, DateTimeOffset sentAt, DateTimeOffset now) => batch.HasEnded || (batch.Status != BatchStatus.Open && now - sentAt >= s_long);

    /// <summary>It is open, or was taken away before anybody started it.</summary>
    public static bool WasNotStarted(LabelBatch batch) => batch is { Status: BatchStatus.Open } or { Status: BatchStatus.Archived, ProcessedAt: null };

    /// <summary>What is to be done with a label that neither list of the batch shows.</summary>
    public static BatchGap FindGap(LabelBatch? batch, LabelReservation reservation, UnknownPurchaseRules rules, DateTimeOffset now)
    {
        var sentAt = reservation.SentAt!.Value;
        var visible = rules.VisibleWithinV1 > rules.VisibleWithinV2 ? rules.VisibleWithinV1 : rules.VisibleWithinV2;
        return batch switch
        {
            null => BatchGap.ReadOrder,
            // As far as it shows, it was not started. It may be an old picture, so the order's labels decide, once they prove something.
            _ when WasNotStarted(batch) => now < reservation.Until + visible ? BatchGap.Wait : BatchGap.ReadOrder,
            { HasEnded: true } => now - (batch.ProcessedAt ?? sentAt) < s_lag && now - sentAt < s_long ? BatchGap.Wait : BatchGap.ReadOrder,
            // It still buys: nothing that is not there proves anything.
            _ => now - sentAt >= rules.GiveUpAfter ? BatchGap.Lock : BatchGap.Wait
        };
    }
}

/// <summary>See <see cref="BatchTimes.FindGap"/>.</summary>
internal enum BatchGap
{
    /// <summary>The batch is looked at again.</summary>
    Wait,

    /// <summary>The batch says nothing more: the order's own labels are read.</summary>
    ReadOrder,

    /// <summary>Somebody decides.</summary>
    Lock
}
