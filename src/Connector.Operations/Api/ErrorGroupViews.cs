using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Operations.Api;

/// <param name="Total">Errors in all groups.</param>
/// <param name="More">True when there are more than were looked at.</param>
internal sealed record ErrorGroupsView(IReadOnlyList<ErrorGroupView> Groups, int Total, bool More);

/// <summary>Errors with one cause.</summary>
/// <param name="Key">Names the group in other requests, as long as it has errors.</param>
/// <param name="Work">What the messages ask for, in words.</param>
/// <param name="Reason">Kind and code in words.</param>
/// <param name="Cause">What the errors say, without what differs from order to order.</param>
/// <param name="Meaning">What the code means.</param>
/// <param name="Cure">What to do about it; null for a code that is not ours.</param>
/// <param name="FailedAgain">How many were retried and came back.</param>
/// <param name="Sample">A few of them, the oldest.</param>
internal sealed record ErrorGroupView(
    string Key, string MessageType, string Work, FailureKind Kind, string Code, string Reason, string Cause, string? Meaning, string? Cure, int Count, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt,
    int FailedAgain, DateTimeOffset? LastRetriedAt, IReadOnlyList<string> Assignees, IReadOnlyList<ErrorSampleView> Sample)
{
    public static ErrorGroupView From(ErrorGroup group, OperationsOptions options) => new(
        group.Key, group.MessageType, DisplayNames.Work(group.MessageType), group.Kind, group.Code, DisplayNames.Reason(group.Kind, group.Code), group.Cause, ErrorGuide.CauseOf(group.Code),
        ErrorGuide.CureOf(group.Code), group.Count, group.FirstFailedAt, group.LastFailedAt, group.FailedAgain, group.LastRetriedAt, group.Assignees,
        [.. group.Sample.Select(e => new ErrorSampleView(e.Id, e.Info.OrderId, e.Info.OrderNumber, e.Info.Description, VendorLinks.From(options, e.Info.OrderId, e.Info.OrderNumber)))]);
}

internal sealed record ErrorSampleView(string Id, string? OrderId, string? OrderNumber, string Description, VendorLinks Links);

/// <param name="Next">Ask for the next page with it (`after`); null when there are no more.</param>
internal sealed record ClosedErrors(IReadOnlyList<ClosedErrorView> Errors, string? Next);

/// <summary>An error that was resolved or dismissed.</summary>
/// <param name="Key">Names it in `POST /api/errors/undo`.</param>
/// <param name="By">Who dismissed or retried it; null for the connector.</param>
/// <param name="CanUndo">It was dismissed, and its message is kept.</param>
internal sealed record ClosedErrorView(
    string Key, ErrorCaseState State, string Work, string Code, string Description, string? OrderId, string? OrderNumber, DateTimeOffset FirstFailedAt, DateTimeOffset LastFailedAt, int Failures, int Retries,
    DateTimeOffset? ClosedAt, string? Reason, string? By, string? Note, string? Assignee, bool CanUndo, VendorLinks Links)
{
    public static ClosedErrorView From(ErrorCase known, OperationsOptions options) => new(
        known.Key, known.State, DisplayNames.Work(known.Work), known.Code, known.Description, known.OrderId, known.OrderNumber, known.FirstFailedAt, known.LastFailedAt, known.Failures, known.Retries,
        known.ClosedAt, known.Reason, known.By, known.Note, known.Assignee, known is { State: ErrorCaseState.Dismissed, Body: not null }, VendorLinks.From(options, known.OrderId, known.OrderNumber));
}

/// <summary>{"ids": [...]} or {"group": "..."}, and what is wished: until when it is snoozed, the note, who it is assigned to. Null takes it away.</summary>
internal sealed record ErrorWish(IReadOnlyList<string>? Ids, string? Group, DateTimeOffset? Until, string? Note, string? To, string? By);

/// <summary>{"keys": [...]}: of errors that were dismissed.</summary>
internal sealed record UndoWish(IReadOnlyList<string>? Keys, string? By);

internal sealed record ErrorsChanged(int Count);
