using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with flows: pause, resume, look. Resuming also makes due now what waits for the end of the pause. Everything may be done twice, and is in the journal.
/// </summary>
public sealed class FlowDesk(IFlowPauses pauses, IWorkQueue queue, IShippingAccounts accounts, IJournal journal, TimeProvider clock, ShippingLocations? locations = null)
{
    private static readonly string[] s_drained = [QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels];

    /// <summary>Messages of the batch that was refused wait a little longer than the pause.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromMinutes(1);

    /// <summary>True for a queue, a queue with a configured account ("orders:eu"), orders of a location ("orders@berlin"), and what can be drained ("drain-orders").</summary>
    public bool IsFlow(string flow) => Flows.Contains(flow, StringComparer.Ordinal);

    /// <summary>What is paused now, whole queues first.</summary>
    public async Task<IReadOnlyList<PausedWork>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<PausedWork>();
        var now = clock.GetUtcNow();
        foreach (var flow in Flows)
            if (await pauses.GetAsync(flow, cancellationToken) is { } pause && !pause.IsOver(now)) found.Add(new PausedWork(flow, pause));
        return found;
    }

    /// <summary>Until somebody resumes it. What is under way is settled; what waits stays in the queue and costs no attempt.</summary>
    public async Task PauseAsync(string flow, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var now = clock.GetUtcNow();
        await pauses.PauseAsync(flow, new FlowPause($"paused by {who}", now, null), cancellationToken);
        await NoteAsync(flow, $"paused by {who}", cancellationToken);
    }

    /// <summary>The flow and, of a whole queue, each of its accounts. Lists what was paused; empty when nothing was.</summary>
    public async Task<ResumedWork> ResumeAsync(string flow, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var concerned = (await ListAsync(cancellationToken)).Where(paused => paused.Flow == flow || (FlowNames.AccountOf(flow) is null && FlowNames.QueueOf(paused.Flow) == flow));
        return await ResumeAsync([.. concerned], $"resumed by {who}", cancellationToken);
    }

    /// <summary>Ends the pauses that began with credentials which are not in use any longer. For the start of a process.</summary>
    public async Task<ResumedWork> EndOutdatedAsync(CancellationToken cancellationToken)
    {
        if (pauses is not CredentialPauses remembered) return ResumedWork.Nothing;
        var outdated = new List<PausedWork>();
        foreach (var flow in Flows)
            if (await remembered.FindOutdatedAsync(flow, cancellationToken) is { } pause) outdated.Add(new PausedWork(flow, pause));
        return await ResumeAsync(outdated, "the credentials changed: the pause is over", cancellationToken);
    }

    /// <summary>Whole queues with their accounts, then locations, then what can be drained.</summary>
    public IEnumerable<string> Flows =>
    [
        .. FlowNames.All(QueueNames.All, accounts.Names), .. (locations?.GroupKeys ?? []).Select(static key => FlowNames.CreateAt(QueueNames.Orders, key)),
        .. s_drained.Select(FlowNames.CreateDrain)
    ];

    private async Task<ResumedWork> ResumeAsync(IReadOnlyList<PausedWork> paused, string what, CancellationToken cancellationToken)
    {
        var messages = 0;
        foreach (var one in paused)
        {
            await pauses.ResumeAsync(one.Flow, cancellationToken);
            var waiting = clock.GetUtcNow() + Attempts.PauseAfterUnauthorized;
            messages += await queue.MakeDueAsync(FlowNames.QueueOf(one.Flow), (one.Pause.Until is { } end && end > waiting ? end : waiting) + s_slack, cancellationToken);
            await NoteAsync(one.Flow, what, cancellationToken);
        }
        return new ResumedWork([.. paused.Select(static one => one.Flow)], messages);
    }

    private Task NoteAsync(string flow, string what, CancellationToken cancellationToken) =>
        journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Run, null, null, $"{flow}: {what}")], cancellationToken);
}

public sealed record PausedWork(string Flow, FlowPause Pause);

/// <param name="Flows">What was paused and goes on.</param>
/// <param name="Messages">How many messages that waited are due now.</param>
public sealed record ResumedWork(IReadOnlyList<string> Flows, int Messages)
{
    public static readonly ResumedWork Nothing = new([], 0);
}
