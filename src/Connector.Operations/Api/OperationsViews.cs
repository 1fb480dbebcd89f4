using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

// The responses of the API: camelCase, null members written; instants UTC.

/// <param name="Status">A word of <see cref="HealthStatus"/>; anything but "running" comes with 503.</param>
/// <param name="Reason">Why it is not running, in one sentence; null while it is.</param>
/// <param name="Problems">All problems, one sentence each.</param>
/// <param name="Errors">Messages in the error queue, all queues together.</param>
/// <param name="Orders">Sync rows by status, as they were when they were counted.</param>
/// <param name="OrdersCountedAt">Null before the first count.</param>
/// <param name="Promises">What the list of orders says; null before the first count.</param>
internal sealed record HealthView(
    string Status, string? Reason, IReadOnlyList<string> Problems, DateTimeOffset At, IReadOnlyList<TimerView> Timers, IReadOnlyList<QueueView> Queues, long Errors,
    IReadOnlyList<RateView> Rates, IReadOnlyList<PausedFlow> PausedFlows, IReadOnlyList<CursorView> Cursors, IReadOnlyDictionary<string, long> Orders,
    DateTimeOffset? OrdersCountedAt, PromiseView? Promises)
{
    /// <summary>Null where the host has no rules.</summary>
    public RulesView? Rules { get; init; }

    /// <summary>Rules that cannot be used are a problem, though the others stay in force.</summary>
    public HealthView With(RulesStatus? rules)
    {
        if (rules?.Loaded is not { } loaded) return this;
        var view = this with { Rules = RulesView.From(rules.File, loaded, rules.Refused) };
        if (rules.Refused is null) return view;
        var problem = $"The rules in {view.Rules.File} cannot be used; those of {loaded.At:u} ({loaded.Version.ShortHash}) stay in force. {rules.Refused.Problems[0]}";
        return Status == HealthStatus.Running
            ? view with { Status = HealthStatus.Failing, Reason = problem, Problems = [problem] }
            : view with { Problems = [.. Problems, problem] };
    }

    public static HealthView Unreadable(DateTimeOffset at, IReadOnlyList<TimerView> timers)
    {
        const string reason = "The connector's own store did not respond. See the log.";
        return new HealthView(HealthStatus.Unreadable, reason, [reason], at, timers, [], 0, [], [], [], new Dictionary<string, long>(StringComparer.Ordinal), null, null);
    }
}

/// <param name="File">Null without one.</param>
/// <param name="Rules">How many there are.</param>
/// <param name="Refused">The present content of the file; null while it is in force.</param>
internal sealed record RulesView(string? File, string Hash, DateTimeOffset LoadedAt, int Rules, RefusedRules? Refused)
{
    public static RulesView From(string? file, LoadedRules loaded, RefusedRules? refused) => new(file is null ? null : Path.GetFileName(file), loaded.Version.Hash, loaded.At, loaded.Count, refused);
}

/// <param name="Breached">Orders with a promise that has ended and is not kept.</param>
/// <param name="Soon">Orders with one that ends within Promises:SoonMinutes.</param>
/// <param name="Open">Open orders by where they stand.</param>
internal sealed record PromiseView(long Breached, long Soon, long NeedsAttention, IReadOnlyDictionary<string, long> Open)
{
    public static PromiseView From(OrderIndexCounts counts) =>
        new(counts.Breached, counts.Soon, counts.NeedsAttention, counts.Open.ToDictionary(static c => c.Key.ToString(), static c => c.Value, StringComparer.Ordinal));
}

/// <param name="State">running, stale or failing.</param>
/// <param name="PeriodSeconds">The longest time between two ticks; null where its schedule cannot be read.</param>
/// <param name="StartedAt">Later than <paramref name="EndedAt"/> while a run is under way.</param>
/// <param name="Failure">The last one, even when a run succeeded since.</param>
/// <param name="Accounts">Those that the timer reports by themselves.</param>
internal sealed record TimerView(
    string Name, string State, double? PeriodSeconds, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, DateTimeOffset? SucceededAt, DateTimeOffset? FailedAt, string? Failure,
    IReadOnlyList<AccountRunView> Accounts);

internal sealed record AccountRunView(
    string Account, string State, DateTimeOffset? EndedAt, DateTimeOffset? SucceededAt, DateTimeOffset? FailedAt, string? Failure);

/// <param name="Locked">In progress.</param>
/// <param name="Failed">In the error queue of this queue.</param>
internal sealed record QueueView(string Name, long Ready, long Scheduled, long Locked, long Failed, DateTimeOffset? NextDueAt);

/// <param name="Limit">Calls in a window; 0 means unlimited.</param>
internal sealed record RateView(string Account, int Limit, int Used, DateTimeOffset EndsAt);

/// <param name="Flow">A queue, or the part of it that needs one account ("orders:eu"); the name to resume it by.</param>
/// <param name="Account">Null for a whole queue.</param>
/// <param name="Until">Null: until someone resumes it.</param>
internal sealed record PausedFlow(string Flow, string? Account, string Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <param name="UpdatedAt">Null before the first run.</param>
/// <param name="CaughtUpAt">When the poll last came to its end; null for the pull.</param>
/// <param name="AgeSeconds">Of <paramref name="CaughtUpAt"/>; for the pull of <paramref name="UpdatedAt"/>.</param>
internal sealed record CursorView(string Name, DateTimeOffset? UpdatedAt, DateTimeOffset? CaughtUpAt, long? AgeSeconds, bool Stale);

internal sealed record RunList(IReadOnlyList<RunView> Runs);
internal sealed record RunView(DateTimeOffset At, string Text, string? Code, string? CorrelationId);

internal sealed record ErrorList(IReadOnlyList<ErrorView> Errors, bool More);

/// <param name="Work">What the message asks for, in words.</param>
/// <param name="Reason">Kind and code in words.</param>
internal sealed record ErrorView(
    string Id, string Queue, string MessageType, string Work, FailureKind Kind, string Code, string Reason, string Description, string? OrderId, string? OrderNumber, string? CorrelationId,
    DateTimeOffset FirstFailedAt, DateTimeOffset MovedToErrorsAt, int Attempts)
{
    /// <summary>What was done about it; null where nothing was.</summary>
    public ErrorHistoryView? History { get; init; }

    /// <summary>What to do about it; null for a code that is not ours.</summary>
    public string? Cure { get; init; }
    public VendorLinks? Links { get; init; }

    public static ErrorView From(ErrorQueueEntry entry, ErrorCase known, OperationsOptions options) => From(entry) with
    {
        FirstFailedAt = known.FirstFailedAt, History = ErrorHistoryView.From(known), Cure = ErrorGuide.CureOf(entry.Info.Code), Links = VendorLinks.From(options, entry.Info.OrderId, entry.Info.OrderNumber)
    };

    public static ErrorView From(ErrorQueueEntry entry) => new(
        entry.Id, entry.Queue, entry.MessageType, DisplayNames.Work(entry.MessageType), entry.Info.Kind, entry.Info.Code,
        DisplayNames.Reason(entry.Info.Kind, entry.Info.Code), entry.Info.Description, entry.Info.OrderId, entry.Info.OrderNumber,
        entry.Info.CorrelationId, entry.Info.FirstFailedAt, entry.DeadAt, entry.DeliveryCount);
}

/// <param name="Failures">How often it went to the error queue.</param>
internal sealed record ErrorHistoryView(int Failures, int Retries, DateTimeOffset? LastRetriedAt, DateTimeOffset? SnoozedUntil, string? Note, string? Assignee, string? By)
{
    public static ErrorHistoryView From(ErrorCase known) => new(known.Failures, known.Retries, known.LastRetriedAt, known.SnoozedUntil, known.Note, known.Assignee, known.By);
}

/// <param name="Body">The message as it came, cut after 64 KB.</param>
internal sealed record ErrorDetail(ErrorView Error, CutText Body)
{
    public static ErrorDetail From(ErrorQueueEntry entry, ErrorCase known, OperationsOptions options) => new(ErrorView.From(entry, known, options), CutText.From(entry.Body));
}

/// <summary>{"ids": [...]}, {"group": "..."} or {"all": true}; who it is, and why.</summary>
internal sealed record ErrorSelection(IReadOnlyList<string>? Ids, bool? All, string? Group = null, string? By = null, string? Reason = null);

internal sealed record Retried(int Count);
internal sealed record Dismissed(int Count);

/// <param name="WasPaused">False when neither the flow nor an account of it was paused.</param>
/// <param name="Flows">What was paused and goes on: the flow, accounts of it.</param>
/// <param name="Messages">How many messages that waited are due now.</param>
internal sealed record Resumed(string Flow, bool WasPaused, IReadOnlyList<string> Flows, int Messages)
{
    public static Resumed From(string flow, ResumedWork work) => new(flow, work.Flows.Count > 0, work.Flows, work.Messages);
}

/// <param name="Length">Of the whole text, in characters.</param>
internal sealed record CutText(string Text, int Length)
{
    public const int Max = 64 * 1024;

    public static CutText From(string text) => new(text.Length <= Max ? text : text[..Max], text.Length);
}
