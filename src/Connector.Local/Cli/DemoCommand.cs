using System.CommandLine;
using Connector.Local.Demo;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector demo`: the whole story on this machine, nothing to configure.</summary>
internal static class DemoCommand
{
    public static Command Create(CliContext context)
    {
        var orders = new Option<int>("--orders") { Description = "How many orders the shop holds; from 40 on every kind is there.", DefaultValueFactory = _ => 40 };
        orders.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 40 or > 100_000) result.AddError("--orders: allowed are 40 to 100000.");
        });
        var json = CliContext.Json();
        var keep = new Option<bool>("--keep") { Description = "Stays up afterwards: both simulators, the connector and its page." };
        var command = new Command("demo", "Both vendors simulated, orders out, shipments back, an error fixed.") { orders, json, keep };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("connector-demo-");
            try
            {
                await using var vendors = await DemoVendors.StartAsync(parsed.GetValue(orders), cancellationToken);
                var configuration = ConnectorConfiguration.Load(null, parsed.GetValue(CliContext.Set) ?? [], vendors.Settings(Path.Combine(folder.FullName, "demo.db")));
                var shown = parsed.GetValue(json) ? null : context;
                DemoResult result;
                await using (var app = ConnectorApp.Create(configuration, parsed.GetValue(CliContext.Verbose))) result = await new DemoScenario(vendors, app, shown).RunAsync(cancellationToken);
                if (shown is null) context.WriteJson(result);
                else Summary(context, result);
                if (parsed.GetValue(keep)) await KeepAsync(context, vendors, configuration, cancellationToken);
                return result.Wrong.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
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
        output.WriteLine($"{result.ShipStationCalls} ShipStation calls and {result.CommercetoolsCalls} commercetools calls in all:");
        foreach (var (route, count) in result.ShipStationCallsByRoute.OrderByDescending(r => r.Value)) output.WriteLine($"  {count,4}  {route}");
        output.WriteLine($"{result.ErrorsLeft} orders wait for a person, as they should.");
        foreach (var wrong in result.Wrong) output.WriteLine($"NOT AS TOLD: {wrong}");
    }

    private static async Task KeepAsync(CliContext context, DemoVendors vendors, Microsoft.Extensions.Configuration.IConfiguration configuration, CancellationToken cancellationToken)
    {
        const string address = "http://127.0.0.1:5280";
        await using var host = ConnectorHost.Create(configuration, address, verbose: false);
        await ConnectorHost.StartAsync(host, address, cancellationToken);
        await context.Output.WriteLineAsync($"commercetools at {vendors.Shop.Address}, ShipStation at {vendors.Shipping.Address}, the connector's page at {address}/ops (stop with Ctrl+C)");
        await host.WaitForShutdownAsync(cancellationToken);
    }
}
