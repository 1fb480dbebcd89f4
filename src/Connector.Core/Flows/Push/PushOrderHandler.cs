using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Brings orders to the shipping side: load, decide, reserve, call, commit, mark. A second run is harmless because the order is read again, equal content makes
/// no call, and the key of each group is a pure function of order and location.
/// </summary>
public sealed class PushOrderHandler : IMessageHandler
{
    private readonly OrderLoader _loading;
    private readonly PushDecider _deciding;
    private readonly PushPreparation _preparation;
    private readonly PushSender _sending;
    private readonly ExportMarker _marking;
    private readonly Reservations _reservations;
    private readonly ISyncStore _sync;
    private readonly IWorkQueue _queue;
    private readonly IFlowPauses _pauses;
    private readonly IErrorQueue _errors;
    private readonly IOptions<EngineOptions> _options;
    private readonly SyncMeter _meter;
    private readonly TimeProvider _clock;

    public PushOrderHandler(
        ICommerceOrders commerce, ICommerceReferences references, IShippingAccounts accounts, ISyncStore sync, IShippingStore seen, ICursorStore cursors,
        OrderStatusPoll statuses, IErrorQueue errors, PushPlanner planner, OrderFieldTargets targets, IWorkQueue queue, IFlowPauses pauses, IInstances instances, IIdSource ids, IFaultPoints faults,
        IOptions<EngineOptions> options, SyncMeter meter, TimeProvider clock, ILoggerFactory logs)
    {
        _loading = new OrderLoader(commerce);
        _deciding = new PushDecider(references, seen, planner, clock);
        _preparation = new PushPreparation(accounts, seen, cursors, statuses);
        _reservations = new Reservations(sync, instances, ids, options.Value, clock);
        _sending = new PushSender(accounts, sync, seen, queue, _reservations, meter, faults, clock);
        _marking = new ExportMarker(commerce, references, targets, sync, options, clock, logs.CreateLogger<ExportMarker>());
        (_sync, _queue, _pauses, _errors, _options, _meter, _clock) = (sync, queue, pauses, errors, options, meter, clock);
    }

    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var batch = messages.Select(m => new PushWork(m)).ToList();
        await LoadAsync(batch, cancellationToken);
        await _deciding.DecideAsync(batch, cancellationToken);
        await HoldPausedAsync(batch, cancellationToken);
        await _preparation.PrepareAsync(batch, cancellationToken);
        await _sending.SendAsync(batch, cancellationToken);
        await SettleUnsentAsync(batch, cancellationToken);
        await Parallel.ForEachAsync(
            batch.Where(w => w.Outcome is null && w.Groups.Count > 0),
            new ParallelOptions { MaxDegreeOfParallelism = _options.Value.ParallelWrites, CancellationToken = cancellationToken },
            async (work, cancel) => work.Outcome = OutcomeOf(work, await _marking.MarkAsync(work, cancel)));
        await ResolveAsync(batch, cancellationToken);
        return batch.ConvertAll(LookAgain);
    }

    /// <summary>A look that came too early by this clock is not used up.</summary>
    private WorkOutcome LookAgain(PushWork work)
    {
        var outcome = work.Outcome ?? new WorkOutcome.Skipped("nothing to do");
        return outcome is WorkOutcome.Done or WorkOutcome.Skipped && LateCalls.LookAgainAt(work.Message, work.Groups.Select(g => g.Row), _clock.GetUtcNow()) is { } at
            ? new WorkOutcome.RetryAt(at, FailureKind.Conflict, "UnderWay", "a call without a response may still arrive")
            : outcome;
    }

    private async Task LoadAsync(List<PushWork> batch, CancellationToken cancellationToken)
    {
        var loaded = await _loading.LoadAsync([.. batch.Select(w => w.Message)], cancellationToken);
        var rows = (await _sync.GetAsync([.. batch.Select(w => w.Message.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        foreach (var work in batch)
        {
            var found = loaded.GetValueOrDefault(work.Message.Id);
            work.Order = found?.Order;
            work.Rows = _reservations.Read(rows[work.Message.Id]);
            if (found?.Problem is { } problem) work.Outcome = new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.OrderUnreadable, problem);
            else if (work.Order is null) work.Outcome = Missing(work);
        }
    }

    /// <summary>Groups of an account that refused our credentials wait until its pause is over; the others of the same order go on.</summary>
    private async Task HoldPausedAsync(List<PushWork> batch, CancellationToken cancellationToken)
    {
        foreach (var same in batch.SelectMany(w => w.ToSend).GroupBy(g => g.Account).ToList())
        {
            if (await _pauses.GetAsync(FlowNames.Of(QueueNames.Orders, same.Key), cancellationToken) is not { } pause) continue;
            var until = pause.Until ?? _clock.GetUtcNow() + Attempts.PauseAfterUnauthorized;
            foreach (var group in same)
                group.Failure = new GroupFailure(FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"account {same.Key} is paused: {pause.Reason}", Final: false, until);
        }
    }

    private static WorkOutcome Missing(PushWork work) => work.Rows.Any(r => r.Status is SyncStatus.Synced or SyncStatus.Reserved)
        ? new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.OrderNotFound, "The order was deleted in the shop but still exists in ShipStation.")
        : new WorkOutcome.Skipped("the order no longer exists in commercetools");

    /// <summary>Rows whose order needed no call still learn its version, so that the next pull does not ask again; groups that ended without a call are closed.</summary>
    private async Task SettleUnsentAsync(List<PushWork> batch, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var stale = new List<(PushWork Work, GroupPush? Group, SyncRow Row)>();
        var late = new HashSet<PushWork>();
        foreach (var work in batch.Where(w => VersionOf(w) is not null && w.Outcome is null or WorkOutcome.Skipped or WorkOutcome.DeadLetter))
        {
            foreach (var group in work.Groups.Where(g => g.Row is { Reservation: null } || (g.Row is not null && IsGone(g))))
            {
                var ended = IsGone(group) ? LateCalls.Gone(group.Row!, group.Verifies, now) : group.Row!;
                if (IsGone(group) && ended.Unverified is not null) late.Add(work);
                if (group is { Verifies: true, Action: PushAction.None }) ended = ended with { Unverified = null };
                var blocked = group.Failure is { Final: true } failure ? ended with { FailureCode = failure.Code } : ended;
                if (group.Failure is null or { Final: true }) stale.Add((work, group, blocked));
            }
            if (work.Groups.Count == 0) stale.AddRange(work.Rows.Where(r => r.Reservation is null).Select(r => (work, (GroupPush?)null, r)));
            if (work is { Outcome: WorkOutcome.DeadLetter dead, Rows.Count: 0 }) stale.Add((work, null, Marker(work, dead.Code)));
        }
        stale.RemoveAll(s => s.Row.OrderVersion >= VersionOf(s.Work) && s.Row.ETag is not null && s.Row == s.Group?.Row && !s.Group.Verifies);
        if (stale.Count == 0) return;
        // The message first: one too many does no harm.
        if (late.Count > 0) await _queue.SendAsync(QueueNames.Orders, [.. late.Select(w => LateCalls.Verification(w, now))], now + LateCalls.VerifyAfter, cancellationToken);
        var written = await _sync.WriteAsync(stale.ConvertAll(s => s.Row with { OrderVersion = VersionOf(s.Work)!.Value, UpdatedAt = now }), cancellationToken);
        for (var i = 0; i < stale.Count; i++)
        {
            if (stale[i].Group is not { } group) continue;
            // What was found out must be noted, or nobody looks again; a version alone can wait.
            if (written[i] is null && (group.Verifies || IsGone(group))) group.Failure = Reservations.Faster(now);
            group.Row = written[i] ?? group.Row;
        }
    }

    /// <summary>It was to be cancelled and is not there (any longer): a call that was begun for it never arrived.</summary>
    private static bool IsGone(GroupPush group) =>
        group is { Action: PushAction.Cancel, Sent: true, Failure: null, Row: { } row } && (row.Status != SyncStatus.Cancelled || row.Reservation is not null || group.Verifies);

    /// <summary>Remembers that this version of the order could not be pushed, so that it goes to the error queue once and not at every pull.</summary>
    private static SyncRow Marker(PushWork work, string code) => new()
    {
        OrderId = work.Message.Id, GroupKey = "", OrderKey = work.Message.Id, OrderNumber = work.Order?.NumberOrId ?? work.Message.OrderNumber ?? work.Message.Id, Account = "",
        Status = SyncStatus.Failed, FailureCode = code
    };

    /// <summary>Of an order that is there but cannot be read only the message knows the version; null for an order that is gone.</summary>
    private static long? VersionOf(PushWork work) =>
        work.Order?.Version ?? (work.Outcome is WorkOutcome.DeadLetter { Code: ErrorCodes.OrderUnreadable } ? work.Message.Version : null);

    private WorkOutcome OutcomeOf(PushWork work, GroupFailure? marking)
    {
        var failures = work.Groups.Where(g => g.Failure is not null).Select(g => (g.GroupKey, g.Failure!)).ToList();
        if (marking is not null) failures.Add(("", marking));
        if (failures.Count > 0) return PushFailures.Outcome(failures);
        var said = work.Groups.Where(g => g.Action != PushAction.None).Select(g => $"{Said(g.Action)} {g.ShippingOrderId} ({g.GroupKey})").ToList();
        if (said.Count == 0)
        {
            _meter.Add(Measure.Unchanged);
            return new WorkOutcome.Done("unchanged");
        }
        return new WorkOutcome.Done(string.Join("; ", said.Concat(work.Remarks)));
    }

    private static string Said(PushAction action) => action switch
    {
        PushAction.Create => "created",
        PushAction.Update => "updated",
        _ => "cancelled"
    };

    /// <summary>An order that got through by another way needs no attention any longer.</summary>
    private async Task ResolveAsync(List<PushWork> batch, CancellationToken cancellationToken)
    {
        var good = batch.Where(w => w.Outcome is WorkOutcome.Done).Select(w => w.Message.Id).ToList();
        if (good.Count > 0) await _errors.ResolveAsync(MessageTypes.PushOrder, good, cancellationToken);
    }
}
