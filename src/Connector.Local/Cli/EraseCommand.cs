using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector erase`: removes what is known about a customer, and proves it.</summary>
internal static class EraseCommand
{
    public static Command Create(CliContext context)
    {
        var email = new Option<string?>("--email") { Description = "All orders with this e-mail address.", HelpName = "address" };
        var order = new Option<string?>("--order") { Description = "One order: number or shop order ID.", HelpName = "order" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be removed." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        var json = CliContext.Json();
        var command = new Command("erase", "Erase what the connector keeps about a customer; prints the proof.") { email, order, dryRun, yes, CliContext.By, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(email) is null == parsed.GetValue(order) is null) parsed.AddError("Give --email or --order.");
            else if (parsed.GetValue(email) is { } address && !address.Contains('@')) parsed.AddError("--email: an address has an @.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var looksOnly = parsed.GetValue(dryRun);
            if (!looksOnly && !parsed.GetValue(yes) && !Confirms(context)) return ExitCodes.Interrupted;
            await using var connector = context.Operator(parsed);
            var who = CliContext.Who(parsed);
            var report = parsed.GetValue(email) is { } address
                ? await connector.EraseCustomerAsync(address, who, looksOnly, cancellationToken)
                : await connector.EraseOrderAsync(parsed.GetValue(order)!, who, looksOnly, cancellationToken);
            if (report is not { Orders.Count: > 0 })
            {
                await context.Error.WriteLineAsync("No order found: nothing was removed. Check the number or the address.");
                return ExitCodes.NeedsAttention;
            }
            if (parsed.GetValue(json)) context.WriteJson(report);
            else Write(context.Output, report);
            return report.LeftSome ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>It cannot be undone; where nobody can be asked, --yes says it.</summary>
    private static bool Confirms(CliContext context)
    {
        if (!context.IsInteractive) throw new ConfigurationException("Erasing cannot be undone: look with --dry-run, then add --yes.");
        context.Output.Write("Erasing cannot be undone. Go on? [y/N] ");
        return context.Input?.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static void Write(TextWriter output, ErasureReport report)
    {
        output.WriteLine(report.DryRun ? $"Would be removed for {report.Subject}:" : $"Removed for {report.Subject}, by {report.By} at {report.At:u}, proof {report.Id}:");
        foreach (var order in report.Orders)
        {
            output.WriteLine($"  {order.OrderNumber}: {order.Left ?? (order.Parts.Count == 0 ? "nothing is left to remove" : "")}");
            foreach (var part in order.Parts) output.WriteLine($"    {part.Place}: {part.Count}{(part.Hash is { } hash ? $"  {hash}" : "")}");
        }
        CliText.Next(output, report.DryRun ? "repeat without --dry-run" : "erase the customer in commercetools and ShipStation too: what is read from there is kept again");
    }
}
