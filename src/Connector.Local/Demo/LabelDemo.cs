using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Local.Cli;
using Connector.Local.Hosting;
using Connector.Local.Operators;
using Connector.Simulators.Commercetools.Seeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Connector.Local.Demo;

/// <summary>Labels in the demo, in a small shop of their own, so that the rest of the demo stays as it is without them: proposals, one approved, a batch at a cut-off, one refused for a cap, one void.</summary>
internal sealed class LabelDemo(DemoVendors vendors, string databasePath, bool verbose, CliContext? shown)
{
    private const string Who = "demo";
    private readonly List<string> _problems = [];

    public async Task<LabelDemoResult> RunAsync(CancellationToken cancellationToken)
    {
        var orders = OrderSeed.Create(40, 1, OrderMix.Plain).Where(static order => (string?)order["shippingAddress"]?["country"] == "US").ToList();
        var (first, later) = (orders[..3], orders[3..8]);
        // This one travels by a service that costs more than one label may.
        later[^1]["shippingInfo"]!["shippingMethodName"] = LabelDemoRules.Dear;

        // Shortly before the cut-off.
        vendors.Clock.Advance(LabelDemoRules.BeforeCutOff(vendors.Clock.GetUtcNow()));
        int proposed;
        await using (var app = Compose(LabelDemoRules.Propose))
        {
            Say("Labels 1. Mode Propose: everything is decided, and nothing is bought");
            await PlaceAsync(app, first, cancellationToken);
            proposed = await CountAsync(app, LabelState.Proposed, cancellationToken);
            Must(proposed == first.Count, $"{first.Count} labels should be proposed");
            Must(await CountAsync(app, LabelState.Bought, cancellationToken) == 0, "nothing should be bought before somebody approves");

            Say("Labels 2. Somebody approves one");
            await app.Get<LabelDesk>().ApproveAsync([(await FindAsync(app, first[0], cancellationToken)).Id], Who, cancellationToken);
            await SyncAsync(app, cancellationToken);
            Must((await FindAsync(app, first[0], cancellationToken)).State == LabelState.Bought, "the approved label should be bought");
        }

        await using (var app = Compose(LabelDemoRules.Buy))
        {
            Say("Labels 3. Mode Buy: new orders wait for the cut-off");
            await PlaceAsync(app, later, cancellationToken);
            Must(await CountAsync(app, LabelState.Bought, cancellationToken) == 1, "nothing should be bought before the cut-off");

            Say("Labels 4. The cut-off: a batch is bought; one label costs more than its cap");
            vendors.Clock.Advance(TimeSpan.FromHours(1));
            await SyncAsync(app, cancellationToken);
            Must(await CountAsync(app, LabelState.Bought, cancellationToken) == later.Count, "the batch should be bought at the cut-off");
            Must((await FindAsync(app, later[^1], cancellationToken)).State == LabelState.Refused, "the dear label should be refused");

            Say("Labels 5. A customer cancels: the void is proposed, and somebody approves it");
            await vendors.EditInShopAsync(Number(later[0]), new JsonObject { ["orderState"] = "Cancelled" }, cancellationToken);
            await SyncAsync(app, cancellationToken);
            Must((await FindAsync(app, later[0], cancellationToken)).State == LabelState.VoidProposed, "the void should be proposed");
            await app.Get<LabelDesk>().ApproveAsync([(await FindAsync(app, later[0], cancellationToken)).Id], Who, cancellationToken);
            await SyncAsync(app, cancellationToken);
            Must((await FindAsync(app, later[0], cancellationToken)).State == LabelState.Voided, "the label should be voided");
            return await EndAsync(app, proposed, later.Count - 1, cancellationToken);
        }
    }

    private async Task<LabelDemoResult> EndAsync(ConnectorApp app, int proposed, int batch, CancellationToken cancellationToken)
    {
        var (counts, now) = (await app.Get<LabelDesk>().CountAsync(cancellationToken), app.Get<TimeProvider>().GetUtcNow());
        var report = await app.Get<LabelReports>().CreateAsync(now.AddDays(-1), now.AddDays(1), cancellationToken);
        var calls = vendors.Shipping.Stats.ByRoute.GetValueOrDefault("POST /orders/createlabelfororder");
        Must(calls == report.Lines.Count, $"{report.Lines.Count} labels should have cost {report.Lines.Count} purchases, not {calls}");
        if (shown is not null) foreach (var sum in report.Totals) shown.Output.WriteLine($"{sum.Labels} labels bought for {LabelText.Money(sum.Bought, sum.Currency)}; quoted {LabelText.Money(sum.Quoted, sum.Currency)}.");
        return new LabelDemoResult(
            proposed, batch, (int)counts.GetValueOrDefault(LabelState.Refused), (int)counts.GetValueOrDefault(LabelState.Voided), report.Lines.Count, [.. report.Totals], _problems);
    }

    /// <summary>With its page, after the demo: labels are bought at the next cut-off, and what was proposed waits for somebody.</summary>
    public WebApplication CreateHost((string Urls, string Source) urls) => ConnectorHost.Create(Configure(LabelDemoRules.Buy), urls, verbose: false, first: UseClock);

    private ConnectorApp Compose(IReadOnlyDictionary<string, string?> rules) => ConnectorApp.Create(Configure(rules), verbose, UseClock);

    private void UseClock(IServiceCollection services) => services.AddSingleton<TimeProvider>(vendors.Clock);

    private IConfiguration Configure(IReadOnlyDictionary<string, string?> rules)
    {
        var settings = vendors.Settings(databasePath);
        settings.Remove("Connector:RulesFile");
        foreach (var (key, value) in rules) settings[key] = value;
        return ConnectorConfiguration.Load(null, [], settings);
    }

    private async Task PlaceAsync(ConnectorApp app, IEnumerable<JsonObject> orders, CancellationToken cancellationToken)
    {
        foreach (var order in orders)
        {
            var at = vendors.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
            (order["createdAt"], order["lastModifiedAt"]) = (at, at);
            vendors.Shop.Put(order);
        }
        await SyncAsync(app, cancellationToken);
    }

    private async Task SyncAsync(ConnectorApp app, CancellationToken cancellationToken)
    {
        await SyncCommand.RunAsync(app, SyncScope.All, null, null, cancellationToken);
        // What the next tick would take: people's decisions, and what changed meanwhile.
        vendors.Clock.Advance(TimeSpan.FromMinutes(1));
        if (shown is not null) LabelText.Write(shown.Output, await new LocalLabels(app).ListLabelsAsync(new LabelFilter(), 20, cancellationToken), isWhole: true);
    }

    private static async Task<LabelRow> FindAsync(ConnectorApp app, JsonObject order, CancellationToken cancellationToken) =>
        await app.Get<ILabelStore>().GetAsync([(string)order["id"]!], cancellationToken) is [var row, ..] ? row : throw new ConnectorException(FailureKind.Unknown, ErrorCodes.OrderNotFound, $"{Number(order)} has no label.");

    private static async Task<int> CountAsync(ConnectorApp app, LabelState state, CancellationToken cancellationToken) =>
        (int)(await app.Get<LabelDesk>().CountAsync(cancellationToken)).GetValueOrDefault(state);

    private static string Number(JsonObject order) => (string)order["orderNumber"]!;

    private void Must(bool holds, string what)
    {
        if (!holds) _problems.Add("labels: " + what);
    }

    private void Say(string text)
    {
        if (shown is null) return;
        shown.Output.WriteLine();
        shown.Console.MarkupLineInterpolated($"[bold]{text}[/]");
    }
}

/// <param name="Bought">Labels that were bought, the voided one among them.</param>
/// <param name="Problems">What is not as expected; empty when all is well.</param>
internal sealed record LabelDemoResult(int Proposed, int Batch, int Refused, int Voided, int Bought, IReadOnlyList<LabelReportTotal> Totals, IReadOnlyList<string> Problems);
