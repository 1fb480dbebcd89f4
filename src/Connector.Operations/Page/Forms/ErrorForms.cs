using Connector.Core.Engine.Watch;

namespace Connector.Operations.Page.Forms;

internal sealed class RetryErrors(ErrorChoice choice, ErrorQueueService service, TimeProvider clock) : IPageForm
{
    public string Path => "attention/retry";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        var ids = await choice.ReadAsync(form, cancellationToken);
        if (ids.Count == 0) return PageResults.Address(form.Back, "no-choice", 0);
        var since = clock.GetUtcNow();
        return PageResults.Address(form.Back, "retry", await service.ReplayAsync(ids, cancellationToken, who), since);
    }
}

internal sealed class DismissErrors(ErrorChoice choice, ErrorQueueService service) : IPageForm
{
    public string Path => "attention/dismiss";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        if (form.Text("reason") is not { } reason) return PageResults.Address(form.Back, "no-reason", 0);
        var ids = await choice.ReadAsync(form, cancellationToken);
        return ids.Count == 0 ? PageResults.Address(form.Back, "no-choice", 0) : PageResults.Address(form.Back, "dismiss", await service.DiscardAsync(ids, cancellationToken, reason, who));
    }
}

/// <summary>Puts dismissed messages back.</summary>
internal sealed class UndoDismissals(ErrorQueueService service) : IPageForm
{
    public string Path => "attention/undo";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) =>
        form.Texts("keys") is { Count: > 0 } keys ? PageResults.Address(form.Back, "undo", await service.UndoAsync([.. keys], who, cancellationToken)) : PageResults.Address(form.Back, "no-choice", 0);
}

/// <summary>Field "hours"; 0 brings back what is snoozed.</summary>
internal sealed class SnoozeErrors(ErrorChoice choice, ErrorQueueService service, TimeProvider clock) : IPageForm
{
    private const int MostHours = 24 * 366;

    public string Path => "attention/snooze";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        var hours = Math.Min(form.Number("hours") ?? 0, MostHours);
        var until = hours == 0 ? (DateTimeOffset?)null : clock.GetUtcNow().AddHours(hours);
        var ids = await choice.ReadAsync(form, cancellationToken);
        return ids.Count == 0 ? PageResults.Address(form.Back, "no-choice", 0) : PageResults.Address(form.Back, until is null ? "wake" : "snooze", await service.SnoozeAsync(ids, until, who, cancellationToken));
    }
}

/// <summary>An empty note removes it.</summary>
internal sealed class NoteErrors(ErrorChoice choice, ErrorQueueService service) : IPageForm
{
    public string Path => "attention/note";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) =>
        await choice.ReadAsync(form, cancellationToken) is { Count: > 0 } ids
            ? PageResults.Address(form.Back, "note", await service.NoteAsync(ids, form.Text("note"), who, cancellationToken))
            : PageResults.Address(form.Back, "no-choice", 0);
}

/// <summary>An empty name: nobody.</summary>
internal sealed class AssignErrors(ErrorChoice choice, ErrorQueueService service) : IPageForm
{
    public string Path => "attention/assign";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        var to = Api.LabelQuery.Who(form.Text("to"), "") is { Length: > 0 } name ? name : null;
        return await choice.ReadAsync(form, cancellationToken) is { Count: > 0 } ids
            ? PageResults.Address(form.Back, "assign", await service.AssignAsync(ids, to, who, cancellationToken))
            : PageResults.Address(form.Back, "no-choice", 0);
    }
}
