using System.CommandLine;
using Connector.Local.Demo;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector demo`: a complete example on this machine, nothing to configure.</summary>
internal static class DemoCommand
{
    private const string KeptAddress = ListenUrls.Default;
    private const string KeptLabelAddress = "http://127.0.0.1:5281";

    public static Command Create(CliContext context)
    {
        var orders = new Option<int>("--orders") { Description = "The number of orders in the shop; 40 or more, so that every test case is included.", DefaultValueFactory = _ => 40 };
        orders.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 40 or > 100_000) result.AddError("--orders must be between 40 and 100000.");
        });
        var json = CliContext.Json();
        var keep = new Option<bool>("--keep") { Description = "Keep running afterwards: both simulators, the connector and its page." };
        var noLabels = new Option<bool>("--no-labels") { Description = "Leave out the part in which labels are bought." };
        var command = new Command("demo", "Run an example with both simulators: send orders, write shipments back, fix an error, buy labels.") { orders, json, keep, noLabels };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Said before the work, not after it.
            if (parsed.GetValue(keep) && ListenFailure.Find(KeptAddress) is { } taken)
                throw new ConfigurationException($"--keep: {KeptAddress} {taken}. Stop that program (a demo or connector run), or leave out --keep.");
            var folder = Directory.CreateTempSubdirectory("connector-demo-");
            try
            {
                await using var vendors = await DemoVendors.StartAsync(parsed.GetValue(orders), cancellationToken);
                var configuration = ConnectorConfiguration.Load(null, parsed.GetValue(CliContext.Set) ?? [], vendors.Settings(Path.Combine(folder.FullName, "demo.db")));
                var shown = parsed.GetValue(json) ? null : context;
                await using var labelVendors = parsed.GetValue(noLabels) ? null : await DemoVendors.StartEmptyAsync(LabelDemoRules.LongestDemo, cancellationToken);
                var labels = labelVendors is null ? null : new LabelDemo(labelVendors, Path.Combine(folder.FullName, "labels.db"), parsed.GetValue(CliContext.Verbose), shown);
                DemoResult result;
                await using (var app = ConnectorApp.Create(configuration, parsed.GetValue(CliContext.Verbose))) result = await new DemoScenario(vendors, app, shown).RunAsync(cancellationToken);
                if (labels is not null) result = result with { Labels = await labels.RunAsync(cancellationToken) };
                if (shown is null) context.WriteJson(result);
                else Summary(context, result);
                if (parsed.GetValue(keep)) await KeepAsync(context, vendors, configuration, labels, cancellationToken);
                return result.Problems.Count == 0 && (result.Labels is null || result.Labels.Problems.Count == 0) ? ExitCodes.Done : ExitCodes.NeedsAttention;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static void Summary(CliContext context, DemoResult result)
    {
        var output = context.Output;
        output.WriteLine();
        output.WriteLine($"{result.ShipStationCalls} ShipStation calls and {result.CommercetoolsCalls} commercetools calls in total:");
        foreach (var (route, count) in result.ShipStationCallsByRoute.OrderByDescending(r => r.Value)) output.WriteLine($"  {count,4}  {route}");
        output.WriteLine($"{result.ErrorsLeft} orders need attention (expected in this demo).");
        if (result.Labels is { } labels)
            output.WriteLine($"Labels: {labels.Proposed} proposed, {labels.Bought} bought ({labels.Batch} at the cut-off), {labels.Refused} refused for a cap, {labels.Voided} voided.");
        foreach (var problem in result.Problems.Concat(result.Labels?.Problems ?? [])) output.WriteLine($"NOT AS EXPECTED: {problem}");
        CliText.Next(output, "connector demo --keep shows the same on the page; with real accounts: connector setup --dry-run (README, \"Use it with real accounts\")");
    }

    /// <summary>The labels are in a shop of their own, and so is their page.</summary>
    private static async Task KeepAsync(
        CliContext context, DemoVendors vendors, Microsoft.Extensions.Configuration.IConfiguration configuration, LabelDemo? labels, CancellationToken cancellationToken)
    {
        await using var host = ConnectorHost.Create(configuration, (KeptAddress, "--keep"), verbose: false, context.Output);
        await ConnectorHost.StartAsync(host, (KeptAddress, "--keep"), cancellationToken);
        await using var labelHost = labels?.CreateHost((KeptLabelAddress, "--keep"));
        if (labelHost is not null) await ConnectorHost.StartAsync(labelHost, (KeptLabelAddress, "--keep"), cancellationToken);
        await context.Output.WriteLineAsync(
            $"Running. Page: {KeptAddress}/ops{(labelHost is null ? "" : $", page of the labels: {KeptLabelAddress}/ops")}. Stop with Ctrl+C.\ncommercetools: {vendors.Shop.Address}\nShipStation:   {vendors.Shipping.Address}");
        await host.WaitForShutdownAsync(cancellationToken);
    }
}
