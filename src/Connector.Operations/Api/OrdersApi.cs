using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>The list of orders of the operations API, for both hosts: filters, search, pages, CSV. A store that cannot be read gives 503.</summary>
public sealed class OrdersApi(IOrderIndex index, Redaction redaction, IOptions<PromiseOptions> promises, TimeProvider clock, ILogger<OrdersApi> log)
{
    private const int MaxTake = 500;
    private const int DefaultTake = 100;

    /// <summary>Rows of one CSV; the next begins where the header Next-Page says.</summary>
    private const int MaxCsv = 10_000;
    private const string NextPage = "Next-Page";

    /// <summary>Query: those of <see cref="OrderQuery"/>, take (1 to 500), after. With `Accept: text/csv` or `format=csv` as CSV.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var now = clock.GetUtcNow();
        var soon = now.AddMinutes(promises.Value.SoonMinutes);
        if (!OrderQuery.TryFilter(request, redaction, now, soon, out var filter, out var problem)) return problem;
        if (!QueryNumber.TryRead(request, "take", 1, MaxTake, DefaultTake, out var take, out problem)) return problem;
        var after = QueryText.Read(request, "after");
        if (WantsCsv(request)) return await CsvAsync(request, filter, after, now, soon, stop);
        var page = await index.ListAsync(filter, after, take, stop);
        return Response.Ok(new OrderList([.. page.Orders.Select(order => OrderView.From(order, now, soon))], page.Next, now));
    });

    private async Task<IResult> CsvAsync(HttpRequest request, OrderFilter filter, string? after, DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken)
    {
        var orders = new List<OrderView>();
        do
        {
            var page = await index.ListAsync(filter, after, MaxTake, cancellationToken);
            orders.AddRange(page.Orders.Select(order => OrderView.From(order, now, soon)));
            after = page.Next;
        }
        while (after is not null && orders.Count < MaxCsv);
        if (after is not null) request.HttpContext.Response.Headers[NextPage] = Uri.EscapeDataString(after);
        return TypedResults.File(Encoding.UTF8.GetBytes(OrderCsv.Write(orders)), "text/csv; charset=utf-8", "orders.csv");
    }

    private static bool WantsCsv(HttpRequest request) =>
        QueryText.Read(request, "format") is { } format ? format.Equals("csv", StringComparison.OrdinalIgnoreCase) : request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
}
