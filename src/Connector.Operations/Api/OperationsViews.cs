using Connector.Core.Errors;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

// What the API answers, camelCase, null members written; instants UTC.

/// <param name="Status">"running", or "paused" while a flow stands still.</param>
/// <param name="Errors">Messages in the error queue, all queues together.</param>
/// <param name="Orders">Sync rows by status.</param>
internal sealed record HealthView(
    string Status, DateTimeOffset At, IReadOnlyList<QueueView> Queues, long Errors, IReadOnlyList<RateView> Rates, IReadOnlyList<PausedFlow> PausedFlows,
    IReadOnlyList<CursorView> Cursors, IReadOnlyDictionary<string, long> Orders);

internal sealed record QueueView(string Name, long Ready, long Scheduled, long Locked, long Dead, DateTimeOffset? NextDueAt);

/// <param name="Limit">Calls in a window; 0 means unlimited.</param>
internal sealed record RateView(string Account, int Limit, int Used, DateTimeOffset EndsAt);

/// <param name="Flow">A queue, or the part of it that needs one account ("orders:eu"); the name to resume it by.</param>
/// <param name="Account">Null for a whole queue.</param>
/// <param name="Until">Null: until someone resumes it.</param>
internal sealed record PausedFlow(string Flow, string? Account, string Reason, DateTimeOffset Since, DateTimeOffset? Until);

/// <param name="UpdatedAt">Null before the first run.</param>
internal sealed record CursorView(string Name, DateTimeOffset? UpdatedAt, long? AgeSeconds);

internal sealed record RunList(IReadOnlyList<RunView> Runs);
internal sealed record RunView(DateTimeOffset At, string Text, string? Code, string? CorrelationId);

internal sealed record ErrorList(IReadOnlyList<ErrorView> Errors, bool More);

internal sealed record ErrorView(
    string Id, string Queue, string MessageType, FailureKind Kind, string Code, string Description, string? OrderId, string? OrderNumber, string? CorrelationId,
    DateTimeOffset FirstFailedAt, DateTimeOffset DeadAt, int DeliveryCount)
{
    public static ErrorView Of(DeadMessage dead) => new(
        dead.Id, dead.Queue, dead.MessageType, dead.Info.Kind, dead.Info.Code, dead.Info.Description, dead.Info.OrderId, dead.Info.OrderNumber,
        dead.Info.CorrelationId, dead.Info.FirstFailedAt, dead.DeadAt, dead.DeliveryCount);
}

/// <param name="Body">The message as it came, cut after 64 KB.</param>
internal sealed record ErrorDetail(ErrorView Error, CutText Body)
{
    public static ErrorDetail Of(DeadMessage dead) => new(ErrorView.Of(dead), CutText.Of(dead.Body));
}

/// <summary>{"ids": [...]} or {"all": true}.</summary>
internal sealed record ErrorSelection(IReadOnlyList<string>? Ids, bool? All);

internal sealed record Replayed(int Count);
internal sealed record Discarded(int Count);

/// <param name="WasPaused">False when the flow ran anyway.</param>
internal sealed record Resumed(string Flow, bool WasPaused);

/// <param name="Length">Of the whole text, in characters.</param>
internal sealed record CutText(string Text, int Length)
{
    public const int Max = 64 * 1024;

    public static CutText Of(string text) => new(text.Length <= Max ? text : text[..Max], text.Length);
}
