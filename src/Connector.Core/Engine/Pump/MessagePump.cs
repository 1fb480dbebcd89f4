using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// Turns a batch of messages into settlements: reads the envelopes, calls the one handler of each type, and lets the failure's kind decide what happens next.
/// Hosts only carry the settlements out.
/// </summary>
public sealed partial class MessagePump(
    Func<string, IMessageHandler?> handlerFor, RetrySchedule retries, IFlowPauses pauses, OutcomeRecorder recorder, SyncMeter meter, TimeProvider clock, ILogger<MessagePump> log)
{
    /// <summary>Deliveries that were never settled, as after crashes; agreed with the queues in Azure, where the broker counts.</summary>
    public const int MaxDeliveryCount = 5;

    /// <summary>From this delivery on a message is handled alone: what was delivered twice and never settled may have killed its worker both times.</summary>
    public const int AloneFrom = 3;
    private const string NeverSettled = "The message was received several times and never completed: the process stopped or lost its lock each time.";

    /// <summary>One settlement for each message, in the same order. Does not throw for what a message or a vendor does; only for cancellation and a lost store.</summary>
    public async Task<IReadOnlyList<Settlement>> ProcessAsync(string queue, IReadOnlyList<QueuedMessage> batch, CancellationToken cancellationToken)
    {
        var settlements = new Settlement[batch.Count];
        var readable = new List<(int Index, WorkMessage Message)>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var message = WorkMessageBody.Read(batch[i].Body.Span, out var problem);
            if (message is null) settlements[i] = Unreadable(problem);
            else if (batch[i].DeliveryCount > MaxDeliveryCount) settlements[i] = Dead(message, FailureKind.Unknown, ErrorCodes.AttemptsExhausted, NeverSettled, clock.GetUtcNow());
            else readable.Add((i, message));
        }
        var history = new List<HandledWork>(batch.Count);
        var paused = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sameType in readable.GroupBy(m => m.Message.Type, StringComparer.Ordinal))
        {
            var workId = sameType.First().Message.CorrelationId;
            using var work = CurrentWork.Begin(workId);
            using var activity = MessageActivity.Start(queue, sameType.Key, [.. sameType.Select(static m => m.Message)]);
            var began = clock.GetTimestamp();
            foreach (var (sameWork, outcome) in await HandleAsync(queue, sameType, cancellationToken))
            {
                history.Add(new HandledWork(sameWork[0].Message, outcome, workId));
                ConnectorTelemetry.Consumed(queue, sameType.Key, outcome);
                foreach (var (index, message) in sameWork)
                {
                    // One of them in the error queue is enough.
                    var isCopy = outcome is WorkOutcome.DeadLetter && index != sameWork[0].Index;
                    settlements[index] = isCopy ? new Settlement.Complete() : await SettleAsync(queue, message, outcome, paused, cancellationToken);
                }
            }
            ConnectorTelemetry.Processed(queue, sameType.Key, clock.GetElapsedTime(began));
        }
        if (history.Count > 0) await recorder.RecordAsync(history, cancellationToken);
        return settlements;
    }

    /// <summary>Messages that ask for the same work get one outcome: the newest of them is handled.</summary>
    private async Task<List<(List<(int Index, WorkMessage Message)> SameWork, WorkOutcome Outcome)>> HandleAsync(
        string queue, IGrouping<string, (int Index, WorkMessage Message)> sameType, CancellationToken cancellationToken)
    {
        var work = sameType.GroupBy(m => (m.Message.Id, m.Message.ResourceUrl))
            .Select(Together).ToList();
        var held = await HeldAsync(queue, work.ConvertAll(same => same[0].Message), cancellationToken);
        var free = work.FindAll(same => same[0].Message.Account is not { } account || !held.ContainsKey(account));
        var outcomes = free.Count == 0 ? [] : await OutcomesAsync(sameType.Key, free.ConvertAll(same => same[0].Message), cancellationToken);
        return [.. free.Zip(outcomes), .. work.Except(free).Select(same => (same, held[same[0].Message.Account!]))];
    }

    /// <summary>Newest first. It looks at late calls when any of them does, and what is known of retries and failures of any goes with it.</summary>
    private static List<(int Index, WorkMessage Message)> Together(IEnumerable<(int Index, WorkMessage Message)> same)
    {
        var newestFirst = same.OrderByDescending(m => m.Message.Version ?? 0).ToList();
        if (newestFirst.Count == 1) return newestFirst;
        var (index, newest) = newestFirst[0];
        newestFirst[0] = (index, newest with
        {
            Reason = newestFirst.Exists(m => m.Message.Reason == MessageReasons.Verify) ? MessageReasons.Verify : newest.Reason,
            Retries = newestFirst.Max(m => m.Message.Retries), FirstFailedAt = newestFirst.Min(m => m.Message.FirstFailedAt)
        });
        return newestFirst;
    }

    /// <summary>Messages that name an account whose flow is paused wait until it goes on; of the others the handler finds out.</summary>
    private async Task<Dictionary<string, WorkOutcome>> HeldAsync(string queue, List<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, WorkOutcome>(StringComparer.Ordinal);
        foreach (var account in messages.Select(m => m.Account).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await pauses.GetAsync(FlowNames.Create(queue, account), cancellationToken) is not { } pause) continue;
            held[account] = new WorkOutcome.RetryAt(
                pause.Until ?? clock.GetUtcNow() + Attempts.PauseAfterUnauthorized, FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"account {account} is paused: {pause.Reason}");
        }
        return held;
    }

    private async Task<IReadOnlyList<WorkOutcome>> OutcomesAsync(string type, List<WorkMessage> messages, CancellationToken cancellationToken)
    {
        if (handlerFor(type) is not { } handler)
            return messages.ConvertAll(m => (WorkOutcome)new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.UnknownMessageType, $"No handler for type '{m.Type}'."));
        using var scope = log.BeginScope(LogScope.From(messages));
        try
        {
            return await handler.HandleAsync(messages, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ConnectorException e) when (messages.Count == 1 || e.Kind is FailureKind.RateLimited or FailureKind.Transient || e is { Kind: FailureKind.Unauthorized, Account: null })
        {
            return messages.ConvertAll(_ => WorkOutcome.From(e));
        }
        catch (Exception e) when (messages.Count == 1)
        {
            Log.HandlerFailed(log, e, type, messages[0].OrderNumber ?? messages[0].Id);
            // A disk, a connection, a store, or a fault of our own: of none of them it is known that time does not heal it.
            return [new WorkOutcome.Retry(FailureKind.Transient, ErrorCodes.Unexpected, $"{e.GetType().Name}; the log has the details.")];
        }
        catch (Exception e)
        {
            // Something in this batch breaks the handler: one at a time, so that it is alone.
            Log.BatchFailed(log, e, type, messages.Count);
            var outcomes = new List<WorkOutcome>(messages.Count);
            foreach (var message in messages) outcomes.AddRange(await OutcomesAsync(type, [message], cancellationToken));
            return outcomes;
        }
    }

    /// <param name="paused">Flows that this batch has paused already.</param>
    private async Task<Settlement> SettleAsync(string queue, WorkMessage message, WorkOutcome outcome, HashSet<string> paused, CancellationToken cancellationToken)
    {
        using var scope = log.BeginScope(LogScope.From([message]));
        var now = clock.GetUtcNow();
        message = outcome switch
        {
            WorkOutcome.RetryAt { Progress: { } come } => come,
            WorkOutcome.Retry { Progress: { } come } => come,
            _ => message
        };
        switch (outcome)
        {
            case WorkOutcome.Done or WorkOutcome.Skipped:
                return new Settlement.Complete();
            case WorkOutcome.RetryAt retry:
                meter.Add(Measure.RetryScheduled);
                return new Settlement.Reschedule(message with { EnqueuedAt = now }, retry.At) { Surely = retry.Surely };
            case WorkOutcome.Retry { Kind: FailureKind.Unauthorized } refused:
                await PauseAsync(refused.Account is { } account ? FlowNames.Create(queue, account) : queue, refused.Description, paused, now, cancellationToken);
                meter.Add(Measure.RetryScheduled);
                return new Settlement.Reschedule(message with { EnqueuedAt = now }, now + Attempts.PauseAfterUnauthorized);
            case WorkOutcome.Retry { Kind: FailureKind.RateLimited }:
                // Nobody said until when: waiting costs no attempt all the same.
                meter.Add(Measure.RetryScheduled);
                return new Settlement.Reschedule(message with { EnqueuedAt = now }, now + Attempts.WaitWithoutHint);
            case WorkOutcome.Retry retry when retries.DelayAfter(retry.Kind, message.Attempt + 1) is { } delay:
                meter.Add(Measure.RetryScheduled);
                return new Settlement.Reschedule(
                    message with { Attempt = message.Attempt + 1, EnqueuedAt = now, FirstFailedAt = message.FirstFailedAt ?? now }, now + delay);
            case WorkOutcome.Retry retry:
                return Dead(message, retry.Kind, retry.Code, retry.Description, now) with { Replaces = message.Type == MessageTypes.PushOrder ? message.Type : null };
            case WorkOutcome.DeadLetter dead:
                return Dead(message, dead.Kind, dead.Code, dead.Description, now) with { Replaces = message.Type is MessageTypes.PushOrder or MessageTypes.RecordOrderStatus ? message.Type : null };
            default:
                throw new InvalidOperationException($"No settlement for {outcome.GetType().Name}.");
        }
    }

    private async Task PauseAsync(string flow, string reason, HashSet<string> paused, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!paused.Add(flow)) return;
        var isKnown = await pauses.GetAsync(flow, cancellationToken) is not null;
        await pauses.PauseAsync(flow, new FlowPause(reason, now, now + Attempts.PauseAfterUnauthorized), cancellationToken);
        if (!isKnown) Log.FlowPaused(log, flow, reason);
    }

    private Settlement.DeadLetter Dead(WorkMessage message, FailureKind kind, string code, string description, DateTimeOffset now)
    {
        using var scope = log.BeginScope(LogScope.From([message]));
        meter.Add(Measure.DeadLettered);
        var orderId = message.Type == MessageTypes.WebhookNotification ? null : message.Id;
        Log.DeadLettered(log, message.Type, message.OrderNumber ?? message.Id, kind, code);
        return new Settlement.DeadLetter(
            new DeadLetterInfo(kind, code, Cut(description), orderId, message.OrderNumber, message.CorrelationId, message.FirstFailedAt ?? now));
    }

    private Settlement.DeadLetter Unreadable(string problem)
    {
        meter.Add(Measure.DeadLettered);
        return new Settlement.DeadLetter(
            new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.UnreadableMessage, Cut(problem), null, null, null, clock.GetUtcNow()));
    }

    private static string Cut(string description) => description.Length <= 1000 ? description : description[..1000] + "...";

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Error, "{Type} for {Order} failed unexpectedly")]
        public static partial void HandlerFailed(ILogger logger, Exception exception, string type, string order);

        [LoggerMessage(101, LogLevel.Warning, "A batch of {Count} {Type} messages failed together; trying them one at a time")]
        public static partial void BatchFailed(ILogger logger, Exception exception, string type, int count);

        [LoggerMessage(102, LogLevel.Error, "{Flow} is paused: {Reason}")]
        public static partial void FlowPaused(ILogger logger, string flow, string reason);

        [LoggerMessage(103, LogLevel.Warning, "{Type} for {Order} was moved to the error queue: {Kind} {Code}")]
        public static partial void DeadLettered(ILogger logger, string type, string order, FailureKind kind, string code);
    }
}
