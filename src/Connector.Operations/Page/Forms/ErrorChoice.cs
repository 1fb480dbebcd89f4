using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Page.Forms;

/// <summary>Which errors a form is about: those that were ticked, a group, or all that a filter shows.</summary>
internal sealed class ErrorChoice(ErrorReview review)
{
    public const string Ids = "ids";
    public const string Group = "group";
    public const string Filtered = "filtered";

    /// <summary>Empty where nothing was chosen, or nothing of it is there any more.</summary>
    public async Task<IReadOnlyCollection<string>> ReadAsync(PageForm form, CancellationToken cancellationToken)
    {
        if (form.Texts(Ids) is { Count: > 0 } ids) return ids;
        var group = form.Text(Group);
        if (group is null && form.Text(Filtered) is null) return [];
        var kind = Enum.TryParse<FailureKind>(form.Text("kind"), out var parsed) ? parsed : (FailureKind?)null;
        var tab = Enum.TryParse<ErrorTab>(form.Text("tab"), ignoreCase: true, out var named) ? named : ErrorTab.Open;
        return [.. (await review.ListAsync(tab, group, new ErrorFilter(kind, form.Text("code"), form.Text("order")), ErrorReview.Most, cancellationToken)).Select(static found => found.Entry.Id)];
    }
}
