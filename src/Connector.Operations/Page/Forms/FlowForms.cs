using Connector.Core.Engine.Watch;
using Connector.Operations.Access;

namespace Connector.Operations.Page.Forms;

internal sealed class PauseFlow(FlowDesk desk) : IPageForm
{
    public string Path => "flows/pause";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        if (form.Text("flow") is not { } flow || !desk.IsFlow(flow)) return PageResults.Address(form.Back, "no-flow", 0);
        await desk.PauseAsync(flow, who ?? OperatorIdentity.Unnamed, cancellationToken);
        return PageResults.Address(form.Back, "pause", 1);
    }
}

internal sealed class ResumeFlow(FlowDesk desk) : IPageForm
{
    public string Path => "flows/resume";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        if (form.Text("flow") is not { } flow || !desk.IsFlow(flow)) return PageResults.Address(form.Back, "no-flow", 0);
        return PageResults.Address(form.Back, "resume", (await desk.ResumeAsync(flow, who ?? OperatorIdentity.Unnamed, cancellationToken)).Messages);
    }
}
