using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Moves back how far a flow has read, so that what came since is read once more. That is safe: what is known in its present version is not queued again, and handlers decide on what is there. Never moves ahead.
/// </summary>
public sealed class FlowRewind(ICursorStore cursors, IShippingAccounts accounts, IJournal journal, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>The cursors of a flow: "orders", "shipments", "shipments:eu". Empty for what has none.</summary>
    public IReadOnlyList<CursorName> Find(string flow)
    {
        var (queue, account) = (FlowNames.QueueOf(flow), FlowNames.AccountOf(flow));
        if (FlowNames.IsDrain(flow) || FlowNames.LocationOf(flow) is not null) return [];
        if (queue == QueueNames.Orders) return account is null ? [CursorName.OrdersPull] : [];
        return queue != QueueNames.Shipments || (account is not null && !accounts.Names.Contains(account, StringComparer.Ordinal)) ? [] : [.. CursorName.ListMoved(account is null ? accounts.Names : [account]).Where(static c => c != CursorName.OrdersPull)];
    }

    /// <summary>Those that were moved; a cursor that stands before already, and one that was never set, stays.</summary>
    public async Task<IReadOnlyList<RewoundCursor>> RewindAsync(string flow, DateTimeOffset to, string who, CancellationToken cancellationToken)
    {
        var moved = new List<RewoundCursor>();
        foreach (var name in Find(flow))
            if (await RewindAsync(name, to, cancellationToken) is { } from) moved.Add(new RewoundCursor(name.Text, from, to));
        if (moved.Count > 0) await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Run, null, null, $"{flow}: read again from {to:u} on, by {who}")], cancellationToken);
        return moved;
    }

    /// <summary>Where it was; null when it stays.</summary>
    private async Task<DateTimeOffset?> RewindAsync(CursorName name, DateTimeOffset to, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await cursors.GetAsync(name, cancellationToken) is not { } stored || Rewind(name, stored.Value, to) is not ({ } value, var from)) return null;
            if (await cursors.TrySetAsync(name, value, stored.ETag, cancellationToken)) return from;
        }
        throw new ConnectorException(FailureKind.Conflict, ErrorCodes.VersionConflict, $"The position of {name} moves all the time. Pause the flow, or try again.");
    }

    /// <summary>Pure: the cursor as it should be, and where it was; null where it stands before already.</summary>
    internal static (string Value, DateTimeOffset From)? Rewind(CursorName name, string value, DateTimeOffset to)
    {
        if (name == CursorName.OrdersPull)
            return PullCursor.Read(value) is { } pull && pull.LastModifiedAt > to ? (new PullCursor(to, "").Write(), pull.LastModifiedAt) : null;
        // What was seen since counts as not seen, and no pass that is under way goes on.
        return PollCursor.Read(value) is { } poll && poll.Frontier > to ? (new PollCursor(to, DateTimeOffset.MinValue, Instants.Earlier(poll.CaughtUpAt, to)).Write(), poll.Frontier) : null;
    }
}

/// <param name="From">Where it was.</param>
public sealed record RewoundCursor(string Name, DateTimeOffset From, DateTimeOffset To);
