using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>One purchase: reserve, set money aside, note the sending, call, commit. Nothing here calls twice.</summary>
internal sealed class LabelBuyer(
    PurchaseReservations reservations, PurchaseCommit commit, ILabelAccounts accounts, LabelPauses pauses, CarrierBalances balances, IFaultPoints faults, TimeProvider clock)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    /// <summary>Null when it is not bought because of a pause.</summary>
    public async Task<WorkOutcome?> BuyAsync(DecidedLabel decided, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (await pauses.FindAsync(decided.Row.Account, stop) is not null) return null;
        var purchases = accounts.Get(decided.Row.Account).Purchases;
        var (reserved, outcome) = await reservations.ReserveAsync(decided, purchases.LongestCall, batchId: null, stop);
        if (reserved is null) return outcome;
        if (await reservations.SendAsync(reserved, purchases.LongestCall, stop) is not { } row) return PurchaseReservations.Faster;
        await faults.ReachAsync("label-sending", stop);
        return await CallAsync(decided, row, purchases, stop);
    }

    private async Task<WorkOutcome> CallAsync(DecidedLabel decided, LabelRow row, ILabelPurchases purchases, CancellationToken stop)
    {
        using var grace = new StopGrace(clock, stop);
        PurchaseResult result;
        try
        {
            result = await purchases.BuyAsync(decided.Request!, grace.Token);
        }
        catch (ConnectorException e)
        {
            // It throws only before anything is sent.
            return await commit.PostponedAsync(row, new LabelReason(e.Code, e.Message), e.RetryAt ?? clock.GetUtcNow() + s_soon);
        }
        await faults.ReachAsync("label-called", stop);
        if (result is PurchaseResult.Bought or PurchaseResult.Unknown) balances.Add(row.Account, row.Intent!.CarrierCode, row.Intent.Price);
        else if (result is PurchaseResult.Refused) balances.Forget(row.Account);
        return await commit.CommitAsync(decided, row, result);
    }
}
