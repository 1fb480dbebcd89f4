using System.CommandLine;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model;
using Connector.Core.Ports;
using Connector.ShipStation;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>`connector setup`: makes in the shop what the connector writes to, and in ShipStation what calls it. Safe to run again.</summary>
internal static class SetupCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be made." };
        var command = new Command("setup", "Makes the export channel, the order Type and its fields, and ShipStation's webhooks where they are missing.") { dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var (references, options) = (app.Get<ICommerceReferences>(), app.Get<IOptions<EngineOptions>>().Value);
            if (parsed.GetValue(dryRun))
            {
                var channel = await references.GetChannelAsync(options.SyncChannel, cancellationToken);
                var type = await references.GetTypeAsync(options.OrderType, cancellationToken);
                var lacking = OrderFieldNames.Definitions.Where(d => type?.FieldNames.Contains(d.Name) != true).Select(d => d.Name).ToList();
                await context.Output.WriteLineAsync(channel is null ? $"channel {options.SyncChannel}: would be made" : $"channel {options.SyncChannel}: there");
                await context.Output.WriteLineAsync(lacking.Count == 0 ? $"Type {options.OrderType}: complete" : $"Type {options.OrderType}: would get {string.Join(", ", lacking)}");
                await WebhookSetup.RunAsync(app.Get<ShipStationAccounts>(), app.Get<WebhookSubscriptions>(), dryRun: true, context.Output, cancellationToken);
                return ExitCodes.Done;
            }
            var made = await references.EnsureExportChannelAsync(options.SyncChannel, cancellationToken);
            var added = await references.EnsureOrderTypeAsync(options.OrderType, OrderFieldNames.Definitions, cancellationToken);
            await context.Output.WriteLineAsync(made ? $"channel {options.SyncChannel}: made" : $"channel {options.SyncChannel}: was there");
            await context.Output.WriteLineAsync(added.Count == 0 ? $"Type {options.OrderType}: was complete" : $"Type {options.OrderType}: added {string.Join(", ", added)}");
            var sure = await WebhookSetup.RunAsync(app.Get<ShipStationAccounts>(), app.Get<WebhookSubscriptions>(), dryRun: false, context.Output, cancellationToken);
            return sure ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }
}
