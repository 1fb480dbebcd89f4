using Connector.Core.Engine.Watch;
using Connector.Operations.Api;

namespace Connector.Operations.Page.Views;

/// <summary>Leads to the order that alone is found, or to the list of those that are.</summary>
internal sealed class SearchPage(OrdersApi orders, OrderTraces traces) : IPageView
{
    public string Path => "search";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Text("q") is not { } words) return PageContent.From(TypedResults.Redirect(PageAddress.Create("orders")));
        var (list, _) = await orders.ReadAsync(request.Http, 2, cancellationToken);
        var found = list?.Orders is [var only] ? only.OrderNumber : null;
        // What is not in the list may be in the journal alone; a number that several have is a list.
        if (found is null && list?.Orders is not [_, _, ..] && await traces.FindAsync(words, cancellationToken) is { } trace) found = trace.OrderNumber ?? trace.OrderId;
        return PageContent.From(TypedResults.Redirect(found is null ? PageAddress.Create("orders", ("q", words)) : PageAddress.Order(found)));
    }
}
