using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// What became of purchases that were begun. Those of a batch are looked up in its two lists, a few calls for all of them; a label that is in neither, and one that was bought
/// alone, is settled by what the order's own labels say (<see cref="PurchaseSettlement"/>). Nothing here starts a batch.
/// </summary>
internal sealed class LabelBatchSettlement(
    ILabelAccounts accounts, IShippingStore seen, LabelRows rows, PurchaseCommit commit, PurchaseSettlement singles, CarrierBalances balances, LabelRules rules, TimeProvider clock)
{
    private const int MostKept = 50;
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    /// <summary>Batches that have ended and of which every label is known: their lists do not change any more.</summary>
    private readonly ConcurrentDictionary<string, BatchReading> _ended = new(StringComparer.Ordinal);

    /// <summary>One outcome for each, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> SettleAsync(IReadOnlyList<LabelRow> open, CancellationToken cancellationToken)
    {
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        foreach (var group in open.GroupBy(row => accounts.Get(row.Account).HasV2 && row.Reservation is { BatchName: { } name, IsAbsent: false } ? (row.Account, Name: name) : default))
        {
            if (group.Key.Name is { } batch) outcomes.AddRange(await SettleAsync(group.Key.Account, batch, [.. group], cancellationToken));
            else foreach (var row in group) outcomes.Add((row.OrderId, await singles.SettleAsync(row, cancellationToken)));
        }
        return outcomes;
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> SettleAsync(string account, string name, IReadOnlyList<LabelRow> open, CancellationToken cancellationToken)
    {
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        BatchReading reading;
        try
        {
            reading = await ReadAsync(account, name, open, cancellationToken);
        }
        catch (ConnectorException e)
        {
            foreach (var row in open) outcomes.Add((row.OrderId, await LaterAsync(row, e.RetryAt ?? clock.GetUtcNow() + s_again, $"its batch could not be read: {e.Message}", cancellationToken)));
            return outcomes;
        }
        var orders = (await seen.GetOrdersAsync([.. open.Select(static row => row.OrderKey)], cancellationToken)).ToLookup(static o => o.OrderKey, StringComparer.Ordinal);
        foreach (var row in open) outcomes.Add((row.OrderId, await SettleAsync(row, reading, orders[row.OrderKey].FirstOrDefault(o => o.ShippingOrderId == row.ShippingOrderId), cancellationToken)));
        if (reading.Problems.Count > 0) balances.Forget(account);
        return outcomes;
    }

    private async Task<WorkOutcome> SettleAsync(LabelRow row, BatchReading reading, ShippingOrderSnapshot? order, CancellationToken cancellationToken)
    {
        var (now, reservation) = (clock.GetUtcNow(), row.Reservation!);
        if (reading.Labels.TryGetValue(row.ShippingOrderId, out var label))
            return await commit.FoundAsync(row, label, order is null ? null : LabelRecords.From(label, row, order.Content), null);
        if (reading.Batch is { HasEnded: true } && reading.Problems.TryGetValue(row.ShippingOrderId, out var problem)) return await commit.RefusedAsync(row, BatchLists.Refusal(problem));
        if (reading.Batch is { Status: BatchStatus.Open } && now <= reservation.Until) return new WorkOutcome.Skipped("its batch is being started");
        return BatchTimes.FindGap(reading.Batch, reservation, rules.UnknownPurchases, now) switch
        {
            BatchGap.ReadOrder => await singles.SettleAsync(row, reading.Batch?.ProcessedAt, cancellationToken),
            BatchGap.Lock => await LockAsync(row, cancellationToken),
            _ => await LaterAsync(row, BatchTimes.Next(reservation.SentAt!.Value, now), $"its batch is {reading.Batch!.Status}", cancellationToken)
        };
    }

    private async Task<BatchReading> ReadAsync(string account, string name, IReadOnlyList<LabelRow> open, CancellationToken cancellationToken)
    {
        if (_ended.TryGetValue(name, out var kept)) return kept;
        var batches = accounts.Get(account).Batches!;
        var batch = await batches.GetAsync(name, cancellationToken);
        // No start of ours is under way any more, and nobody else shall start it: orders change.
        if (batch is { Status: BatchStatus.Open } && open.All(row => row.Reservation!.Until < clock.GetUtcNow())) await ArchiveAsync(batches, name, cancellationToken);
        if (batch is null || !BatchTimes.ReadsLists(batch, open.Min(static row => row.Reservation!.SentAt!.Value), clock.GetUtcNow())) return new BatchReading(batch);
        var labels = await BatchLists.ListLabelsAsync(batches, batch, [.. open.Select(static row => row.ShippingOrderId)], cancellationToken);
        var problems = open.All(row => labels.ContainsKey(row.ShippingOrderId)) && batch.Errors == 0 ? [] : await BatchLists.ListProblemsAsync(batches, name, cancellationToken);
        var reading = new BatchReading(batch) { Labels = labels, Problems = problems };
        if (!batch.HasEnded || labels.Count + problems.Count < batch.Count) return reading;
        if (_ended.Count >= MostKept) _ended.Clear();
        return _ended[name] = reading;
    }

    /// <summary>Where that fails, it is tried at the next look.</summary>
    private static async Task ArchiveAsync(ILabelBatches batches, string name, CancellationToken cancellationToken)
    {
        try
        {
            await batches.ArchiveAsync(name, cancellationToken);
        }
        catch (ConnectorException)
        {
            // It may have been started after all: the next look says so.
        }
    }

    private async Task<WorkOutcome> LaterAsync(LabelRow row, DateTimeOffset at, string why, CancellationToken cancellationToken)
    {
        await rows.TryWriteAsync(row with { DueAt = at, UpdatedAt = clock.GetUtcNow() }, cancellationToken);
        return new WorkOutcome.Skipped(why);
    }

    private async Task<WorkOutcome> LockAsync(LabelRow row, CancellationToken cancellationToken)
    {
        const string Text = "the batch that buys it does not end";
        await rows.TryWriteAsync(row with { State = LabelState.Unknown, DueAt = null, Code = LabelCodes.NotVisibleYet, Reason = Text, UpdatedAt = clock.GetUtcNow() }, cancellationToken);
        return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelOutcomeUnknown, $"{LabelCodes.NotVisibleYet}: {Text}");
    }

    /// <param name="Batch">Null when there is none (any longer).</param>
    private sealed record BatchReading(LabelBatch? Batch)
    {
        public Dictionary<long, LabelRecord> Labels { get; init; } = [];
        public Dictionary<long, BatchProblem> Problems { get; init; } = [];
    }
}
