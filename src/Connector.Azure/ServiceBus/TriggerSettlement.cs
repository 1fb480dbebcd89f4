using Azure.Messaging.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.ServiceBus;

/// <summary>What one message becomes: the pump's work, or another reader's.</summary>
public delegate Task<IReadOnlyList<Settlement>> MessageWork(string queue, IReadOnlyList<QueuedMessage> batch, CancellationToken cancellationToken);

/// <summary>
/// Between a function's trigger and the engine: messages that the host took are read, handed to the pump and settled as it says. In Azure this is what
/// <see cref="QueueWorker"/> is on one machine.
/// </summary>
public sealed partial class TriggerSettlement(
    MessagePump pump, IFlowPauses pauses, RetrySchedule retries, Settler settling, ServiceBusQueues queues, MessageFactory making, TimeProvider clock,
    ILogger<TriggerSettlement> log)
{
    /// <summary>How long messages of a flow that is paused until somebody resumes it stay away.</summary>
    private static readonly TimeSpan s_openEnded = TimeSpan.FromMinutes(5);

    /// <summary>Messages with our own envelope, for the pump.</summary>
    public Task RunAsync(string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler, CancellationToken cancellationToken) =>
        RunAsync(queue, messages, settler, pump.ProcessAsync, cancellationToken);

    /// <summary>
    /// Every message is settled when this returns, apart from those whose lock was lost: they come again. When our own stores cannot be reached, nothing was
    /// decided: the messages come back later, a few times, then go to the error queue. Throws for cancellation only, after giving the messages back. Locks are renewed
    /// until then.
    /// </summary>
    public async Task RunAsync(
        string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler, MessageWork work, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return;
        await using var renewal = new LockRenewal(queue, messages, settler, clock, log);
        try
        {
            if (await PausedUntilAsync(queue, cancellationToken) is { } until)
            {
                await PutBackAsync(queue, messages, settler, until, cancellationToken);
                return;
            }
            foreach (var part in Parts(messages)) await RunPartAsync(queue, part, settler, work, renewal, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(queue, messages, settler);
            throw;
        }
        catch (Exception e)
        {
            Log.NothingDecided(log, e, queue, messages.Count);
            await AbandonOrDeadLetterAsync(queue, messages, settler, e, cancellationToken);
        }
    }

    /// <summary>What was delivered for the first time goes together and first; what may have killed its worker comes alone, when the others are settled.</summary>
    private static IEnumerable<IReadOnlyList<ServiceBusReceivedMessage>> Parts(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        var usual = messages.Where(static m => m.DeliveryCount < MessagePump.AloneFrom).ToList();
        if (usual.Count > 0) yield return usual;
        foreach (var message in messages.Where(static m => m.DeliveryCount >= MessagePump.AloneFrom)) yield return [message];
    }

    private async Task RunPartAsync(
        string queue, IReadOnlyList<ServiceBusReceivedMessage> part, IMessageSettler settler, MessageWork work, LockRenewal renewal, CancellationToken cancellationToken)
    {
        IReadOnlyList<Settlement> settlements;
        try
        {
            settlements = await work(queue, [.. part.Select(m => ReceivedMessages.Read(queue, m))], cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NothingDecided(log, e, queue, part.Count);
            renewal.Release(part);
            await AbandonOrDeadLetterAsync(queue, part, settler, e, cancellationToken);
            return;
        }
        renewal.Release(part);
        // What was done is noted, also when the stop comes now.
        await SettleAsync(queue, [.. part.Zip(settlements)], settler, CancellationToken.None);
    }

    /// <summary>Null when the flow runs.</summary>
    private async Task<DateTimeOffset?> PausedUntilAsync(string flow, CancellationToken cancellationToken)
    {
        if (await pauses.GetAsync(flow, cancellationToken) is not { } pause) return null;
        var now = clock.GetUtcNow();
        if (pause.Until is null) return now + s_openEnded;
        if (pause.Until > now) return pause.Until;
        await pauses.ResumeAsync(flow, cancellationToken);
        return null;
    }

    /// <summary>Whatever fails here leaves a message unsettled: its lock ends and it comes again, and handlers read the current data.</summary>
    private async Task SettleAsync(
        string queue, IReadOnlyList<(ServiceBusReceivedMessage Message, Settlement Settlement)> work, IMessageSettler settler, CancellationToken cancellationToken)
    {
        try
        {
            var lost = await settling.SettleAsync(queue, work, settler, cancellationToken);
            if (lost > 0) Log.LocksLost(log, lost, queue);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotSettled(log, e, queue);
        }
    }

    private async Task PutBackAsync(
        string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        await queues.SendAsync(queue, [.. messages.Select(m => making.Later(m, dueAt, TimesPutBack(m)))], cancellationToken);
        await SettleAsync(queue, [.. messages.Select(static m => (m, (Settlement)new Settlement.Complete()))], settler, cancellationToken);
    }

    private async Task AbandonOrDeadLetterAsync(
        string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler, Exception failure, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var copies = new List<ServiceBusMessage>(messages.Count);
        var settlements = new List<(ServiceBusReceivedMessage, Settlement)>(messages.Count);
        foreach (var message in messages)
        {
            var times = TimesPutBack(message) + 1;
            var delay = retries.DelayAfter(FailureKind.Transient, times);
            if (delay is { } wait) copies.Add(making.Later(message, now + wait, times));
            settlements.Add((message, delay is null ? new Settlement.DeadLetter(InfoOf(queue, message, failure, now)) : new Settlement.Complete()));
        }
        try
        {
            await queues.SendAsync(queue, copies, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotSettled(log, e, queue);
            return;
        }
        await SettleAsync(queue, settlements, settler, cancellationToken);
    }

    private static DeadLetterInfo InfoOf(string queue, ServiceBusReceivedMessage message, Exception failure, DateTimeOffset now)
    {
        WorkMessageBody.TryRead(ReceivedMessages.Read(queue, message).Body.Span, out var work);
        var (kind, code) = failure is ConnectorException known ? (known.Kind, known.Code) : (FailureKind.Unknown, ErrorCodes.Unexpected);
        return new DeadLetterInfo(
            kind, code, failure is ConnectorException ? failure.Message : failure.GetType().Name,
            work is null or { Type: MessageTypes.WebhookNotification } ? null : work.Id, work?.OrderNumber, work?.CorrelationId, work?.FirstFailedAt ?? now);
    }

    private static int TimesPutBack(ServiceBusReceivedMessage message) =>
        !ReceivedMessages.IsFromErrorQueue(message) && message.ApplicationProperties.GetValueOrDefault(MessageProperty.PutBack) is int times ? times : 0;

    private async Task GiveBackAsync(string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler)
    {
        foreach (var message in messages)
        {
            try
            {
                await settler.AbandonAsync(message, CancellationToken.None);
            }
            catch (Exception e)
            {
                // Settled already, or its lock ends by itself.
                Log.NotGivenBack(log, e, queue);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(501, LogLevel.Warning, "{Count} messages of {Queue} lost their lock; they are delivered again")]
        public static partial void LocksLost(ILogger logger, int count, string queue);

        [LoggerMessage(502, LogLevel.Error, "Messages of {Queue} were not completed; they are delivered again when their locks expire")]
        public static partial void NotSettled(ILogger logger, Exception exception, string queue);

        [LoggerMessage(504, LogLevel.Debug, "A message of {Queue} was not released")]
        public static partial void NotGivenBack(ILogger logger, Exception exception, string queue);

        [LoggerMessage(503, LogLevel.Error, "{Count} messages of {Queue} could not be processed")]
        public static partial void NothingDecided(ILogger logger, Exception exception, string queue, int count);
    }
}
