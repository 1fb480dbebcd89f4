using Connector.Core.Engine.Watch;

namespace Connector.Operations.Page.Forms;

/// <summary>Begins one retry of all that was chosen; its progress is shown where the errors are.</summary>
internal sealed class RetryErrors(RetryOperations retries, ErrorQueueService service) : IPageForm
{
    private const int MostPerMinute = 10_000;

    public string Path => "attention/retry";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        if (ErrorChoice.Selection(form) is not { } selection) return PageResults.Address(form.Back, "no-choice", 0);
        var (begun, running) = await retries.StartAsync(selection with { PerMinute = form.Number("perMinute") is { } rate and > 0 and <= MostPerMinute ? rate : null }, who, cancellationToken);
        if (begun is not null) return PageAddress.With(PageResults.Address(PageAddress.Root + "/attention", "retry", begun.Total), "retry", begun.Id);
        // One operation runs at once; a few that were ticked need none.
        return selection.Ids is { } ids
            ? PageResults.Address(form.Back, "retry", await service.ReplayAsync([.. ids], cancellationToken, who))
            : PageAddress.With(PageResults.Address(PageAddress.Root + "/attention", "retry-runs", 0), "retry", running!.Id);
    }
}

/// <summary>No more is put back; what is under way gets its outcome.</summary>
internal sealed class CancelRetry(RetryOperations retries) : IPageForm
{
    public string Path => "attention/cancel-retry";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) =>
        PageResults.Address(form.Back, form.Text("retry") is { } id && await retries.CancelAsync(id, cancellationToken) is not null ? "cancel-retry" : "none", 0);
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
