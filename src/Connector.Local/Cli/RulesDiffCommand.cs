using System.CommandLine;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Connector.Local.Hosting;
using Connector.Local.RuleTools;

namespace Connector.Local.Cli;

/// <summary>`connector rules diff`: what other rules would change, for how many orders.</summary>
internal static class RulesDiffCommand
{
    private const int Shown = 40;
    private const int DefaultDays = 30;
    private const int DocumentsAtOnce = 500;

    public static Command Create(CliContext context)
    {
        var old = new Argument<string>("old") { Description = "A rules file, or the hash of one in connector rules history." };
        var present = new Argument<string>("new") { Description = "The rules file to compare with it, or a hash." };
        var documents = new Option<FileSystemInfo?>("--orders") { Description = "An order document, a page of orders, or a folder of them; works offline." };
        var days = new Option<int?>("--days") { Description = $"Without --orders: read the orders of the shop that changed in the last days; default: {DefaultDays}." };
        var json = CliContext.Json();
        var command = new Command("diff", "Show which values other rules would change, for how many orders, with examples.") { old, present, documents, days, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(days) is < 1 or > 366) result.AddError("rules diff: --days must be between 1 and 366.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var comparison = new RuleComparison(
                await TrialsAsync(parsed, parsed.GetValue(old)!, cancellationToken), await TrialsAsync(parsed, parsed.GetValue(present)!, cancellationToken));
            var unreadable = parsed.GetValue(documents) is { } path
                ? AddDocuments(comparison, path.FullName)
                : await AddShopOrdersAsync(comparison, parsed, parsed.GetValue(days) ?? DefaultDays, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { comparison.Orders, comparison.Changed, Unreadable = unreadable, comparison.Fields });
            else Write(context.Output, comparison, unreadable);
            return comparison.Changed > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<RuleTrials> TrialsAsync(ParseResult parsed, string fileOrHash, CancellationToken cancellationToken)
    {
        if (File.Exists(fileOrHash)) return new RuleTrials(RulesSource.LoadFile(fileOrHash));
        if (fileOrHash.Length < 4 || !fileOrHash.All(char.IsAsciiHexDigit)) throw new ConfigurationException($"{fileOrHash}: there is no such file.");
        await using var app = CliContext.App(parsed);
        var found = (await app.Get<IRuleVersions>().ListAsync(cancellationToken)).Where(v => v.Version.Hash.StartsWith(fileOrHash, StringComparison.OrdinalIgnoreCase)).ToList();
        return found switch
        {
            [var one] => new RuleTrials(RulesFile.Load(one.Version.Text)),
            [] => throw new ConfigurationException($"{fileOrHash}: there is no such file, and no rules with this hash (see connector rules history)."),
            _ => throw new ConfigurationException($"{fileOrHash}: {found.Count} versions of the rules begin with this hash; give more of it.")
        };
    }

    /// <summary>Returns how many could not be read.</summary>
    private static int AddDocuments(RuleComparison comparison, string path)
    {
        var now = TimeProvider.System.GetUtcNow();
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Where(static f => !f.EndsWith(RuleTestCase.ExpectedEnd, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path];
        var unreadable = 0;
        foreach (var documents in files.SelectMany(OrderDocuments.Read).Chunk(DocumentsAtOnce))
        {
            var orders = documents.AsParallel().AsOrdered().Select(static document => CommerceOrderReader.Read(document).Order).ToList();
            comparison.Add([.. orders.OfType<Order>()], now);
            unreadable += orders.Count(static order => order is null);
        }
        return unreadable;
    }

    /// <summary>Page by page, and nothing of it is kept: the journal holds no personal data, so the shop is the only place that has whole orders.</summary>
    private static async Task<int> AddShopOrdersAsync(RuleComparison comparison, ParseResult parsed, int days, CancellationToken cancellationToken)
    {
        await using var app = CliContext.App(parsed);
        var (orders, now) = (app.Get<ICommerceOrders>(), app.Get<TimeProvider>().GetUtcNow());
        var (seen, unreadable) = (new HashSet<string>(StringComparer.Ordinal), 0);
        var next = (Task<OrderPage>?)ListAsync(null);
        while (next is not null)
        {
            var page = await next;
            // The shop writes the next page while this one is compared.
            next = page is { More: true, Last: { } last } ? ListAsync(last) : null;
            comparison.Add([.. page.Orders.Where(o => seen.Add(o.Id))], now);
            unreadable += page.Unreadable.Count;
        }
        await app.Get<IJournal>().FlushAsync(cancellationToken);
        return unreadable;

        Task<OrderPage> ListAsync(PagePosition? after) =>
            orders.ListChangedAsync(new OrderQuery(now.AddDays(-days), after, app.Get<SelectionRules>().Predicate) { WithDocuments = true }, cancellationToken);
    }

    private static void Write(TextWriter output, RuleComparison comparison, int unreadable)
    {
        output.WriteLine($"{comparison.Changed} of {comparison.Orders} orders would change.");
        if (unreadable > 0) output.WriteLine($"{unreadable} orders cannot be read.");
        foreach (var field in comparison.Fields.Take(Shown))
        {
            output.WriteLine($"{field.Field}: {field.Orders}");
            foreach (var example in field.Examples) output.WriteLine($"  {example.OrderNumber}: {example.Old ?? "(nothing)"} -> {example.New ?? "(nothing)"}");
        }
        if (comparison.Fields.Count > Shown) output.WriteLine($"... and {comparison.Fields.Count - Shown} more fields (--json lists them all)");
    }
}
