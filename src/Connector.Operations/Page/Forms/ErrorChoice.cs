using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Operations.Page.Views;

namespace Connector.Operations.Page.Forms;

/// <summary>Which errors a form is about: those that were ticked, a group, or all that a filter shows.</summary>
internal sealed class ErrorChoice(ErrorReview review)
{
    public const string Ids = "ids";
    public const string Group = "group";
    public const string Filtered = "filtered";

    /// <summary>Null where nothing was chosen.</summary>
    public static RetrySelection? Selection(PageForm form)
    {
        if (form.Texts(Ids) is { Count: > 0 } ids) return new RetrySelection(ids);
        var filter = AttentionFilter.From(form.Text);
        return filter.Group is null && form.Text(Filtered) is null ? null : new RetrySelection(null, filter.Group, filter.Kind, filter.Code, filter.Order);
    }

    /// <summary>Empty where nothing was chosen, or nothing of it is there any more.</summary>
    public async Task<IReadOnlyCollection<string>> ReadAsync(PageForm form, CancellationToken cancellationToken)
    {
        if (Selection(form) is not { } selection) return [];
        if (selection.Ids is { } ids) return [.. ids];
        var tab = AttentionModel.TabFrom(form.Text("tab")) == AttentionTab.Snoozed ? ErrorTab.Snoozed : ErrorTab.Open;
        return [.. (await review.ListAsync(tab, selection.Group, new ErrorFilter(selection.Kind, selection.Code, selection.Order), ErrorReview.Most, cancellationToken)).Select(static found => found.Entry.Id)];
    }
}
