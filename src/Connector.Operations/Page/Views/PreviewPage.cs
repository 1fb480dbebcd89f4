using Connector.Core.Flows.Plan;
using Connector.Core.Model.Messages;

namespace Connector.Operations.Page.Views;

/// <summary>What a retry would send for one order: reads both sides with the present rules, and sends nothing.</summary>
internal sealed class PreviewPage(IServiceProvider services) : IPageView
{
    public string Path => "preview";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Text("q") is not { } order) return MessageView.NotFound();
        if (services.GetService<OrderPlanRun>() is not { } run) return MessageView.Create("No preview", "This host does not reach commercetools and ShipStation.", StatusCodes.Status503ServiceUnavailable);
        try
        {
            return await run.RunAsync(new PlanScope(order, null), null, cancellationToken) is { Orders: [var preview, ..] }
                ? PageContent.Create<PreviewView>($"Preview of {order}", "orders", new PreviewModel(order, preview))
                : MessageView.Create("Not in the shop", $"commercetools has no order “{order}”.", StatusCodes.Status404NotFound);
        }
        catch (ConnectorException e)
        {
            return MessageView.Create("No preview", $"Both sides could not be read: {e.Message}", StatusCodes.Status502BadGateway);
        }
    }
}

/// <param name="Order">As it was asked for.</param>
internal sealed record PreviewModel(string Order, OrderPreview Preview);
