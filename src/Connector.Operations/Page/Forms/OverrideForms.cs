using Connector.Core.Engine.Watch;
using Connector.Core.Rules.Mapping;
using Connector.Operations.Access;

namespace Connector.Operations.Page.Forms;

/// <summary>Sets a value for one field of one order.</summary>
internal sealed class SetOverride(OverrideDesk desk) : IPageForm
{
    public string Path => "order/override";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken)
    {
        if (form.Text("order") is not { } order || OverridableFields.Find(form.Text("field") ?? "") is not { } field) return PageResults.Address(form.Back, "none", 0);
        if (OverridableFields.FindProblem(field, form.Text("value") ?? "") is not null) return PageResults.Address(form.Back, "no-value", 0);
        await desk.SetAsync(order, form.Text("number"), field, form.Text("value")!, form.Text("reason"), who ?? OperatorIdentity.Unnamed, cancellationToken);
        return PageResults.Address(form.Back, "override", 1);
    }
}

internal sealed class RemoveOverride(OverrideDesk desk) : IPageForm
{
    public string Path => "order/override-remove";

    public async Task<string> SubmitAsync(PageForm form, string? who, CancellationToken cancellationToken) =>
        form.Text("order") is { } order && OverridableFields.Find(form.Text("field") ?? "") is { } field
        && await desk.RemoveAsync(order, form.Text("number"), field, null, who ?? OperatorIdentity.Unnamed, cancellationToken)
            ? PageResults.Address(form.Back, "override-removed", 1)
            : PageResults.Address(form.Back, "none", 0);
}
