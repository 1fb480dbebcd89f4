using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Page.Views;

/// <summary>One order: where it stands, what stops it and what to do, its steps, and its history with the calls of each event.</summary>
internal sealed class OrderPage(OrderTraces traces, OrdersApi orders, IErrorCases cases, OverrideDesk overrides, IOptions<OperationsOptions> options) : IPageView
{
    public string Path => "order";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var words = request.Text("q") ?? "";
        if (await traces.FindAsync(words, cancellationToken) is not { } trace)
        {
            var (list, _) = await orders.ReadAsync(request.Http, 2, cancellationToken);
            return list?.Orders is { Count: > 1 }
                ? PageContent.From(TypedResults.Redirect(PageAddress.Create("orders", ("q", words))))
                : MessageView.Create("No order found", $"No order is found for “{words}”. Check the number, or look in commercetools.", StatusCodes.Status404NotFound);
        }
        var known = await ErrorCases.ListAsync(cases, trace.DeadLetters, cancellationToken);
        var summary = await orders.FindAsync(trace.OrderId, cancellationToken);
        var view = OrderTraceView.From(trace, request.Clock.Now) with { Overrides = [.. (await overrides.ListAsync(trace.OrderId, cancellationToken)).Select(OverrideView.From)] };
        var model = new OrderModel(
            view, summary, OrderSteps.Compute(view, summary), [.. trace.DeadLetters.Zip(known, (entry, its) => ErrorView.From(entry, its, options.Value))],
            VendorLinks.From(options.Value, trace.OrderId, trace.OrderNumber));
        return PageContent.Create<OrderDetailView>($"Order {model.Number}", "orders", model);
    }
}

/// <param name="Summary">Null where the list of orders does not have it.</param>
internal sealed record OrderModel(OrderTraceView Trace, OrderView? Summary, IReadOnlyList<StepBar> Bars, IReadOnlyList<ErrorView> Errors, VendorLinks Links)
{
    public string Number => Trace.OrderNumber ?? Trace.OrderId;

    /// <summary>Newest day first would break the reading order: days go as they came.</summary>
    public IEnumerable<IGrouping<DateOnly, EventView>> Days(PageClock clock) => Trace.History.GroupBy(e => clock.DayOf(e.At));
}
