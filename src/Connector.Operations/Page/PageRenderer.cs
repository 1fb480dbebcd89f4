using Connector.Operations.Page.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Connector.Operations.Page;

/// <summary>Makes HTML of a view, the same way in both hosts. What comes from outside is written as text.</summary>
internal static class PageRenderer
{
    public static async Task<string> RenderAsync(PageContent content, PageFrame frame, HttpContext http)
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Shell.Content)] = content, [nameof(Shell.Frame)] = frame });
        return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Shell>(parameters)).ToHtmlString());
    }
}
