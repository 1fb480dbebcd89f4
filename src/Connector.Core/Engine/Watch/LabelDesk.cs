using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with labels: approve, dismiss, void. Each is noted in the label with who and when, and in the history of its order. Doing it twice is harmless. Nothing is
/// bought here: an approved label is due, and the flow buys it within the caps.
/// </summary>
public sealed class LabelDesk(ILabelStore labels, IJournal journal, TimeProvider clock)
{
    private const int PageSize = 500;
    private const int MostRounds = 3;

    /// <summary>By time of creation, the newest first.</summary>
    public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken) => labels.ListAsync(filter, after, take, cancellationToken);

    /// <summary>Null when there is none of this id.</summary>
    public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) => labels.FindAsync(id, cancellationToken);

    public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken) => labels.CountAsync(cancellationToken);

    /// <summary>
    /// Buys these at the price that was seen, or voids those whose void is proposed. Also what was refused, dismissed, or kept back after a void: it is released. Returns how
    /// many it concerned.
    /// </summary>
    public Task<int> ApproveAsync(IReadOnlyCollection<string> ids, string who, CancellationToken cancellationToken) => ApplyAsync(ids, who, DeskAction.Approve, cancellationToken);

    /// <summary>All proposals that match now. Returns how many.</summary>
    public async Task<int> ApproveAllAsync(LabelFilter filter, string who, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = await labels.ListAsync(filter with { State = LabelState.Proposed }, after, PageSize, cancellationToken);
            ids.AddRange(page.Rows.Select(static row => row.Id));
            after = page.Next;
        }
        while (after is not null);
        return await ApproveAsync(ids, who, cancellationToken);
    }

    /// <summary>No label for these, or no void. Returns how many it concerned.</summary>
    public Task<int> DismissAsync(IReadOnlyCollection<string> ids, string who, CancellationToken cancellationToken) => ApplyAsync(ids, who, DeskAction.Dismiss, cancellationToken);

    /// <summary>Voids these labels that we bought. Returns how many it concerned.</summary>
    public Task<int> VoidAsync(IReadOnlyCollection<string> ids, string who, CancellationToken cancellationToken) => ApplyAsync(ids, who, DeskAction.Void, cancellationToken);

    private async Task<int> ApplyAsync(IReadOnlyCollection<string> ids, string who, DeskAction action, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var history = new List<JournalEntry>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
            if (await ApplyAsync(id, who, action, cancellationToken) is { } entry) history.Add(entry);
        if (history.Count > 0) await journal.AppendAsync(history, cancellationToken);
        return history.Count;
    }

    private async Task<JournalEntry?> ApplyAsync(string id, string who, DeskAction action, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var now = clock.GetUtcNow();
            if (await labels.FindAsync(id, cancellationToken) is not { } row || DeskActions.Apply(row, action, who, now) is not { } next) return null;
            if ((await labels.WriteAsync([next.Row], cancellationToken))[0] is null) continue;
            return new JournalEntry(now, JournalKind.Decision, row.OrderId, row.OrderNumber, $"{MessageTypes.Describe(MessageTypes.BuyLabel)}: {next.Text} by {who}");
        }
        return null;
    }
}

/// <summary>What somebody said about a label.</summary>
internal enum DeskAction { Approve, Dismiss, Void }

/// <summary>Pure: what it makes of a label.</summary>
internal static class DeskActions
{
    /// <summary>Null where it does not apply: what is being bought cannot be dismissed, and what is bought is voided, not dismissed.</summary>
    public static (LabelRow Row, string Text)? Apply(LabelRow row, DeskAction action, string who, DateTimeOffset now) => (action, row.State) switch
    {
        (DeskAction.Approve, LabelState.Proposed or LabelState.Refused or LabelState.Dismissed or LabelState.Waiting) =>
            (Decided(row, who, now) with { State = LabelState.Approved, DueAt = now, WaitsSince = null, Code = null, Reason = null }, "label approved"),
        (DeskAction.Approve, LabelState.VoidProposed) => (Asked(row, who, now), "void approved"),
        (DeskAction.Dismiss, LabelState.Proposed or LabelState.Refused or LabelState.Waiting or LabelState.Approved) =>
            (Decided(row, who, now) with { State = LabelState.Dismissed, DueAt = null }, "label dismissed"),
        (DeskAction.Dismiss, LabelState.VoidProposed) => (Decided(row, who, now) with { State = LabelState.Bought, DueAt = null }, "void dismissed"),
        // What no reading could settle: somebody looked and says that there is no label of ours. The money stays set aside.
        (DeskAction.Dismiss, LabelState.Unknown) when row.DueAt is null => (Decided(row, who, now) with { State = LabelState.Dismissed }, "label dismissed"),
        (DeskAction.Void, LabelState.Bought or LabelState.VoidProposed) => (Asked(row, who, now), "void requested"),
        _ => null
    };

    private static LabelRow Decided(LabelRow row, string who, DateTimeOffset now) => row with { DecidedBy = who, DecidedAt = now, UpdatedAt = now };

    private static LabelRow Asked(LabelRow row, string who, DateTimeOffset now) =>
        Decided(row, who, now) with { State = LabelState.Voiding, DueAt = now, Void = new LabelVoid(now, null, null, null) };
}
