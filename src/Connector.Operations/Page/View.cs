using Microsoft.AspNetCore.Components;

namespace Connector.Operations.Page;

/// <summary>Base of the views: what the compiler makes of a view is public, so its data, which are not, come as an object.</summary>
public abstract class View : ComponentBase
{
    /// <summary>The model of the view.</summary>
    [Parameter]
    [EditorRequired]
    public object Data { get; set; } = null!;

    [CascadingParameter]
    internal PageFrame Frame { get; set; } = null!;

    internal PageClock Clock => Frame.Clock;
}
