using System.CommandLine;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ShipStation;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>`connector setup`: creates in commercetools what the connector writes to, and in ShipStation the webhooks. Safe to run again.</summary>
internal static class SetupCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would be created." };
        var command = new Command("setup", "Create the export channel, the order Type with its fields, and ShipStation's webhooks, if they are missing.") { dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var (references, options) = (app.Get<ICommerceReferences>(), app.Get<IOptions<EngineOptions>>().Value);
            if (parsed.GetValue(dryRun))
            {
                var channel = await references.GetChannelAsync(options.SyncChannel, cancellationToken);
                var type = await references.GetTypeAsync(options.OrderType, cancellationToken);
                var missing = OrderFieldNames.Definitions.Where(d => type?.FieldNames.Contains(d.Name) != true).Select(d => d.Name).ToList();
                await context.Output.WriteLineAsync(channel is null ? $"Channel {options.SyncChannel}: would be created" : $"Channel {options.SyncChannel}: already exists");
                await context.Output.WriteLineAsync(missing.Count == 0 ? $"Type {options.OrderType}: already complete" : $"Type {options.OrderType}: would be extended with {string.Join(", ", missing)}");
                await WebhookSetup.RunAsync(app.Get<ShipStationAccounts>(), app.Get<WebhookSubscriptions>(), dryRun: true, context.Output, cancellationToken);
                return ExitCodes.Done;
            }
            var created = await references.EnsureExportChannelAsync(options.SyncChannel, cancellationToken);
            var added = await references.EnsureOrderTypeAsync(options.OrderType, OrderFieldNames.Definitions, cancellationToken);
            await context.Output.WriteLineAsync(created ? $"Channel {options.SyncChannel}: created" : $"Channel {options.SyncChannel}: already exists");
            await context.Output.WriteLineAsync(added.Count == 0 ? $"Type {options.OrderType}: already complete" : $"Type {options.OrderType}: added {string.Join(", ", added)}");
            var isComplete = await WebhookSetup.RunAsync(app.Get<ShipStationAccounts>(), app.Get<WebhookSubscriptions>(), dryRun: false, context.Output, cancellationToken);
            return isComplete ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }
}
