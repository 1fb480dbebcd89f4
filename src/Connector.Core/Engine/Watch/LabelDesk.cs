using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with labels: approve, dismiss, void, release, ask for another one. Each is noted in the label with who and when, and in the history of its order. Doing it
/// twice is harmless. Nothing is bought here: an approved label is due, and the flow buys it within the caps.
/// </summary>
public sealed class LabelDesk(ILabelStore labels, IErrorQueue errors, IFlowPauses pauses, IJournal journal, TimeProvider clock)
{
    private const int PageSize = 500;
    private const int MostRounds = 3;

    /// <summary>By time of creation, the newest first.</summary>
    public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken) => labels.ListAsync(filter, after, take, cancellationToken);

    /// <summary>Null when there is none of this id.</summary>
    public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) => labels.FindAsync(id, cancellationToken);

    public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken) => labels.CountAsync(cancellationToken);

    /// <summary>
    /// Buys these at the price that was seen, or voids those whose void is proposed. Also what was refused, dismissed, or kept back after a void: it is released. A bought
    /// label that cost more than expected may be printed afterwards. Returns how many it concerned.
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

    /// <summary>
    /// For purchases whose outcome no reading could settle: somebody made sure that there is no label, and the order is decided anew. The money of the lost purchase stays set
    /// aside. Returns how many it concerned.
    /// </summary>
    public Task<int> ReleaseAsync(IReadOnlyCollection<string> ids, string who, CancellationToken cancellationToken) => ApplyAsync(ids, who, DeskAction.Release, cancellationToken);

    /// <summary>Another label for parts whose label was voided: decided by the rules as the first was. Returns how many are new.</summary>
    public Task<int> AskForAnotherAsync(IReadOnlyCollection<string> ids, string who, CancellationToken cancellationToken) => ApplyAsync(ids, who, DeskAction.Another, cancellationToken);

    /// <summary>What <see cref="DeskActions"/> allows for a label now, as the verbs of page and command line.</summary>
    public static IReadOnlyList<string> ActionsFor(LabelRow row, DateTimeOffset now) =>
        [.. Enum.GetValues<DeskAction>().Where(action => DeskActions.Apply(row, action, "-", now) is not null).Select(static action => action.ToString().ToLowerInvariant())];

    /// <summary>The kill switch: no purchase begins after it, until somebody resumes. What is under way is settled then.</summary>
    /// <param name="account">Null for all accounts.</param>
    public async Task PauseAsync(string? account, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        var now = clock.GetUtcNow();
        await pauses.PauseAsync(FlowOf(account), new FlowPause($"paused by {who}", now, null), cancellationToken);
        await journal.AppendAsync([new JournalEntry(now, JournalKind.Run, null, null, $"Labels{In(account)}: paused by {who}")], cancellationToken);
    }

    /// <summary>False when it was not paused.</summary>
    /// <param name="account">Null for all accounts.</param>
    public async Task<bool> ResumeAsync(string? account, string who, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(who);
        if (await pauses.GetAsync(FlowOf(account), cancellationToken) is null) return false;
        await pauses.ResumeAsync(FlowOf(account), cancellationToken);
        await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Run, null, null, $"Labels{In(account)}: resumed by {who}")], cancellationToken);
        return true;
    }

    /// <param name="account">Null for all.</param>
    public static string FlowOf(string? account) => account is null ? QueueNames.Labels : FlowNames.Create(QueueNames.Labels, account);

    private static string In(string? account) => account is null ? "" : $" of {account}";

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
            if (action is DeskAction.Dismiss or DeskAction.Release) await ResolveAsync(row.OrderId, cancellationToken);
            return new JournalEntry(now, JournalKind.Decision, row.OrderId, row.OrderNumber, $"{MessageTypes.Describe(MessageTypes.BuyLabel)}: {next.Text} by {who}")
            {
                Events = [new OrderEvent(OrderEventKind.Handled, OrderActor.Person, $"{MessageTypes.Describe(MessageTypes.BuyLabel)}: {next.Text}") { By = who }]
            };
        }
        return null;
    }

    /// <summary>The error goes with the last label of the order that it can be about.</summary>
    private async Task ResolveAsync(string orderId, CancellationToken cancellationToken)
    {
        var others = await labels.GetAsync([orderId], cancellationToken);
        if (others.Any(static row => row.State == LabelState.Refused || DeskActions.IsLocked(row))) return;
        await errors.ResolveAsync(MessageTypes.BuyLabel, [orderId], cancellationToken);
    }
}

/// <summary>What somebody said about a label.</summary>
internal enum DeskAction { Approve, Dismiss, Void, Release, Another }

/// <summary>Pure: what it makes of a label.</summary>
internal static class DeskActions
{
    /// <summary>Null where it does not apply: what is being bought cannot be dismissed, and what is bought is voided, not dismissed.</summary>
    public static (LabelRow Row, string Text)? Apply(LabelRow row, DeskAction action, string who, DateTimeOffset now) => (action, row.State) switch
    {
        (DeskAction.Approve, LabelState.Proposed or LabelState.Refused or LabelState.Dismissed or LabelState.Waiting) =>
            (Decided(row, who, now) with { State = LabelState.Approved, DueAt = now, WaitsSince = null, Code = null, Reason = null }, "label approved"),
        (DeskAction.Approve, LabelState.VoidProposed) => (Asked(row, who, now), "void approved"),
        (DeskAction.Approve, LabelState.Bought) when row.Code == LabelCodes.CostAboveQuote => (Decided(row, who, now) with { Code = null, Reason = null }, "cost of the label accepted"),
        (DeskAction.Dismiss, LabelState.Proposed or LabelState.Refused or LabelState.Waiting or LabelState.Approved) =>
            (Decided(row, who, now) with { State = LabelState.Dismissed, DueAt = null }, "label dismissed"),
        (DeskAction.Dismiss, LabelState.VoidProposed) => (Decided(row, who, now) with { State = LabelState.Bought, DueAt = null }, "void dismissed"),
        // What no reading could settle: somebody looked and says that there is no label of ours. The money stays set aside.
        (DeskAction.Dismiss, LabelState.Unknown) when IsLocked(row) => (Decided(row, who, now) with { State = LabelState.Dismissed }, "label dismissed"),
        (DeskAction.Release, LabelState.Unknown) when IsLocked(row) =>
            (Decided(row, who, now) with { State = LabelState.Waiting, DueAt = now, WaitsSince = null, Reservation = null, Code = null, Reason = null }, "label released"),
        (DeskAction.Another, LabelState.Voided) => (Next(row, who, now), "another label asked for"),
        (DeskAction.Void, LabelState.Bought or LabelState.VoidProposed) => (Asked(row, who, now), "void requested"),
        _ => null
    };

    /// <summary>A purchase that no reading could settle.</summary>
    public static bool IsLocked(LabelRow row) => row is { State: LabelState.Unknown, DueAt: null };

    private static LabelRow Next(LabelRow row, string who, DateTimeOffset now) => new()
    {
        Id = LabelCandidate.NextId(row.Id), OrderId = row.OrderId, OrderNumber = row.OrderNumber, OrderKey = row.OrderKey, Account = row.Account, ShippingOrderId = row.ShippingOrderId,
        ShippingNumber = row.ShippingNumber, Location = row.Location, State = LabelState.Waiting, DueAt = now, DecidedBy = who, DecidedAt = now, CreatedAt = now, UpdatedAt = now
    };

    private static LabelRow Decided(LabelRow row, string who, DateTimeOffset now) => row with { DecidedBy = who, DecidedAt = now, UpdatedAt = now };

    private static LabelRow Asked(LabelRow row, string who, DateTimeOffset now) =>
        Decided(row, who, now) with { State = LabelState.Voiding, DueAt = now, Void = new LabelVoid(now, null, null, null) };
}
