using Connector.Core.Engine.Watch;
using Connector.Core.Ports.Labels;

namespace Connector.Operations.Page.Forms;

/// <summary>A decision about the labels whose ids the form has.</summary>
/// <param name="done">What is said afterwards (<see cref="PageResults"/>).</param>
internal sealed class DecideLabels(string path, string done, Func<IReadOnlyCollection<string>, string, CancellationToken, Task<int>> decide) : IPageForm
{
    private const string Otherwise = "page";

    public string Path => path;

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) => form.Texts("ids") is { Count: > 0 } ids
        ? PageResults.Address(form.Back, done, await decide([.. ids], who ?? Otherwise, cancellationToken))
        : PageResults.Address(form.Back, "no-choice", 0);

    public static IEnumerable<IPageForm> All(LabelDesk desk) =>
    [
        new DecideLabels("labels/approve", "approve", desk.ApproveAsync), new DecideLabels("labels/dismiss", "dismiss-label", desk.DismissAsync), new DecideLabels("labels/void", "void", desk.VoidAsync),
        new DecideLabels("labels/release", "release", desk.ReleaseAsync), new DecideLabels("labels/another", "another", desk.AskForAnotherAsync)
    ];
}

/// <summary>All proposals of a filter.</summary>
internal sealed class ApproveAllLabels(LabelDesk desk) : IPageForm
{
    public string Path => "labels/approve-all";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) => PageResults.Address(
        form.Back, "approve", await desk.ApproveAllAsync(new LabelFilter(Account: form.Text("account"), Location: form.Text("location"), BatchId: form.Text("batch")), who ?? "page", cancellationToken));
}
