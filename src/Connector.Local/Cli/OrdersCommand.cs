using System.CommandLine;
using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector orders`: the list of orders, with the filters of the page.</summary>
internal static class OrdersCommand
{
    private const int DefaultTake = 50;
    private const int MostRows = 1_000_000;
    private const string Open = "open";

    private static readonly Option<string?> s_search = new("--search") { Description = "Part of a number, tracking number or SKU, or a whole e-mail address.", HelpName = "text" };
    private static readonly Option<string?> s_status = Offering(new("--status") { Description = "Only this status, several with commas between them, or open.", HelpName = "status" }, [.. Enum.GetNames<OrderProgress>(), Open]);
    private static readonly Option<bool> s_attention = new("--attention") { Description = "Only orders that need attention." };
    private static readonly Option<string?> s_location = new("--location") { Description = "Only orders that ship from this location.", HelpName = "key" };
    private static readonly Option<string?> s_country = new("--country") { Description = "Only orders to this country.", HelpName = "code" };
    private static readonly Option<string?> s_method = new("--method") { Description = "Only orders with this shipping method.", HelpName = "method" };
    private static readonly Option<DateTimeOffset?> s_from = new("--from") { Description = "Placed at this time or later.", HelpName = "time" };
    private static readonly Option<DateTimeOffset?> s_to = new("--to") { Description = "Placed before this time.", HelpName = "time" };
    private static readonly Option<string?> s_promise = Offering(new("--promise") { Description = "Only orders with a promise that was not kept (breached), that ends soon (soon), or that is still to be kept (open).", HelpName = "when" }, ["breached", "soon", Open]);
    private static readonly Option<OrderSort?> s_sort = new("--sort") { Description = "Newest first, open ones with the oldest first, or most urgent first.", HelpName = "order" };
    private static readonly Option<string?> s_after = new("--after") { Description = "Go on where an earlier list ended, as it says.", HelpName = "place" };

    public static Command Create(CliContext context)
    {
        var take = new Option<int?>("--take") { Description = $"At most so many; default: {DefaultTake}, and all with --csv.", HelpName = "number" };
        take.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MostRows) result.AddError($"--take must be between 1 and {MostRows}.");
        });
        var csv = new Option<bool>("--csv") { Description = "Write CSV to stdout instead of text." };
        var json = CliContext.Json();
        var command = new Command("orders", "List orders: where they are, what blocks them, what is late.")
        {
            s_search, s_status, s_attention, s_location, s_country, s_method, s_from, s_to, s_promise, s_sort, take, s_after, csv, json, CliContext.Url, CliContext.Key
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(csv) && result.GetValue(json)) result.AddError("orders: use either --csv or --json, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var query = Query(parsed);
            var list = await ReadAsync(connector, query, parsed.GetValue(s_after), parsed.GetValue(take) ?? (parsed.GetValue(csv) ? MostRows : DefaultTake), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(list);
            else if (parsed.GetValue(csv)) await context.Output.WriteAsync(OrderCsv.Write(list.Orders));
            else OrdersText.Write(context.Output, list, isWhole: query.Length == 0);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The pages of the API, one after the other, up to so many rows.</summary>
    private static async Task<OrderList> ReadAsync(IOperator connector, string query, string? after, int most, CancellationToken cancellationToken)
    {
        var orders = new List<OrderView>();
        OrderList page;
        do
        {
            var take = Math.Min(most - orders.Count, RemoteApi.PageSize).ToString(CultureInfo.InvariantCulture);
            page = await connector.OrdersAsync(string.Join('&', new[] { query, RemoteApi.Query(("take", take), ("after", after)) }.Where(static part => part.Length > 0)), cancellationToken);
            orders.AddRange(page.Orders);
            after = page.Next;
        }
        while (after is not null && orders.Count < most);
        return page with { Orders = orders };
    }

    private static string Query(ParseResult parsed) => RemoteApi.Query(
        ("q", parsed.GetValue(s_search)), ("status", parsed.GetValue(s_status)), ("attention", parsed.GetValue(s_attention) ? "true" : null), ("location", parsed.GetValue(s_location)),
        ("country", parsed.GetValue(s_country)), ("method", parsed.GetValue(s_method)), ("from", RemoteApi.Instant(parsed.GetValue(s_from))), ("to", RemoteApi.Instant(parsed.GetValue(s_to))),
        ("promise", parsed.GetValue(s_promise)), ("sort", parsed.GetValue(s_sort)?.ToString()));

    /// <summary>What completion offers; the API says what is wrong with another word.</summary>
    private static Option<string?> Offering(Option<string?> option, string[] words)
    {
        option.CompletionSources.Add(words);
        return option;
    }
}
