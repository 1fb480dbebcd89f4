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
        if (QueryText.Read(request, "format") is { } format && !IsCsv(format) && !format.Equals("json", StringComparison.OrdinalIgnoreCase)) return Problems.Field("format", "must be json or csv.");
        if (WantsCsv(request)) return await CsvAsync(request, stop);
        var (list, problem) = await ReadAsync(request, DefaultTake, stop);
        return list is null ? problem! : Response.Ok(list);
    });

    /// <summary>The page that the query asks for, or what is wrong with it.</summary>
    internal async Task<(OrderList? List, IResult? Problem)> ReadAsync(HttpRequest request, int otherwise, CancellationToken cancellationToken)
    {
        var (now, soon) = Times();
        if (!OrderQuery.TryFilter(request, redaction, now, soon, out var filter, out var problem)) return (null, problem);
        if (!QueryNumber.TryRead(request, "take", 1, MaxTake, otherwise, out var take, out problem)) return (null, problem);
        var page = await index.ListAsync(filter, QueryText.Read(request, "after"), take, cancellationToken);
        return (new OrderList([.. page.Orders.Select(order => OrderView.From(order, now, soon))], page.Next, now), null);
    }

    /// <summary>One order of the list; null where it is not in it.</summary>
    internal async Task<OrderView?> FindAsync(string orderId, CancellationToken cancellationToken)
    {
        var (now, soon) = Times();
        return await index.GetAsync([orderId], cancellationToken) is [var order, ..] ? OrderView.From(order, now, soon) : null;
    }

    /// <summary>The placed last ones.</summary>
    internal async Task<IReadOnlyList<OrderView>> NewestAsync(int take, CancellationToken cancellationToken)
    {
        var (now, soon) = Times();
        return [.. (await index.ListAsync(new OrderFilter(), null, take, cancellationToken)).Orders.Select(order => OrderView.From(order, now, soon))];
    }

    internal async Task<IResult> CsvAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var (now, soon) = Times();
        if (!OrderQuery.TryFilter(request, redaction, now, soon, out var filter, out var problem)) return problem;
        var after = QueryText.Read(request, "after");
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

    private (DateTimeOffset Now, DateTimeOffset Soon) Times()
    {
        var now = clock.GetUtcNow();
        return (now, now.AddMinutes(promises.Value.SoonMinutes));
    }

    private static bool IsCsv(string format) => format.Equals("csv", StringComparison.OrdinalIgnoreCase);

    private static bool WantsCsv(HttpRequest request) =>
        QueryText.Read(request, "format") is { } format ? IsCsv(format) : request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase);
}
