using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Page.Views;

/// <summary>What needs attention: groups with their cure; the errors of one group; what was snoozed, resolved and dismissed; and what came of a retry.</summary>
internal sealed class AttentionPage(ErrorReview review, IErrorCases cases, RetryOperations retries, IOptions<OperationsOptions> options) : IPageView
{
    private const int PageSize = 50;

    public string Path => "attention";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var (tab, filter) = (AttentionModel.TabFrom(request.Text("tab")), AttentionFilter.From(request.Text));
        // Looking moves it on.
        var retry = request.Text("retry") is { } id ? await retries.AdvanceAsync(id, cancellationToken) : await retries.AdvanceAsync(cancellationToken);
        AttentionModel model;
        if (tab == AttentionTab.Resolved)
        {
            var page = await cases.ListClosedAsync(request.Text("after"), PageSize, cancellationToken);
            model = new AttentionModel(tab, filter) { Closed = [.. page.Cases.Select(c => ClosedErrorView.From(c, options.Value))], Next = page.Next };
        }
        else
        {
            var shown = tab == AttentionTab.Snoozed ? ErrorTab.Snoozed : ErrorTab.Open;
            var found = await review.GroupAsync(shown, filter.ToErrors(), cancellationToken);
            model = new AttentionModel(tab, filter) { Groups = [.. found.Groups.Select(g => ErrorGroupView.From(g, options.Value))], Total = found.Total, IsCut = found.More };
            if (filter.Group is { } key) model = await WithErrorsAsync(model, shown, key, request.Text("after"), cancellationToken);
        }
        return PageContent.Create<AttentionView>("Needs attention", "attention", model with { IsLater = request.Text("after") is not null, Retry = retry is null ? null : RetryView.From(retry) });
    }

    private async Task<AttentionModel> WithErrorsAsync(AttentionModel model, ErrorTab tab, string key, string? after, CancellationToken cancellationToken)
    {
        var found = await review.ListAsync(tab, key, model.Filter.ToErrors() with { After = after }, PageSize + 1, cancellationToken);
        return model with
        {
            Groups = [.. model.Groups.Where(group => group.Key == key)],
            Errors = [.. found.Take(PageSize).Select(f => ErrorView.From(f.Entry, f.Case, options.Value))],
            Next = found.Count > PageSize ? found[PageSize - 1].Entry.Id : null
        };
    }
}

internal enum AttentionTab { Open, Snoozed, Resolved }

internal sealed record AttentionFilter(string? Group, FailureKind? Kind, string? Code, string? Order)
{
    /// <param name="text">Reads one field, of an address or of a form.</param>
    public static AttentionFilter From(Func<string, string?> text) => new(
        text("group"), Enum.TryParse<FailureKind>(text("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null, text("code"), text("order"));

    public bool IsSet => Kind is not null || Code is not null || Order is not null;

    public ErrorFilter ToErrors() => new(Kind, Code, Order);
}

/// <param name="Filter">What is asked for.</param>
internal sealed record AttentionModel(AttentionTab Tab, AttentionFilter Filter)
{
    public IReadOnlyList<ErrorGroupView> Groups { get; init; } = [];
    public int Total { get; init; }

    /// <summary>There are more than were looked at.</summary>
    public bool IsCut { get; init; }

    /// <summary>Of one group; null where groups are shown.</summary>
    public IReadOnlyList<ErrorView>? Errors { get; init; }
    public IReadOnlyList<ClosedErrorView> Closed { get; init; } = [];
    public string? Next { get; init; }
    public bool IsLater { get; init; }

    /// <summary>The one that is asked for, or that runs.</summary>
    public RetryView? Retry { get; init; }

    public static AttentionTab TabFrom(string? text) => Enum.TryParse<AttentionTab>(text, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : AttentionTab.Open;

    public static readonly IReadOnlyList<(string Value, string Text)> Kinds = [("", "Any"), .. Enum.GetValues<FailureKind>().Select(static kind => (kind.ToString(), DisplayNames.Reason(kind)))];
}
