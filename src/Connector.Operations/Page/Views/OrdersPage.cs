using Connector.Core.Model.Orders;
using Connector.Operations.Api;

namespace Connector.Operations.Page.Views;

/// <summary>The list of orders: what the API's list says, with the same query.</summary>
internal sealed class OrdersPage(OrdersApi orders) : IPageView
{
    private const int PageSize = 50;

    public string Path => "orders";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var (list, problem) = await orders.ReadAsync(request.Http, PageSize, cancellationToken);
        var model = new OrdersModel(
            list?.Orders ?? [], list?.Next, request.Text("after") is not null, (problem as ProblemResult)?.Text,
            OrdersModel.Fields.ToDictionary(static name => name, name => request.Text(name), StringComparer.Ordinal), request.Http.QueryString.Value ?? "");
        return PageContent.Create<OrdersView>("Orders", "orders", model, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}

/// <summary>The same list as CSV.</summary>
internal sealed class OrdersCsvPage(OrdersApi orders) : IPageView
{
    public string Path => "orders.csv";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken) => PageContent.From(await orders.CsvAsync(request.Http, cancellationToken));
}

/// <param name="IsLater">Not the first page.</param>
/// <param name="Problem">What is wrong with the query.</param>
/// <param name="Filter">What is asked for, by the names of <see cref="Fields"/>.</param>
internal sealed record OrdersModel(IReadOnlyList<OrderView> Orders, string? Next, bool IsLater, string? Problem, IReadOnlyDictionary<string, string?> Filter, string Query)
{
    public static readonly IReadOnlyList<string> Fields = ["q", "status", "attention", "location", "country", "method", "from", "to", "promise", "sort"];

    /// <summary>Lists that people ask for again and again.</summary>
    public static readonly IReadOnlyList<(string Text, string Address)> Saved =
    [
        ("All", PageAddress.Create("orders")), ("Late", PageAddress.Create("orders", ("promise", "breached"))), ("Late soon", PageAddress.Create("orders", ("promise", "soon"))),
        ("Needs attention", PageAddress.Create("orders", ("attention", "true"))), ("Not sent yet", PageAddress.Create("orders", ("status", "waiting"))),
        ("On hold", PageAddress.Create("orders", ("status", "onHold"))), ("In ShipStation", PageAddress.Create("orders", ("status", "inShipStation"))),
        ("Partly shipped", PageAddress.Create("orders", ("status", "partlyShipped"))), ("Open, oldest first", PageAddress.Create("orders", ("status", "open"), ("sort", "oldest"))),
        ("Not for shipping", PageAddress.Create("orders", ("status", "notForShipping")))
    ];

    public static readonly IReadOnlyList<(string Value, string Text)> Statuses =
        [("", "Any"), ("open", "Open"), .. Enum.GetValues<OrderProgress>().Select(static p => (Words.Lower(p.ToString()), DisplayNames.Status(p)))];

    public static readonly IReadOnlyList<(string Value, string Text)> Promises = [("", "Any"), ("breached", "Late"), ("soon", "Late soon"), ("open", "Still to be kept")];
    public static readonly IReadOnlyList<(string Value, string Text)> Sorts = [("", "As the filter needs"), ("newest", "Newest first"), ("oldest", "Open, oldest first"), ("deadline", "Most urgent first")];

    public string? this[string field] => Filter[field];

    public bool IsFiltered => Filter.Any(static f => f.Value is not null && f.Key != "sort");
}
